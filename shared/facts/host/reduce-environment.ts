import { notProductionWords, placeholderRule } from '../../checklist/placeholders';
import type { AppValue } from './app-values';
import { type DatabaseUrl, engineOf, parseDatabaseUrl } from './database-url';
import type { EnvFile, EnvKey, Shape } from './env-file';
import { isPlainName, isSecretKey, isSecretLike, kindOf } from './env-key-kinds';
import { shapeOf } from './env-shape';
import type { Dotenv } from './python-dotenv';
import { type Guesses, passwordStrength, secretKeyStrength } from './secret-strength';

/** Values → what may be told of them. Pure: what is known elsewhere of a value is asked through `keep`. */
export interface ReduceOptions {
  path: string;
  requiredKeys: readonly string[];
  environmentKey: string;
  keep: {
    kept(key: string, value: string): EnvKey['kept'];
    elsewhere(key: string, value: string): EnvKey['elsewhere'];
    guessesLog2: Guesses;
  };
}

export function reduceEnvironment(
  dotenv: Dotenv,
  effective: ReadonlyMap<string, AppValue>,
  { path, requiredKeys, environmentKey, keep }: ReduceOptions,
): EnvFile {
  const plain = [...effective]
    .filter(([key, { value }]) => isPlainName(key, value !== null, requiredKeys))
    .map(([key, value]) => describe(key, value, kindOf(key, environmentKey)))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  const classes = equalityClasses(plain);
  return {
    path,
    lines: dotenv.lines,
    notAssignments: dotenv.errors.length + dotenv.bindings.filter(({ value }) => value === null).length,
    otherKeys: effective.size - plain.length,
    keys: plain.map((entry) => toKey(entry, classes, keep)),
  };
}

interface Described {
  key: string;
  value: string;
  line: number | null;
  started: EnvKey['started'];
  kind: Shape['kind'];
  secretLike: boolean;
  url: DatabaseUrl | null;
}

function describe(key: string, { value: given, line, started }: AppValue, kind: Shape['kind']): Described {
  const value = given ?? '';
  const url = kind === 'database-url' ? parseDatabaseUrl(value) : null;
  return { key, value, line, started, kind, secretLike: isSecretLike(key, value), url };
}

/** Values that stand in two places, at least one of which is a secret. A database's password counts beside its URL. */
function equalityClasses(entries: readonly Described[]): Map<string, string> {
  const uses = new Map<string, { times: number; secret: boolean }>();
  const use = (value: string | null | undefined, secret: boolean): void => {
    if (!value) return;
    const before = uses.get(value) ?? { times: 0, secret: false };
    uses.set(value, { times: before.times + 1, secret: before.secret || secret });
  };
  for (const { value, secretLike, url } of entries) {
    use(value, secretLike);
    use(url?.password, true);
  }
  const shared = [...uses].filter(([, { times, secret }]) => times > 1 && secret);
  return new Map(shared.map(([value], i) => [value, `v${i + 1}`]));
}

function toKey(entry: Described, classes: ReadonlyMap<string, string>, keep: ReduceOptions['keep']): EnvKey {
  const { key, value, line, started, secretLike } = entry;
  const strength = strengthOf(entry, keep.guessesLog2);
  const shape = shapeOf(entry, (password) => ({
    passwordLength: lengthBandOf(password),
    passwordStrength: password === '' ? null : passwordStrength(password, keep.guessesLog2),
    passwordPlaceholder: placeholderRule(password, true),
    passwordSame: classes.get(password) ?? null,
  }));
  const strong = (shape.kind === 'database-url' ? shape.passwordStrength : strength)?.verdict === 'meets';
  const [keptKey, secret] = entry.url ? ['DATABASE_PASSWORD', entry.url.password ?? ''] : [key, value];
  return {
    key,
    line,
    started,
    set: value !== '',
    length: lengthBandOf(value),
    secretLike,
    strength,
    placeholder: placeholderOf(entry),
    same: classes.get(value) ?? null,
    // "same" or "different" answers a guess. A weak value could be guessed so; it is told only whether one is kept, and
    // what we generate is never weak, so that "different" is then true.
    kept: secretLike ? keep.kept(keptKey, strong ? secret : '') : 'none',
    elsewhere: isSecretKey(key) && strong ? keep.elsewhere(key, value) : 'unknown',
    shape,
  };
}

function strengthOf({ key, value, url, secretLike }: Described, guessesLog2: Guesses): EnvKey['strength'] {
  if (value === '' || url) return null;
  if (key === 'SECRET_KEY') return secretKeyStrength(value, guessesLog2);
  if (key === 'SECRET_KEY_FALLBACKS') {
    const all = value.split(/[\s,;"'[\]()]+/).filter((part) => part !== '');
    // More than Flask tries in reason; the first ones tell.
    const judged = all.slice(0, 8).map((part) => secretKeyStrength(part, guessesLog2));
    return judged.find(({ verdict }) => verdict === 'below') ?? judged[0] ?? null;
  }
  // Others are not judged on strength: a shop's token of ten digits may be all that its service issues.
  return secretLike && /^(?:ADMIN|DATABASE|DB|POSTGRES)_PASSWORD$/.test(key)
    ? passwordStrength(value, guessesLog2)
    : null;
}

function placeholderOf({ key, value, secretLike, url }: Described): string | null {
  const rule = placeholderRule(value, secretLike && !url);
  if (rule || !url) {
    if (rule || key !== 'SECRET_KEY_FALLBACKS') return rule;
    return (
      value
        .split(/[\s,;"'[\]()]+/)
        .map((part) => placeholderRule(part, true))
        .find((id) => id !== null) ?? null
    );
  }
  const named = [...url.hosts, ...(engineOf(url) === 'sqlite' ? [] : [url.database ?? ''])];
  const words = named.flatMap((name) => name.toLowerCase().split(/[^a-z0-9]+/));
  if (words.some((word) => notProductionWords.includes(word))) return 'not-production';
  return placeholderRule(url.password ?? '', true);
}

function lengthBandOf(value: string): EnvKey['length'] {
  const length = [...value.slice(0, 64)].length;
  if (length === 0) return '0';
  return length < 8 ? '1-7' : length < 16 ? '8-15' : length < 32 ? '16-31' : '32+';
}
