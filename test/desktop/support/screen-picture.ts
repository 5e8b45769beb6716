import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** How many colours a display shows that was started with `pictureIn`: seeing a window that nothing drives. */
export function coloursOn(pictureIn: string): number {
  const file = join(pictureIn, 'Xvfb_screen0');
  if (!existsSync(file)) return 0;
  const xwd = readFileSync(file);
  const [headerBytes, colourMapEntries] = [xwd.readUInt32BE(0), xwd.readUInt32BE(76)];
  const pixels = xwd.subarray(headerBytes + colourMapEntries * 12);
  const colours = new Set<number>();
  for (let at = 0; at + 4 <= pixels.length; at += 4) colours.add(pixels.readUInt32LE(at) & 0xffffff);
  return colours.size;
}
