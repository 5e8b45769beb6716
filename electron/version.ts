declare const __GONOGO_VERSION__: string;

/** From package.json, put in by the bundler (and by vitest). */
export const version: string = __GONOGO_VERSION__;
