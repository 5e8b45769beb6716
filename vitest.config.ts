import { defineConfig } from 'vitest/config';
import { version } from './package.json';

export default defineConfig({
  define: { __GONOGO_VERSION__: JSON.stringify(version) },
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: './test/support/build.ts',
    reporters: ['default', './test/support/closing-line.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
