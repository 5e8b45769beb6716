import { open, rename, rm } from 'node:fs/promises';
import { UserError } from '../user-error';
import { fromHere } from './working-directory';

/** The result to stdout, or whole to a file: written beside it and renamed, so that no reader sees half of it. */
export async function writeResult(text: string, out: string | undefined): Promise<void> {
  const whole = text.endsWith('\n') ? text : `${text}\n`;
  if (out === undefined) {
    await new Promise<void>((done, failed) => process.stdout.write(whole, (error) => (error ? failed(error) : done())));
    return;
  }
  const path = fromHere(out);
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    const file = await open(temporary, 'wx', 0o600);
    try {
      await file.writeFile(whole);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw new UserError(
      `${out}: cannot be written (${(error as NodeJS.ErrnoException).code}); choose a folder that exists and is yours`,
    );
  }
}
