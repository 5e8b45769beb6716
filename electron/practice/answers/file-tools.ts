/** What stat(1), find(1), od(1) print, and how the collector frames whole files. */

export interface File {
  path: string;
  kind: 'directory' | 'regular file';
  /** Octal, as in `0640`. */
  mode: string;
  owner: string;
  group: string;
  bytes: number;
  ageHours: number;
}

export const secondsAgo = (hours: number): number => Math.floor(Date.now() / 1000 - hours * 3600);

/** `stat -c %F/%a/%U/%G/%s/%Y/%n`. */
export const statLine = ({ kind, mode, owner, group, bytes, ageHours, path }: File): string =>
  [kind, Number.parseInt(mode, 8).toString(8), owner, group, bytes, secondsAgo(ageHours), path].join('/');

/** A folder of the system, as the installer left it. */
export const systemFolder = (path: string, mode = '0755'): File => ({
  path,
  kind: 'directory',
  mode,
  owner: 'root',
  group: 'root',
  bytes: 4096,
  ageHours: 4000,
});

/** `od -An -v -tx1`: 16 bytes a line. */
export const od = (bytes: Uint8Array): string =>
  (
    Buffer.from(bytes)
      .toString('hex')
      .match(/.{1,32}/g) ?? []
  )
    .map((row) => `${row.replace(/../g, ' $&')}\n`)
    .join('');

/** `file <bytes> <path>`, then the bytes and a newline. */
export const framed = (path: string, content: string): string =>
  `file ${Buffer.byteLength(content)} ${path}\n${content}\n`;
