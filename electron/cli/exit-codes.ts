/** One meaning each, the same for every command. */
export const exitCodes = {
  ok: 0,
  /** no-go, not valid, differs, or a step of the demo failed */
  no: 1,
  /** wrong usage, unreadable input, or a host or site that could not be reached, authenticated or trusted */
  couldNotRun: 2,
  /** 128 + SIGINT */
  interrupted: 130,
} as const;
