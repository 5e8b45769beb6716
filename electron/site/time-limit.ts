export interface TimeLimit {
  /** Aborts with the signal it was made from, or once the time is over. */
  signal: AbortSignal;
  /** The work has ended: nothing is left behind on the signal it was made from. */
  end(): void;
}

/** What may take `ms` at most. AbortSignal.any() would say the same, and is newer than the oldest runtime. */
export function timeLimit(signal: AbortSignal, ms: number): TimeLimit {
  const whole = new AbortController();
  const stop = (): void => whole.abort();
  signal.addEventListener('abort', stop, { once: true });
  const timer = setTimeout(stop, ms);
  return {
    signal: whole.signal,
    end: () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
    },
  };
}
