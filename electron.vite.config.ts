import { resolve } from 'node:path';
import { defineConfig } from 'electron-vite';
import { version } from './package.json';

/** CommonJS, as Electron's main process and a single-file command need it; heavy parts stay in chunks that load when used. */
const cjs = { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: 'chunks/[name].cjs' } as const;

export default defineConfig({
  main: {
    define: { __GONOGO_VERSION__: JSON.stringify(version) },
    build: {
      outDir: 'out/main',
      target: 'node18',
      minify: false,
      // Everything is bundled, so that out/main runs without node_modules. Only what is compiled machine code stays outside.
      externalizeDeps: false,
      rolldownOptions: {
        input: { gonogo: resolve('electron/cli/gonogo.ts') },
        external: ['@napi-rs/keyring', 'cpu-features', /\.node$/],
        output: cjs,
      },
    },
  },
});
