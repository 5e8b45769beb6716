import type { Palette } from './palette';

export interface TextOptions {
  palette: Palette;
  /** Columns. */
  width: number;
  /** Also list what passed, what does not apply, and what each control that waits for a person asks for. */
  verbose: boolean;
}
