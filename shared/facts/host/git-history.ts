import { placeholderRule } from '../../checklist/placeholders';
import { type Read, seen, unseen } from '../../fact';
import { parseDatabaseUrl } from './database-url';
import { effectiveValues } from './dotenv-variables';
import { isPlainName, isSecretLike } from './env-key-kinds';
import type { GitRepository } from './git';
import { parseDotenv } from './python-dotenv';

/** Versions of the env file that history holds: read, compared with the live values in memory, and dropped. */

export interface Versions {
  /** How many there are. */
  count: number;
  /** Those that were handed over. */
  texts: string[];
}

/** `versions <count>`, then for each `<id> blob <bytes>`, its content and a newline (git-cat-file(1), "BATCH OUTPUT"). */
export function parseVersions(output: Uint8Array): Read<Versions> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const texts: string[] = [];
  let count: number | null = null;
  for (let at = 0; at < output.length; ) {
    const end = output.indexOf(0x0a, at);
    const line = decoder.decode(output.subarray(at, end === -1 ? output.length : end));
    if (end === -1) return malformed;
    at = end + 1;
    if (line === 'none') return seen({ count: 0, texts: [] });
    const counted = /^versions (\d{1,7})$/.exec(line);
    const blob = /^[0-9a-f]{40,64} blob (\d{1,7})$/.exec(line);
    if (counted) count = Number(counted[1]);
    else if (blob) {
      const after = at + Number(blob[1]);
      if (output[after] !== 0x0a) return malformed;
      texts.push(decoder.decode(output.subarray(at, after)));
      at = after + 1;
    } else if (line !== '' && !/ missing$/.test(line)) return malformed;
  }
  return count === null ? malformed : seen({ count, texts });
}

const malformed = unseen('malformed', { what: "git's versions of the env file" });

type Judged = Pick<
  NonNullable<GitRepository['repository']>['history'],
  'versions' | 'allRead' | 'heldSecrets' | 'sameAsLive'
>;

export function judgeVersions(
  { count, texts }: Versions,
  live: ReadonlyMap<string, string> | null,
  requiredKeys: readonly string[],
): Judged {
  const read = texts.map((text) => effectiveValues(parseDotenv(text).bindings));
  const held = new Set<string>();
  for (const values of read)
    for (const [key, { value }] of values ?? [])
      if (isSecretLike(key, value)) for (const secret of secretsIn(value ?? '')) held.add(secret);
  return {
    versions: count,
    allRead: texts.length === count && read.every((values) => values !== null),
    heldSecrets: held.size > 0,
    sameAsLive:
      live &&
      [...live]
        .filter(([key, value]) => isPlainName(key, true, requiredKeys) && isSecretLike(key, value))
        .filter(([, value]) => secretsIn(value).some((secret) => held.has(secret)))
        .map(([key]) => key)
        .sort(),
  };
}

/** A value, or a URL's password, which a new host name does not renew. Known placeholders are no secrets. */
function secretsIn(value: string): string[] {
  const password = /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? parseDatabaseUrl(value)?.password : null;
  const secret = password ?? value;
  return secret === '' || placeholderRule(secret, true) !== null ? [] : [secret];
}
