import { channelCommand, readScript, type ScriptSection, scriptParts } from '../../shared/collector-script';

/** How a channel was opened, byte for byte in one of the forms that there are; null for anything else. */
export type Opening =
  | { form: 'user' | 'nopasswd'; boundary: string }
  | { form: 'password'; boundary: string; prompt: string };

export function readOpening(command: string): Opening | null {
  const boundary = /[0-9a-f]{32}/.exec(command)?.[0];
  if (boundary && command === channelCommand.user(boundary)) return { form: 'user', boundary };
  if (boundary && command === channelCommand.nopasswd(boundary)) return { form: 'nopasswd', boundary };
  return readPasswordOpening(command);
}

function readPasswordOpening(command: string): Opening | null {
  const prompt = / -p (?:'([^']*)'|([^' ]+)) -- /.exec(command);
  const boundary = /echo ([0-9a-f]{32}) ready; /.exec(command)?.[1];
  const word = prompt?.[1] ?? prompt?.[2];
  if (!boundary || word === undefined || command !== channelCommand.password(boundary, word)) return null;
  return { form: 'password', boundary, prompt: word };
}

export type ScriptSoFar =
  | { state: 'more' }
  | { state: 'refused'; why: string }
  | { state: 'read'; boundary: string; sections: ScriptSection[]; whole: boolean };

const longestScript = 1024 * 1024;

/** What has arrived of a script: sections that can be answered, more to come first, or nothing that we take. */
export function readSoFar(text: string): ScriptSoFar {
  if (text.length > longestScript) return { state: 'refused', why: 'a script of more than 1 MiB' };
  const script = readScript(text);
  const whole = script?.rest === scriptParts.end;
  if (!whole && text.endsWith(`\n${scriptParts.end}`)) return { state: 'refused', why: 'a script of another form' };
  return script ? { state: 'read', boundary: script.boundary, sections: script.sections, whole } : { state: 'more' };
}
