/**
 * The output of a section that prints whole files: lines of `<word> <rest>`, and for each file
 *
 *     file <bytes> <path>
 *     <exactly so many bytes>
 *
 * with a newline after them. As the length comes first, nothing inside a file can pass for a line of the frame.
 */
export type Frame = { word: string; rest: string; content: null } | { word: 'file'; rest: string; content: string };

const newline = 0x0a;

/** The frames in order, or null when the bytes are not of this form (a file that changed while it was read, a cut). */
export function readFramedFiles(bytes: Uint8Array): Frame[] | null {
  const frames: Frame[] = [];
  const decoder = new TextDecoder('utf-8');
  let at = 0;
  while (at < bytes.length) {
    const end = bytes.indexOf(newline, at);
    if (end < 0) return null;
    const line = /^([a-z-]+)(?: (.+))?$/.exec(decoder.decode(bytes.subarray(at, end)));
    if (!line) return null;
    at = end + 1;
    const [, word = '', rest = ''] = line;
    if (word !== 'file') {
      frames.push({ word, rest, content: null });
      continue;
    }
    const head = /^(\d{1,9}) (.+)$/.exec(rest);
    if (!head) return null;
    const [, size, path = ''] = head;
    const after = at + Number(size);
    if (bytes[after] !== newline) return null;
    frames.push({ word: 'file', rest: path, content: decoder.decode(bytes.subarray(at, after)) });
    at = after + 1;
  }
  return frames;
}
