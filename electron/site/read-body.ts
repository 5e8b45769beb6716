import type { IncomingMessage } from 'node:http';
import type { Readable, Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { type Read, seen, unseen } from '../../shared/fact';

export interface Body {
  bytes: Buffer;
  /** There was more. */
  cut: boolean;
}

const decoders: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  // RFC 9110 8.4.1.3: to be taken for gzip.
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/**
 * The body as a browser would read it, at most `limit` bytes after decoding, so that a compression bomb is cut like any long
 * body. None of our requests accepts a coding; a server that sends one all the same would hide from us what it serves, so it is
 * undone, and one that we cannot undo leaves the answer unseen. `done` may be called more than once; the first call counts.
 * @param place such as `port 443 of 203.0.113.7`.
 */
export function readBody(
  response: IncomingMessage,
  { limit, place }: { limit: number; place: string },
  done: (body: Read<Body>) => void,
): void {
  const codings = (response.headers['content-encoding'] ?? '')
    .split(',')
    .map((coding) => coding.trim().toLowerCase())
    .filter((coding) => coding !== '' && coding !== 'identity');
  const unknown = codings.find((coding) => !Object.hasOwn(decoders, coding));
  if (unknown !== undefined || codings.length > maxCodings) {
    done(unseen('malformed', { what: `${place} answers in a coding that was not asked for and is not known here` }));
    return;
  }
  // RFC 9110 8.4: listed in the order in which they were applied.
  const chain = codings.reverse().map((coding) => decoders[coding]!());
  const stop = (): void => {
    for (const decoder of chain) decoder.destroy();
  };
  response.once('aborted', stop);
  let encoded = 0;
  if (chain.length > 0) response.on('data', (chunk: Buffer) => (encoded += chunk.length));
  const broken = (): void => {
    // An answer without a body (304, 204) may name a coding, and there is nothing to undo.
    if (encoded === 0) done(seen({ bytes: Buffer.alloc(0), cut: false }));
    else done(unseen('malformed', { what: `${place} answers with a broken ${codings.join(', ')} body` }));
  };
  const decoded = chain.reduce<Readable>((from, decoder) => from.pipe(decoder.on('error', broken)), response);
  const chunks: Buffer[] = [];
  let length = 0;
  decoded.on('data', (chunk: Buffer) => {
    if (length > limit) return;
    chunks.push(chunk);
    length += chunk.length;
    if (length <= limit) return;
    // What of a bomb has come already would be enough for minutes.
    stop();
    done(seen({ bytes: Buffer.concat(chunks).subarray(0, limit), cut: true }));
  });
  decoded.once('end', () => done(seen({ bytes: Buffer.concat(chunks), cut: false })));
}

/** Two can be met with (an app that compresses behind a proxy that does); more is somebody's trick. */
const maxCodings = 2;
