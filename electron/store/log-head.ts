/** The last entry of a log: its number, and its hash (hex). */
export interface LogHead {
  seq: number;
  hash: string;
}

/** What this machine remembers of a log outside its folder. */
export interface HeadMemory {
  recall(): Promise<LogHead | null>;
  remember(head: LogHead): Promise<void>;
}
