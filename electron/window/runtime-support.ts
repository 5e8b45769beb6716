/** Electron majors get fixes for about eight months (electronjs.org/docs/latest/tutorial/electron-timelines). */
const oldestSupported = 43;

/** Whether this runtime gets no security updates any more, by its version `major.minor.patch`. */
export const isOutOfSupport = (electronVersion: string): boolean =>
  Number(/^\d+/.exec(electronVersion)?.[0] ?? 0) < oldestSupported;
