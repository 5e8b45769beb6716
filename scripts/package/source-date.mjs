import { execFileSync } from 'node:child_process';
import { root } from '../build-if-stale.mjs';

/** The one time that a package carries: SOURCE_DATE_EPOCH (reproducible-builds.org), else that of the commit. */
export function sourceDate() {
  const asked = process.env.SOURCE_DATE_EPOCH ?? ofCommit();
  if (!/^\d+$/.test(asked)) throw new Error(`SOURCE_DATE_EPOCH is no number of seconds: ${asked}`);
  return new Date(Number(asked) * 1000);
}

function ofCommit() {
  try {
    return execFileSync('git', ['log', '-1', '--format=%ct'], { cwd: root, encoding: 'utf8' }).trim();
  } catch {
    throw new Error(
      'these sources are no git checkout: set SOURCE_DATE_EPOCH to the time that the package shall carry',
    );
  }
}
