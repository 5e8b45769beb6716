/** What the terminal can show. https://no-color.org: any non-empty NO_COLOR turns colour off. */
export const hasColour = (stream: NodeJS.WriteStream): boolean =>
  stream.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== 'dumb';

/** Columns to wrap at; a pipe or a file gets a width that reads well anywhere. */
export const widthOf = (stream: NodeJS.WriteStream): number =>
  stream.isTTY ? Math.min(Math.max(stream.columns || 80, 60), 120) : 100;
