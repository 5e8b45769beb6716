import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const here = import.meta.dirname;

/** Lies here between runs, and is made again when what defines it has changed. Twice 700 MB. */
const cache = process.env.GONOGO_TEST_CACHE ?? '/var/cache/gonogo-test';

/** The folder of the file system that every host has under its own layer, made if it is not there. */
export function base(): string {
  const folders = [
    folderFor('packages', ['build-base.sh']),
    folderFor('base', ['build-base.sh', 'furnish.sh', 'app.py']),
  ];
  execFileSync('sh', [join(here, 'build-base.sh'), ...folders], { stdio: ['ignore', 'ignore', 'inherit'] });
  return folders[1]!;
}

function folderFor(name: string, definition: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of definition) hash.update(readFileSync(join(here, file)));
  return join(cache, `${name}-${hash.digest('hex').slice(0, 16)}`);
}
