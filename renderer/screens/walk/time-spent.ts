import { useEffect, useState } from 'react';

/** When the walk through a review began, for as long as the window lives. */
const began = new Map<string, number>();

/** Whole minutes since the walk through this review began. */
export function useTimeSpent(review: string, now: number): number {
  const [start] = useState(() => began.get(review) ?? Date.now());
  useEffect(() => void began.set(review, start), [review, start]);
  return Math.max(0, Math.floor((now - start) / 60_000));
}
