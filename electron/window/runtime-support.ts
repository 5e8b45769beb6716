/**
 * Electron mends the three newest majors, and a new one comes about every eight weeks
 * (electronjs.org/docs/latest/tutorial/electron-timelines).
 */

/** The major that package.json declares: it first came out on 2026-10-20, so its third successor is due 24 weeks later. */
export const declared = { major: 45, supportEnds: Date.UTC(2027, 3, 6) };
const oldestSupported = declared.major - 2;

const majorOf = (version: string): number => Number(/^\d+/.exec(version)?.[0] ?? 0);

/** Whether no real target may be reviewed in this runtime: it was out of support before this app was made. */
export const isTooOld = (electronVersion: string): boolean => majorOf(electronVersion) < oldestSupported;

/** Whether this runtime gets no security updates any more. Of later majors than ours nothing is known. `at`: epoch ms. */
export const isOutOfSupport = (electronVersion: string, at: number): boolean =>
  isTooOld(electronVersion) || (majorOf(electronVersion) <= declared.major && at >= declared.supportEnds);
