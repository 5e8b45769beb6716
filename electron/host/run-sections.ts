import { composeScript, type ScriptSection } from '../../shared/collector-script';
import type { HostConnection } from './connection';
import type { ConnectionErrorCode } from './connection-error';
import { type FramedSection, FrameReader } from './frame';
import { type Access, openShell, type Shell } from './open-shell';
import type { SectionOutput } from './probe';
import type { PlannedSection } from './sections';

export type SectionEvent = { kind: 'section-started'; id: string } | { kind: 'section-ended'; id: string };

export interface RunOptions {
  connection: HostConnection;
  access: Access;
  /** The account that the channel's shell runs as. */
  account: string;
  sections: readonly PlannedSection[];
  signal: AbortSignal;
  onEvent: (event: SectionEvent) => void;
}

export interface RunResult {
  /** One for each section, whatever happened. */
  outputs: SectionOutput[];
  error: { code: ConnectionErrorCode; message: string } | null;
}

export const limits = { stdout: 8 * 1024 * 1024, stderr: 256 * 1024 };
/** Seconds that the far side gets beyond what a section may take by its own timeout(1). */
const grace = 5;
/** Seconds in which nothing may run: between two sections, and before the first. */
const pause = 10;

type Broken = Exclude<SectionOutput['broken'], null>;

/**
 * Runs sections one after the other in one shell. Where one floods us or hangs, its channel is closed and the others go on in
 * a new one.
 */
export async function runSections(options: RunOptions): Promise<RunResult> {
  const outputs: SectionOutput[] = [];
  let rest = options.sections;
  while (rest.length > 0) {
    const opened = await openShell(options.connection, options.access, options.signal);
    if (!opened.ok) {
      const broken = opened.why === 'auth' ? 'no-root' : opened.why;
      outputs.push(...rest.map((section) => breakOff(options, section, broken)));
      const isError = opened.why === 'auth' || opened.why === 'closed';
      return { outputs, error: isError ? { code: opened.why as 'auth' | 'closed', message: opened.message } : null };
    }
    const ran = await runScript(options, opened.shell, rest);
    outputs.push(...ran.outputs);
    rest = ran.rest;
    if (ran.closed)
      return { outputs, error: { code: 'closed', message: 'the connection was closed while the checks ran' } };
  }
  return { outputs, error: null };
}

const breakOff = (
  options: RunOptions,
  section: PlannedSection,
  broken: Broken,
  part?: FramedSection,
): SectionOutput => ({
  id: section.id,
  command: section.command,
  as: options.account,
  stdout: part?.stdout ?? Buffer.alloc(0),
  stderr: part?.stderr ?? Buffer.alloc(0),
  exitCode: null,
  broken,
  seconds: section.seconds,
});

interface Ran {
  outputs: SectionOutput[];
  /** What is still to do, in a new shell. */
  rest: readonly PlannedSection[];
  closed: boolean;
}

type End =
  | { why: 'done' | 'malformed' | 'closed' | 'timeout' | 'cancelled' }
  | { why: 'cut'; at: string; broken: Broken };

async function runScript(options: RunOptions, shell: Shell, sections: readonly PlannedSection[]): Promise<Ran> {
  const isOne = (section: PlannedSection) => shell.each && section.as === 'root';
  const scripted = sections.map((section): ScriptSection => {
    const command = isOne(section) ? `sudo -n -- ${section.command}` : section.command;
    const as = options.account === 'root' ? 'root' : 'user';
    return { id: section.id, as, seconds: section.seconds, command };
  });
  const ids = sections.map(({ id }) => id);
  const reader = new FrameReader(shell.boundary, ids, limits);
  const end = await converse(options, shell, composeScript(shell.boundary, scripted), reader, sections);
  shell.channel.close();

  const whole = new Map(reader.sections().map((section) => [section.id, section]));
  const read = (section: PlannedSection, framed: FramedSection): SectionOutput =>
    isOne(section) ? judgeSudo(options, section, framed) : finished(options, section, framed);
  const notWhole = sections.filter(({ id }) => !whole.has(id));
  const outputs = sections.flatMap((section) => {
    const framed = whole.get(section.id);
    return framed ? [read(section, framed)] : [];
  });
  if (end.why === 'cut') {
    const cut = notWhole.filter(({ id }) => id === end.at);
    outputs.push(...cut.map((section) => breakOff(options, section, end.broken, reader.partOf(section.id))));
    // One whose stderr had not arrived yet runs again.
    return { outputs, rest: notWhole.filter(({ id }) => id !== end.at), closed: false };
  }
  const broken = end.why === 'done' ? 'malformed' : end.why;
  outputs.push(...notWhole.map((section) => breakOff(options, section, broken, reader.partOf(section.id))));
  return { outputs, rest: [], closed: end.why === 'closed' };
}

