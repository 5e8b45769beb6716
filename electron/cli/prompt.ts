import { printable } from '../../shared/printable';
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

/** A line typed on the terminal without echo; null when there is no terminal to ask on. The question may come from a server. */
export async function askHidden(question: string): Promise<Buffer | null> {
  const { stdin, stderr } = process;
  if (!stdin.isTTY || !stderr.isTTY) return null;
  stderr.write(`${printable(question)}: `);
  stdin.setRawMode(true);
  try {
    return await typedLine(stdin);
  } finally {
    stdin.setRawMode(false);
    stdin.pause();
    stderr.write('\n');
  }
}

const key = { interrupt: 0x03, endOfInput: 0x04, backspace: 0x08, lineFeed: 0x0a, enter: 0x0d, delete: 0x7f };

async function typedLine(stdin: NodeJS.ReadStream): Promise<Buffer> {
  const typed: number[] = [];
  for await (const chunk of stdin.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    for (const byte of chunk) {
      if (byte === key.interrupt) throw new UserError('stopped at the prompt');
      if (byte === key.enter || byte === key.lineFeed || byte === key.endOfInput) return Buffer.from(typed);
      if (byte === key.delete || byte === key.backspace) typed.pop();
      else typed.push(byte);
    }
  }
  return Buffer.from(typed);
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
