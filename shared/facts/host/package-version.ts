/** Versions of Python packages, as far as PEP 440 says that two are the same or which is the later release. */

interface Version {
  epoch: number;
  release: number[];
  /** Pre-, post- and development parts in one spelling; empty for a plain release. */
  suffix: string;
  local: string | null;
}

function parse(text: string): Version {
  const [main = '', local] = text.trim().toLowerCase().replace(/^v/, '').split('+', 2);
  const numbers = /^(?:(\d+)!)?(\d+(?:\.\d+)*)/.exec(main);
  const release = (numbers?.[2] ?? '').split('.').map(Number);
  while (release.length > 1 && release.at(-1) === 0) release.pop();
  const suffix = main
    .slice(numbers?.[0].length ?? 0)
    .replace(/^-(\d+)$/, '.post$1')
    .replace(/[-_.]/g, '')
    .replace(/^alpha/, 'a')
    .replace(/^beta/, 'b')
    .replace(/^(?:c|pre|preview)(?=\d|$)/, 'rc')
    .replace(/^(?:rev|r)(?=\d|$)/, 'post')
    .replace(/([a-z])0+(?=\d)/g, '$1');
  return { epoch: Number(numbers?.[1] ?? 0), release, suffix, local: local ?? null };
}

/** `==`: zeros at the end do not count, and a local part (`+cu118`) only where it was asked for. */
export function sameVersion(wanted: string, installed: string): boolean {
  const [a, b] = [parse(wanted), parse(installed)];
  const same = a.epoch === b.epoch && a.release.join('.') === b.release.join('.') && a.suffix === b.suffix;
  return same && (a.local === null || a.local === b.local);
}

/** By release numbers only: below 0 when `a` is the earlier one. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [parse(a).release, parse(b).release];
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
