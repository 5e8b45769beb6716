import { readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { writeDurably } from './durable';

/** `settings.json` in the home folder. A file that cannot be read is set aside and said, never treated as empty. */
export class SettingsFile<S extends z.ZodType> {
  private readonly path: string;
  /** What a person must be told about how the file was found. */
  notice: string | null = null;

  constructor(
    home: string,
    private readonly schema: S,
  ) {
    this.path = join(home, 'settings.json');
  }

  async read(): Promise<z.output<S>> {
    const text = await readFile(this.path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
      if (cause.code === 'ENOENT') return '{}';
      throw cause;
    });
    const parsed = this.schema.safeParse(parse(text));
    if (parsed.success) return parsed.data;
    const aside = `${this.path}.unreadable-${new Date().toISOString().replaceAll(':', '')}`;
    await rename(this.path, aside);
    this.notice = `the settings could not be read and were set aside as ${aside}`;
    return this.schema.parse({});
  }

  async write(settings: z.input<S>): Promise<void> {
    await writeDurably(this.path, `${JSON.stringify(this.schema.parse(settings), null, 2)}\n`);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
