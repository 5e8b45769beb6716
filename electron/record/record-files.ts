import type { VerifyReason } from '../../shared/record/verify-result';

/** The files of a record by path, relative and with `/`. Both forms, folder and `.gonogo` file, are read into this. */
export type RecordFiles =
  | { ok: true; files: Map<string, Buffer>; refused: VerifyReason[] }
  | { ok: false; words: string };

/** A record may come from anybody. */
export const limits = {
  entries: 500,
  recordBytes: 64 * 1024 * 1024,
  totalBytes: 200 * 1024 * 1024,
};

export const tooMany = `it holds more than ${limits.entries} files`;
export const tooBig = (path: string): string =>
  `${path} is too big to be read: a record has at most ${limits.totalBytes >> 20} MiB`;
