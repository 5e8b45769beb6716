import { z } from 'zod';
import { defineFact } from '../../fact';

/**
 * The app's environment, from its env file and what its process was started with, reduced: what controls need to know of each value, and nothing from which a value could be
 * guessed. Bands and closed classes only; no length, entropy, alphabet, hash or matched word. Where a key stands twice,
 * the last one counts, as python-dotenv reads it.
 */

export const lengthBand = z.enum(['0', '1-7', '8-15', '16-31', '32+']);
export const strengthSchema = z.strictObject({
  /** The rule with its version: another version may judge otherwise. */
  rule: z.enum(['secret-key/1', 'password/1']),
  verdict: z.enum(['below', 'meets']),
});
/** `v1`, `v2`…: values of one class are equal. Numbered by order of key name, only where a value is used twice or more. */
const equalityClass = z.string().regex(/^v[1-9]\d{0,3}$/);

/** What a value is, as far as its key asks. Plain text only where it is a member of a closed list. */
export const shapeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('boolean'), value: z.boolean() }),
  z.strictObject({
    kind: z.literal('environment-name'),
    value: z.enum(['production', 'development', 'testing', 'staging', 'other']),
  }),
  z.strictObject({ kind: z.literal('scheme'), value: z.enum(['http', 'https', 'other']) }),
  z.strictObject({ kind: z.literal('samesite'), value: z.enum(['lax', 'strict', 'none', 'other']) }),
  /** Flask reads an integer as seconds. `other`: not a whole number. */
  z.strictObject({
    kind: z.literal('duration-seconds'),
    band: z.enum(['below-1-hour', 'up-to-7-days', 'above-7-days', 'other']),
  }),
  /** `matches`: 16 letters in the form in which Google shows app passwords. */
  z.strictObject({ kind: z.literal('gmail-app-password'), matches: z.boolean() }),
  z.strictObject({ kind: z.literal('email'), provider: z.enum(['gmail', 'other']) }),
  z.strictObject({ kind: z.literal('mail-host'), provider: z.enum(['gmail', 'other']) }),
  z.strictObject({
    kind: z.literal('database-url'),
    engine: z.enum(['postgresql', 'sqlite', 'mysql', 'mssql', 'oracle', 'other']),
    /** SQLAlchemy's driver after the `+`. */
    driver: z.enum(['none', 'psycopg', 'psycopg2', 'psycopg2cffi', 'asyncpg', 'pg8000', 'other']),
    /** `local`: loopback. `private`: an address or name of a private network. `socket`: a Unix socket. `none`: a file. */
    hostKind: z.enum(['local', 'private', 'public', 'socket', 'none']),
    sslmode: z.enum(['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full', 'other']).nullable(),
    /** The user and password are a pair that every attacker tries first. */
    defaultPair: z.boolean(),
    passwordLength: lengthBand,
    passwordStrength: strengthSchema.nullable(),
    passwordPlaceholder: z.string().nullable(),
    passwordSame: equalityClass.nullable(),
  }),
  z.strictObject({ kind: z.literal('other') }),
]);
export type Shape = z.infer<typeof shapeSchema>;

export const envKeySchema = z.strictObject({
  key: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,79}$/),
  /** Null where the file does not name it, and the running process was started with it. */
  line: z.number().int().positive().nullable(),
  /**
   * What the app's running process was started with, against the file. Where it has a value of its own that value counts, and
   * is the one that this entry tells of: load_dotenv() does not override.
   */
  started: z.enum(['none', 'same', 'different']).default('none'),
  /** There is a value, and it is not empty. */
  set: z.boolean(),
  length: lengthBand,
  /** By its name: this holds a password, key or token. */
  secretLike: z.boolean(),
  strength: strengthSchema.nullable(),
  /** The id of the rule in `shared/checklist/placeholders.ts` that the value met. */
  placeholder: z.string().nullable(),
  same: equalityClass.nullable(),
  /** Against the keychain's entry for this target's name and environment. A database URL: its password. */
  kept: z.enum(['same', 'different', 'none']),
  /** Against the other environments that this machine knows. */
  elsewhere: z.enum(['same', 'different', 'unknown']),
  shape: shapeSchema,
});
export type EnvKey = z.infer<typeof envKeySchema>;

export const envFile = defineFact({
  id: 'host.env-file',
  schema: z.strictObject({
    path: z.string(),
    lines: z.number().int().nonnegative(),
    /** Lines that python-dotenv cannot read as assignments. */
    notAssignments: z.number().int().nonnegative(),
    /** Keys whose names may be pieces of secrets, so that they are only counted. */
    otherKeys: z.number().int().nonnegative(),
    keys: z.array(envKeySchema),
  }),
});
export type EnvFile = z.infer<typeof envFile.schema>;

/** A key's entry, or undefined where the file does not name it. */
export const keyOf = (env: EnvFile, key: string): EnvKey | undefined => env.keys.find((entry) => entry.key === key);
