import { UserError } from '../user-error';

/** Environment variables that carry secrets for unattended runs. Read once, and gone for every child process. */
const fromEnvironment = new Map<string, string>();
for (const name of ['GONOGO_SUDO_PASSWORD', 'GONOGO_KEY_PASSPHRASE', 'GONOGO_SSH_PASSWORD']) {
  const value = process.env[name];
  if (value !== undefined) fromEnvironment.set(name, value);
  delete process.env[name];
}

export const secretFromEnvironment = (name: 'GONOGO_SUDO_PASSWORD' | 'GONOGO_KEY_PASSPHRASE' | 'GONOGO_SSH_PASSWORD') =>
  fromEnvironment.get(name) ?? null;

/** A line typed on the terminal without echo; null when there is no terminal to ask on. */
export async function askHidden(question: string): Promise<Buffer | null> {
  const { stdin, stderr } = process;
  if (!stdin.isTTY || !stderr.isTTY) return null;
  stderr.write(`${question}: `);
  stdin.setRawMode(true);
  stdin.resume();
  try {
    return await new Promise<Buffer>((done, failed) => {
      const typed: number[] = [];
      const onData = (chunk: Buffer): void => {
        for (const byte of chunk) {
          if (byte === 0x0d || byte === 0x0a || byte === 0x04) {
            stdin.off('data', onData);
            return done(Buffer.from(typed));
          }
          if (byte === 0x03) {
            stdin.off('data', onData);
            return failed(new UserError('stopped at the prompt'));
          }
          if (byte === 0x7f || byte === 0x08) typed.pop();
          else typed.push(byte);
        }
      };
      stdin.on('data', onData);
    });
  } finally {
    stdin.setRawMode(false);
    stdin.pause();
    stderr.write('\n');
  }
}

/** Yes or no on the terminal; no when there is none. */
export async function confirm(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) return false;
  const { createInterface } = await import('node:readline/promises');
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await lines.question(`${question} [y/N] `)).trim());
  } finally {
    lines.close();
  }
}
