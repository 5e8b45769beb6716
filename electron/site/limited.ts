/** Runs at most so many at once, in the order in which they were asked for. */
export type Limited = <T>(work: () => Promise<T>) => Promise<T>;

export function limited(max: number): Limited {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running >= max) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await work();
    } finally {
      // The place is handed over, not freed, so that nobody who asks in between can take it.
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
