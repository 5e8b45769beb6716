import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { version } from './package.json';
import { checklistDigest } from './shared/checklist/version';

/** CommonJS, as Electron's main process and a single-file command need it; heavy parts stay in chunks that load when used. */
const cjs = { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: 'chunks/[name].cjs' } as const;

/** One set-up for the command line, the main process, the bridge and the page. Targets are the oldest runtime that tests run. */
export default defineConfig({
  main: {
    define: {
      __GONOGO_VERSION__: JSON.stringify(version),
      __GONOGO_CHECKLIST_SHA256__: JSON.stringify(checklistDigest()),
    },
    build: {
      outDir: 'out/main',
      target: 'node18',
      minify: false,
      // Everything is bundled, so that out/main runs without node_modules. Only what is compiled machine code stays outside.
      externalizeDeps: false,
      rolldownOptions: {
        input: { gonogo: resolve('electron/cli/gonogo.ts'), main: resolve('electron/main.ts') },
        external: ['electron', '@napi-rs/keyring', 'cpu-features', /\.node$/],
        output: cjs,
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      target: 'node18',
      minify: true,
      // A sandboxed preload may load `electron` and nothing else, so it is one file.
      externalizeDeps: false,
      rolldownOptions: { input: { preload: resolve('electron/preload.ts') }, output: cjs },
    },
  },
  renderer: {
    root: 'renderer',
    plugins: [react()],
    build: {
      outDir: 'out/renderer',
      target: 'chrome114',
      cssTarget: 'chrome114',
      minify: true,
      cssMinify: true,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rolldownOptions: {
        input: resolve('renderer/index.html'),
        // What the first screen needs in one file: each of a dozen small ones is a way through main and back.
        output: { codeSplitting: { groups: [{ name: 'start', tags: ['$initial'] }] } },
      },
    },
  },
});
