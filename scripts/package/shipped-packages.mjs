import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../build-if-stale.mjs';

/**
 * The npm packages whose code is in a package of the app: those of production in the lock file. `npm sbom --omit dev`
 * leaves some of them out (npm 11.19: commander, tslib, yaml, zod). Optional ones are left to the bundler's `external`, so they
 * are not shipped; the exception is the keychain's machine code for the systems that were installed.
 */
export function shippedPackages() {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  return Object.entries(packages)
    .filter(([path, { dev, devOptional }]) => path !== '' && !dev && !devOptional)
    .filter(([path, { optional }]) => !optional || path.startsWith('node_modules/@napi-rs/'))
    .map(([path, about]) => ({ ...about, name: path.replace(/^.*node_modules\//, ''), folder: join(root, path) }))
    .filter(({ folder }) => existsSync(folder));
}
