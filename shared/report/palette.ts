/** How a text is coloured: each is given text and returns it, with or without escape sequences around it. */
export interface Palette {
  bold: Paint;
  dim: Paint;
  red: Paint;
  green: Paint;
  yellow: Paint;
  cyan: Paint;
}
type Paint = (text: string) => string;

const same: Paint = (text) => text;
export const plain: Palette = { bold: same, dim: same, red: same, green: same, yellow: same, cyan: same };

/** ECMA-48 SGR. Each line is closed by itself, so that a pager or a cut never runs a colour on. */
const sgr =
  (on: number, off: number): Paint =>
  (text) =>
    text
      .split('\n')
      .map((line) => (line === '' ? line : `\u001b[${on}m${line}\u001b[${off}m`))
      .join('\n');

export const ansi: Palette = {
  bold: sgr(1, 22),
  dim: sgr(2, 22),
  red: sgr(31, 39),
  green: sgr(32, 39),
  yellow: sgr(33, 39),
  cyan: sgr(36, 39),
};
