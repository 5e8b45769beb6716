/** One line of `stat -c %F/%a/%U/%G/%s/%Y/%n`. The name stands last, because it alone may hold a slash. */
export interface StatLine {
  kind: 'file' | 'directory' | 'other';
  /** Permission bits as an integer, set-user-id and the like included: 0o640. */
  mode: number;
  owner: string;
  group: string;
  bytes: number;
  /** Seconds since 1970. */
  modified: number;
  path: string;
}

/** For `stat -c`; without characters that a shell or sudoers reads otherwise. */
export const statFormat = '%F/%a/%U/%G/%s/%Y/%n';

const line =
  /^([a-z ]{1,40})\/([0-7]{1,4})\/([^/]{1,64})\/([^/]{1,64})\/(\d{1,15})\/(-?\d{1,12})(?:\.\d+)?\/(.{1,4096})$/;

/** Null when any line is of another form, such as the second half of a name with a line end in it. */
export function parseStatLines(text: string): StatLine[] | null {
  const lines = text.split('\n').filter((part) => part !== '');
  const read = lines.map((part) => line.exec(part));
  if (!read.every((match) => match !== null)) return null;
  return read.map(([, kind, mode = '', owner = '', group = '', bytes, modified, path = '']) => ({
    kind: kind === 'directory' ? 'directory' : kind?.startsWith('regular') ? 'file' : 'other',
    mode: Number.parseInt(mode, 8),
    owner,
    group,
    bytes: Number(bytes),
    modified: Number(modified),
    path,
  }));
}

/** `0640`, as people write it. */
export const octal = (mode: number): string => mode.toString(8).padStart(4, '0');
