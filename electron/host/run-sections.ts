import { type ScriptSection, scriptParts } from '../../shared/collector-script';
import type { HostConnection } from './connection';
import type { ConnectionErrorCode } from './connection-error';
import { type FramedSection, FrameReader } from './frame';
import { type Access, openShell, type Shell } from './open-shell';
import type { SectionOutput } from './probe';
import type { SectionQueue } from './section-queue';
import type { PlannedSection } from './sections';

export type SectionEvent = { kind: 'section-started'; id: string } | { kind: 'section-ended'; id: string };

export interface RunOptions {
  connection: HostConnection;
  access: Access;
  /** The account that the channel's shell runs as. */
  account: string;
  queue: SectionQueue;
  signal: AbortSignal;
  onEvent: (event: SectionEvent) => void;
  /** Called once for each section of the queue, whatever happened. */
  onOutput: (output: SectionOutput) => void;
}

/** Bytes: of one section on a stream, and of all answers of a host that wait to be read. */
export const limits = { stdout: 8 * 1024 * 1024, stderr: 256 * 1024, waiting: 64 * 1024 * 1024 };
/** Seconds that the far side gets beyond what a section may take by its own timeout(1). */
const grace = 5;
/** Seconds in which nothing may run: between two sections, and before the first. */
const pause = 10;

type Broken = Exclude<SectionOutput['broken'], null>;
type Failure = { code: ConnectionErrorCode; message: string };

/**
 * Runs sections one after the other in one shell, until the queue has ended. Where one floods us or hangs, its channel is
 * closed and the others go on in a new one; after any other failure nothing more is sent.
 */
export async function runSections(options: RunOptions): Promise<Failure | null> {
  const { queue } = options;
  let stopped: Broken | null = null;
  let failure: Failure | null = null;
  while (await queue.hasMore()) {
    if (stopped) {
      for (const section of queue.take()) options.onOutput(breakOff(options, section, stopped));
      continue;
    }
    const opened = await openShell(options.connection, options.access, options.signal);
    if (opened.ok) {
      stopped = await runScript(options, opened.shell);
      if (stopped === 'closed')
        failure = options.connection.lost() ?? {
          code: 'closed',
          message: 'the connection was closed while the checks ran',
        };
    } else {
      stopped = opened.why === 'auth' ? 'no-root' : opened.why;
      if (opened.why === 'auth' || opened.why === 'closed') failure = { code: opened.why, message: opened.message };
    }
  }
  return failure;
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

type End =
  | { why: 'done' }
  /** This section alone is lost. */
  | { why: 'cut'; at: string; broken: 'too-big' | 'timeout' }
  | { why: 'timeout' | 'closed' | 'cancelled' | 'malformed' };

/** One channel's worth of the queue. Answers what broke it for good; null when it is done, or what is left can go on elsewhere. */
async function runScript(options: RunOptions, shell: Shell): Promise<Broken | null> {
  const sent: PlannedSection[] = [];
  const reader = new FrameReader(shell.boundary, limits);
  const end = await converse(options, shell, reader, sent);
  shell.channel.close();

  const notWhole = sent.slice(reader.sections.length);
  const lose = (section: PlannedSection, broken: Broken) =>
    options.onOutput(breakOff(options, section, broken, reader.partOf(section.id)));
  if (end.why === 'cut') {
    // One whose stderr had not arrived yet runs again.
    options.queue.putBack(notWhole.filter(({ id }) => id !== end.at));
    for (const section of notWhole) if (section.id === end.at) lose(section, end.broken);
    return null;
  }
  if (end.why === 'done') return null;
  for (const section of notWhole) lose(section, end.why);
  return end.why;
}

/** Where sudo allows single commands only, it stands before each. */
const namesSudo = ({ each }: Shell, { as }: PlannedSection): boolean => each && as === 'root';

const scripted = (options: RunOptions, shell: Shell, section: PlannedSection): ScriptSection => ({
  id: section.id,
  as: options.account === 'root' ? 'root' : 'user',
  seconds: section.seconds,
  command: namesSudo(shell, section) ? `sudo -n -- ${section.command}` : section.command,
});

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

/** Sends what the queue has and gets, `sent` keeping count of it, and reads until all is answered or something ends it. */
function converse(options: RunOptions, shell: Shell, reader: FrameReader, sent: PlannedSection[]): Promise<End> {
  const { queue, signal, onEvent } = options;
  const { boundary, channel } = shell;
  return new Promise((settle) => {
    let started = 0;
    let ended = 0;
    let timer: NodeJS.Timeout | undefined;
    let late: NodeJS.Immediate | undefined;
    let isOver = false;
    const finish = (end: End) => {
      isOver = true;
      unwatch();
      queue.listen(() => {});
      signal.removeEventListener('abort', onAbort);
      channel.removeAllListeners('data');
      channel.stderr.removeAllListeners('data');
      channel.off('close', onClose);
      settle(end);
    };
    const unwatch = () => {
      clearTimeout(timer);
      clearImmediate(late);
    };
    const watch = () => {
      unwatch();
      // All is answered, and what comes next is up to us.
      if (isOver || (ended === sent.length && !queue.isEnded)) return;
      const running = sent.find(({ id }) => id === reader.current);
      const seconds = running ? running.seconds + grace : pause;
      const end: End = running ? { why: 'cut', at: running.id, broken: 'timeout' } : { why: 'timeout' };
      timer = setTimeout(() => {
        // Reading a fact may have kept this process busy: what has come meanwhile goes first.
        late = setImmediate(() => finish(end));
      }, seconds * 1000);
    };
    const send = (begin = '') => {
      const more = queue.take();
      sent.push(...more);
      reader.expect(
        more.map(({ id }) => id),
        queue.isEnded,
      );
      const sections = scriptParts.sections(more.map((section) => scripted(options, shell, section)));
      channel.write(`${begin}${sections}${queue.isEnded ? scriptParts.end : ''}`);
      watch();
    };
    const read = (name: 'stdout' | 'stderr') => (chunk: Buffer) => {
      reader.push(name, chunk);
      const before = started + ended;
      while (started < reader.begun) onEvent({ kind: 'section-started', id: sent[started++]!.id });
      while (ended < reader.sections.length) hear(sent[ended]!, reader.sections[ended++]!);
      if (started + ended > before) watch();
      const at = reader.brokenAt;
      if (reader.state === 'too-big' && at) finish({ why: 'cut', at, broken: 'too-big' });
      else if (reader.state === 'malformed' || reader.state === 'done') finish({ why: reader.state });
    };
    const hear = (section: PlannedSection, framed: FramedSection) => {
      onEvent({ kind: 'section-ended', id: section.id });
      options.onOutput((namesSudo(shell, section) ? judgeSudo : finished)(options, section, framed));
    };
    const onAbort = () => finish({ why: signal.reason === 'timeout' ? 'timeout' : 'cancelled' });
    const onClose = () => finish({ why: 'closed' });
    channel.on('data', read('stdout'));
    channel.stderr.on('data', read('stderr'));
    channel.on('close', onClose);
    signal.addEventListener('abort', onAbort);
    if (signal.aborted) return onAbort();
    queue.listen(() => send());
    send(scriptParts.begin(boundary));
  });
}
