import { readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { writeDurably } from './durable';

/** One file of settings in the home folder. A file that cannot be read is set aside and said, never treated as empty. */
export class SettingsFile<S extends z.ZodType> {
  private readonly path: string;
  /** What a person must be told about how the file was found. */
  notice: string | null = null;
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    home: string,
    private readonly schema: S,
    name = 'settings.json',
  ) {
    this.path = join(home, name);
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

  /** One change after the other: of two at the same time, neither may write back what the other just changed. */
  change(changes: Partial<z.input<S>>): Promise<z.output<S>> {
    const turn = this.last.then(async () => {
      const settings = this.schema.parse({ ...((await this.read()) as object), ...changes });
      await writeDurably(this.path, `${JSON.stringify(settings, null, 2)}\n`);
      return settings;
    });
    this.last = turn.catch(() => {});
    return turn;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
