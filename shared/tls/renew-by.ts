const day = 24 * 3600 * 1000;
/** A certificate of ten days or less is renewed every few days, so two weeks cannot be asked of it. */
export const shortLivedDays = 10;
const leastDays = 14;

interface Period {
  /** Milliseconds since 1970. */
  from: number;
  to: number;
}

export const lifetimeDays = ({ from, to }: Period): number => Math.round((to - from) / day);

/** From this instant on a certificate expires too soon to launch with: two weeks before its end, or its last third. */
export const renewBy = (period: Period): number =>
  lifetimeDays(period) <= shortLivedDays ? period.to - (period.to - period.from) / 3 : period.to - leastDays * day;
