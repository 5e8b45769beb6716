import { randomBytes } from 'node:crypto';
import type { ClientChannel } from 'ssh2';
import { channelCommand } from '../../shared/collector-script';
import type { HostConnection } from './connection';
import type { ConnectionError } from './connection-error';

/** How a channel becomes the shell that reads our script. */
export type Access =
  | { form: 'user' }
  | { form: 'nopasswd' }
  /** `ask` is called only once sudo has asked, and may be called again on a later channel. */
  | { form: 'password'; ask: () => Promise<Buffer | null> };

export interface Shell {
  channel: ClientChannel;
  boundary: string;
  /** sudo allows single commands only: each must name sudo itself. */
  each: boolean;
}

export type Opened =
  | { ok: true; shell: Shell }
  | { ok: false; why: 'no-root' | 'auth' | 'closed' | 'timeout' | 'cancelled'; message: string };

/** Seconds. sudo asks at once or never; an account's rc files, and PAM after the password, may take longer. */
const wait = { prompt: 5, shell: 20, afterPassword: 30 };
const longestNoise = 64 * 1024;

/**
 * Opens a channel and waits until the far side says with a random word that a shell is there. Nothing is written on faith: a
 * password only after sudo has shown the random prompt (where sudo asks nothing, a password would be run as a command), and
 * only once (each wrong one counts where accounts are locked).
 */
export async function openShell(connection: HostConnection, access: Access, signal: AbortSignal): Promise<Opened> {
  const boundary = randomBytes(16).toString('hex');
  const prompt = randomBytes(16).toString('hex');
  const command =
    access.form === 'password' ? channelCommand.password(boundary, prompt) : channelCommand[access.form](boundary);
  let channel: ClientChannel;
  try {
    channel = await connection.exec(command);
  } catch (error) {
    return { ok: false, why: 'closed', message: (error as ConnectionError).message };
  }
  return new Promise((settle) => {
    let stdout = '';
    let stderr = '';
    let prompts = 0;
    let written = false;
    let timer: NodeJS.Timeout | undefined;
    const finish = (result: Opened) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      channel.off('data', onStdout);
      channel.stderr.off('data', onStderr);
      channel.off('close', onClose);
      if (!result.ok) channel.close();
      settle(result);
    };
    const fail = (why: Exclude<Opened, { ok: true }>['why'], message: string) => finish({ ok: false, why, message });
    const within = (seconds: number, why: 'no-root' | 'timeout', message: string) => {
      clearTimeout(timer);
      timer = setTimeout(() => fail(why, `${message} within ${seconds} s`), seconds * 1000);
    };
    const onAbort = () => fail(signal.reason === 'timeout' ? 'timeout' : 'cancelled', 'cancelled');
    const onStdout = (chunk: Buffer) => {
      stdout += chunk.toString('latin1');
      const word = new RegExp(`${boundary} (ready|each)\\n`).exec(stdout)?.[1];
      if (word) finish({ ok: true, shell: { channel, boundary, each: word === 'each' } });
      else if (stdout.length > longestNoise) fail('closed', 'the account prints without end before any command runs');
    };
    const onStderr = (chunk: Buffer) => {
      stderr = (stderr + chunk.toString('latin1')).slice(-longestNoise);
      const seen = stderr.split(prompt).length - 1;
      if (access.form !== 'password' || seen === prompts) return;
      prompts = seen;
      if (written) fail('auth', 'sudo did not accept the password');
      else if (seen === 1) void answer(access.ask);
    };
    const answer = async (ask: () => Promise<Buffer | null>) => {
      clearTimeout(timer);
      let failure = 'no sudo password was given';
      const password = await ask().catch((error: Error) => {
        failure = error.message;
        return null;
      });
      if (signal.aborted) return;
      if (password === null) return fail('auth', failure);
      written = true;
      within(wait.afterPassword, 'timeout', 'sudo said nothing');
      const line = Buffer.concat([password, Buffer.from('\n')]);
      channel.write(line, () => line.fill(0));
    };
    const onClose = () => {
      if (written) fail('auth', 'sudo did not accept the password, or allows this account nothing');
      else if (access.form === 'user') fail('closed', 'the channel was closed before a shell answered');
      else fail('no-root', 'sudo refused');
    };
    channel.on('error', () => {});
    channel.on('data', onStdout);
    channel.stderr.on('data', onStderr);
    channel.on('close', onClose);
    signal.addEventListener('abort', onAbort);
    if (signal.aborted) onAbort();
    else if (access.form === 'password')
      within(wait.prompt, 'no-root', 'sudo asked for no password and started no shell');
    else within(wait.shell, 'timeout', 'no shell answered');
  });
}