const finished = (
  options: RunOptions,
  section: PlannedSection,
  { stdout, stderr, exitCode }: FramedSection,
): SectionOutput => ({
  ...breakOff(options, section, 'closed'),
  stdout,
  stderr,
  exitCode,
  broken: null,
});

/** sudo's own answers (sudo(8), in the C locale) are not the command's. */
function judgeSudo(options: RunOptions, section: PlannedSection, framed: FramedSection): SectionOutput {
  const said = framed.stderr.toString('latin1');
  const output = finished({ ...options, account: 'root' }, section, framed);
  if (framed.exitCode === 1 && /^sudo: \S+: command not found$/m.test(said)) return { ...output, exitCode: 127 };
  const refused =
    (framed.exitCode === 127 && /sudo: (?:command )?not found/.test(said)) ||
    (framed.exitCode === 1 &&
      /^sudo: (?:a password is required|a terminal is required|sorry, you must have a tty)|is not (?:in the sudoers file|allowed to execute)|may not run sudo/m.test(
        said,
      ));
  return refused ? { ...output, as: options.account, exitCode: null, broken: 'no-root' } : output;
}

/** Sends the script, and reads until it is done or something ends it. */
function converse(
  { signal, onEvent }: RunOptions,
  { channel }: Shell,
  script: string,
  reader: FrameReader,
  sections: readonly PlannedSection[],
): Promise<End> {
  return new Promise((settle) => {
    let started = 0;
    let ended = 0;
    let timer: NodeJS.Timeout | undefined;
    const finish = (end: End) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      channel.removeAllListeners('data');
      channel.stderr.removeAllListeners('data');
      channel.off('close', onClose);
      settle(end);
    };
    const watch = () => {
      clearTimeout(timer);
      const running = sections.find(({ id }) => id === reader.current);
      const seconds = running ? running.seconds + grace : pause;
      timer = setTimeout(
        () => finish(running ? { why: 'cut', at: running.id, broken: 'timeout' } : { why: 'timeout' }),
        seconds * 1000,
      );
    };
    const read = (name: 'stdout' | 'stderr') => (chunk: Buffer) => {
      reader.push(name, chunk);
      const before = started + ended;
      while (started < reader.begun) onEvent({ kind: 'section-started', id: sections[started++]!.id });
      while (ended < reader.ended) onEvent({ kind: 'section-ended', id: sections[ended++]!.id });
      if (started + ended > before) watch();
      const at = reader.brokenAt;
      if (reader.state === 'too-big' && at) finish({ why: 'cut', at, broken: 'too-big' });
      else if (reader.state === 'malformed' || reader.state === 'done') finish({ why: reader.state });
    };
    const onAbort = () => finish({ why: signal.reason === 'timeout' ? 'timeout' : 'cancelled' });
    const onClose = () => finish({ why: 'closed' });
    channel.on('data', read('stdout'));
    channel.stderr.on('data', read('stderr'));
    channel.on('close', onClose);
    signal.addEventListener('abort', onAbort);
    if (signal.aborted) return onAbort();
    watch();
    channel.write(script);
  });
}
