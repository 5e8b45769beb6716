import { defineConfig } from 'vitest/config';
import { version } from './package.json';

export default defineConfig({
  define: { __GONOGO_VERSION__: JSON.stringify(version) },
  test: {
    include: ['test/**/*.test.ts'],
    // Debian leaves the daemons out of a person's PATH.
    env: { PATH: `${process.env.PATH}:/usr/sbin:/sbin` },
    globalSetup: './test/support/build.ts',
    reporters: ['default', './test/support/closing-line.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
