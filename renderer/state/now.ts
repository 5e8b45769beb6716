import { useEffect, useState } from 'react';

const minute = 60_000;

/** The time (milliseconds since 1970), told anew each minute or as often as asked: what expires does so while one looks at it. */
export function useNow(every = minute): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), every);
    return () => clearInterval(timer);
  }, [every]);
  return now;
}
