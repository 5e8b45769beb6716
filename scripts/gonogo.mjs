// Runs the command line from the sources: builds what is missing or older than them, then becomes `gonogo`.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { buildIfStale, root } from './build-if-stale.mjs';

buildIfStale();
createRequire(import.meta.url)(join(root, 'out/main/gonogo.cjs'));
