import type { FactValue } from '../../shared/fact';
import { appValues } from '../../shared/facts/host/app-values';
import { effectiveValues } from '../../shared/facts/host/dotenv-variables';
import type { EnvFile } from '../../shared/facts/host/env-file';
import type { ExistingEnvFile } from '../../shared/facts/host/env-file-stat';
import type { gitRepository } from '../../shared/facts/host/git';
import { parseDotenv } from '../../shared/facts/host/python-dotenv';
import { type ReduceOptions, reduceEnvironment } from '../../shared/facts/host/reduce-environment';

/** Facts about an app's environment, of which a test states only what matters to it. */

/** A strength library's answer for text without a pattern, and none for a repeat. */
const guesses = (value: string): number => (new Set(value).size < 6 ? 5 : [...value].length * Math.log2(10));

export const requiredKeys = [
  'SECRET_KEY',
  'SENDER_EMAIL',
  'SENDER_PASSWORD',
  'ADMIN_EMAIL',
  'ADMIN_PASSWORD',
  'DATABASE_URL',
];

/** What reading this env file gives. */
export function environment(
  text: string,
  keep: Partial<ReduceOptions['keep']> = {},
  started: ReadonlyMap<string, string> | null = null,
): EnvFile {
  const dotenv = parseDotenv(text);
  const app = { requiredKeys, environmentKey: 'FLASK_ENV' };
  return reduceEnvironment(dotenv, appValues(effectiveValues(dotenv.bindings)!, started, app), {
    path: '/srv/shop/.env',
    requiredKeys,
    environmentKey: 'FLASK_ENV',
    keep: { kept: () => 'none', elsewhere: () => 'unknown', guessesLog2: guesses, ...keep },
  });
}

export const strongKey = 'c5e0a1f97b3d4826905e1c7ab8f2d46311c9e85f7a0b2d643f8e9c1a5d7b0e24';
export const strongPassword = 'vT9qLm2XwKz7RbNc4HdY';

export const envStat = (stated: Partial<ExistingEnvFile> = {}): ExistingEnvFile => ({
  exists: true,
  path: '/srv/shop/.env',
  symlink: null,
  type: 'regular',
  mode: 0o600,
  owner: 'shop',
  group: 'shop',
  uid: 1001,
  gid: 1001,
  bytes: 300,
  mtime: 1_790_000_000,
  ctime: 1_790_000_000,
  parents: [
    { path: '/', mode: 0o755, owner: 'root' },
    { path: '/srv', mode: 0o755, owner: 'root' },
    { path: '/srv/shop', mode: 0o750, owner: 'shop' },
  ],
  acl: { checked: true, extraReaders: 0 },
  ...stated,
});

type Repository = NonNullable<FactValue<typeof gitRepository>['repository']>;
type Stated = Partial<Omit<Repository, 'history'>> & { history?: Partial<Repository['history']> };

export const repository = ({ history, ...stated }: Stated = {}): FactValue<typeof gitRepository> => ({
  repository: {
    root: '/srv/shop',
    head: 'a'.repeat(40),
    shallow: false,
    partial: false,
    someBranches: false,
    envFile: '.env',
    tracked: false,
    ignored: true,
    exampleTracked: true,
    history: { commits: 0, first: null, versions: 0, allRead: true, heldSecrets: false, sameAsLive: [], ...history },
    ...stated,
  },
  outerTracked: [],
});
