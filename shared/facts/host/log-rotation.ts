import { z } from 'zod';
import { defineFact, type FactValue, type Read, seen, unseen } from '../../fact';
import { readFramedFiles } from './framed-files';
import { globMatches } from './glob';

/** What rotates the app's logs: logrotate's entries for them, and the rotating handlers that the app's code names. */

const frequency = z.enum(['hourly', 'daily', 'weekly', 'monthly', 'yearly', 'size']);

export const logRotation = defineFact({
  id: 'host.log-rotation',
  schema: z.strictObject({
    files: z
      .array(
        z.strictObject({
          path: z.string(),
          /** Of logrotate; null where no entry names the file, or logrotate is not installed. */
          entry: z
            .strictObject({
              /** `size`: only when the file has grown beyond a size. */
              frequency,
              /** How many old files are kept; logrotate's own default is none. */
              rotate: z.number().int().nonnegative(),
            })
            .nullable(),
        }),
      )
      .max(20),
    /** Python's handlers named in the app's own code: by size (RotatingFileHandler) or by time (TimedRotatingFileHandler). */
    handlers: z.array(z.enum(['size', 'time'])),
  }),
});
export type LogRotation = FactValue<typeof logRotation>;
type Entry = NonNullable<LogRotation['files'][number]['entry']>;

/** From framed files: `installed` where logrotate is there, then its configuration. */
export function parseLogrotate(output: Uint8Array, paths: readonly string[]): Read<LogRotation['files']> {
  const frames = readFramedFiles(output);
  if (frames?.at(-1)?.word !== 'end') return unseen('malformed', { what: 'the listing of logrotate files' });
  const none = paths.map((path) => ({ path, entry: null }));
  if (!frames.some(({ word }) => word === 'installed')) return seen(none);
  if (frames.some(({ word }) => word === 'too-much')) return unseen('too-big', { limitBytes: output.length });
  const unreadable = frames.find(({ word }) => word === 'unreadable');
  if (unreadable) return unseen('no-root', { command: `reading ${unreadable.rest}` });

  const main = frames.find(({ rest, content }) => content !== null && rest === '/etc/logrotate.conf');
  if (!main) return seen(none);
  const defaults = readEntries(main.content ?? '', { frequency: 'weekly', rotate: 0 });
  const included = /^[ \t]*include[ \t]+\/etc\/logrotate\.d\/?[ \t]*$/m.test(main.content ?? '');
  const parts = frames.filter(({ rest, content }) => included && content !== null && isTaken(rest));
  const entries = [
    ...defaults.entries,
    ...parts.flatMap(({ content }) => readEntries(content ?? '', defaults.globals).entries),
  ];
  return seen(
    paths.map((path) => ({
      path,
      entry: entries.find(({ globs }) => globs.some((glob) => globMatches(glob, path)))?.entry ?? null,
    })),
  );
}

/** logrotate passes over what package managers and editors leave behind (its `tabooext`). */
const isTaken = (path: string): boolean =>
  path.startsWith('/etc/logrotate.d/') &&
  !/(,v|~|\.(disabled|dpkg-(bak|del|dist|new|old|tmp)|cfsaved|rhn-cfg-tmp-.*|rpm(new|orig|save)|swp|ucf-(dist|new|old)))$/.test(
    path,
  );

const frequencies = new Set<string>(['hourly', 'daily', 'weekly', 'monthly', 'yearly']);

/** logrotate.conf(5): a directive a line; log names (globs, quoted or not) before `{`; scripts end with `endscript`. */
function readEntries(text: string, above: Entry): { globals: Entry; entries: { globs: string[]; entry: Entry }[] } {
  const globals = { ...above };
  const entries: { globs: string[]; entry: Entry }[] = [];
  let globs: string[] = [];
  let open: Entry | null = null;
  let inScript = false;
  for (const raw of text.split('\n')) {
    const line = raw.trim();
    if (inScript) {
      inScript = line !== 'endscript';
      continue;
    }
    if (line === '' || line.startsWith('#')) continue;
    const opens = !open && line.endsWith('{');
    const words = (opens ? line.slice(0, -1) : line).match(/"[^"]*"|'[^']*'|\S+/g) ?? [];
    if (open) {
      if (line === '}') open = null;
      else if (/^(pre|post)rotate|^(first|last)action|^preremove/.test(line)) inScript = true;
      else apply(words, open);
    } else if (opens || /^["'/]/.test(line)) {
      globs.push(...words.map((word) => word.replace(/^["']|["']$/g, '')));
      if (!opens) continue;
      open = { ...globals };
      entries.push({ globs, entry: open });
      globs = [];
    } else apply(words, globals);
  }
  return { globals, entries };
}

function apply([name = '', value = '']: readonly string[], entry: Entry): void {
  if (frequencies.has(name)) entry.frequency = name as Entry['frequency'];
  else if (name === 'size' && value !== '') entry.frequency = 'size';
  else if (name === 'rotate' && /^\d{1,6}$/.test(value)) entry.rotate = Number(value);
}

/** Class names, one a line, as grep found them. */
export function parseHandlers(text: string): LogRotation['handlers'] {
  const names = text.split('\n').filter((name) => /^\w*RotatingFileHandler$/.test(name));
  const isTimed = (name: string): boolean => name.includes('Timed');
  return [
    ...(names.some((name) => !isTimed(name)) ? (['size'] as const) : []),
    ...(names.some(isTimed) ? (['time'] as const) : []),
  ];
}
