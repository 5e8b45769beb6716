import { z } from 'zod';
import { jsonSchema } from './json';

/** What a probe saw of one thing: who saw it, when, how; or why it could not be seen. Never a judgement. */

/** Why something could not be seen. A closed list; the words are in `reasonWords`. */
export const reasonSchema = z.discriminatedUnion('code', [
  z.strictObject({ code: z.literal('no-root'), params: z.strictObject({ command: z.string() }) }),
  z.strictObject({ code: z.literal('no-tool'), params: z.strictObject({ tool: z.string() }) }),
  z.strictObject({ code: z.literal('no-file'), params: z.strictObject({ path: z.string() }) }),
  z.strictObject({ code: z.literal('timeout'), params: z.strictObject({ seconds: z.number() }) }),
  z.strictObject({ code: z.literal('too-big'), params: z.strictObject({ limitBytes: z.number() }) }),
  z.strictObject({ code: z.literal('malformed'), params: z.strictObject({ what: z.string() }) }),
  z.strictObject({
    code: z.literal('command-failed'),
    params: z.strictObject({ command: z.string(), exitCode: z.number() }),
  }),
  z.strictObject({ code: z.literal('refused'), params: z.strictObject({ what: z.string() }) }),
  z.strictObject({ code: z.literal('unreachable'), params: z.strictObject({ what: z.string() }) }),
  z.strictObject({ code: z.literal('host-key'), params: z.strictObject({ what: z.string() }) }),
  z.strictObject({ code: z.literal('auth'), params: z.strictObject({ what: z.string() }) }),
  z.strictObject({ code: z.literal('closed'), params: z.strictObject({ what: z.string() }) }),
  z.strictObject({ code: z.literal('cancelled'), params: z.strictObject({}) }),
  z.strictObject({ code: z.literal('secret-withheld'), params: z.strictObject({}) }),
  z.strictObject({ code: z.literal('not-collected'), params: z.strictObject({ fact: z.string() }) }),
  z.strictObject({ code: z.literal('needs-active'), params: z.strictObject({}) }),
  z.strictObject({ code: z.literal('stale'), params: z.strictObject({ hours: z.number() }) }),
]);
export type Reason = z.infer<typeof reasonSchema>;
export type ReasonCode = Reason['code'];

type ReasonParams<C extends ReasonCode> = Extract<Reason, { code: C }>['params'];

export const reasonWords: { [C in ReasonCode]: (params: ReasonParams<C>) => string } = {
  'no-root': ({ command }) => `needs root: ${command} was refused to this account`,
  'no-tool': ({ tool }) => `${tool} is not installed there`,
  'no-file': ({ path }) => `there is no ${path}`,
  timeout: ({ seconds }) => `no answer within ${seconds} s`,
  'too-big': ({ limitBytes }) => `the answer was longer than ${limitBytes} bytes and was cut`,
  malformed: ({ what }) => `the answer could not be read: ${what}`,
  'command-failed': ({ command, exitCode }) => `${command} failed with exit code ${exitCode}`,
  refused: ({ what }) => `refused: ${what}`,
  unreachable: ({ what }) => `could not be reached: ${what}`,
  'host-key': ({ what }) => `the host key is not trusted: ${what}`,
  auth: ({ what }) => `signing in failed: ${what}`,
  closed: ({ what }) => `the connection ended early: ${what}`,
  cancelled: () => 'the run was cancelled before this was seen',
  'secret-withheld': () =>
    'a secret value of the app stands in what was seen, so all of it was dropped; a weak secret may be the same as a name (of a program, package, account or file): change that secret and check again',
  'not-collected': ({ fact }) => `${fact} was not collected in this run`,
  'needs-active': () => 'only a run with --active asks this (in the window: after a confirmation that names the site)',
  stale: ({ hours }) => `seen more than ${hours} hours before signing`,
};

export const sayReason = (reason: Reason): string =>
  (reasonWords[reason.code] as (params: unknown) => string)(reason.params);

/** How a fact was come by. Output of commands is never kept, only its size. */
export const sourceSchema = z.union([
  z.strictObject({
    commands: z.array(
      z.strictObject({
        command: z.string(),
        as: z.string(),
        exitCode: z.number().int().nullable(),
        bytes: z.number().int().nonnegative(),
      }),
    ),
  }),
  z.strictObject({ url: z.string(), address: z.string().nullable() }),
  z.strictObject({ local: z.enum(['keychain', 'reviews']) }),
]);
export type Source = z.infer<typeof sourceSchema>;

const envelope = { id: z.string(), host: z.string().nullable(), at: z.iso.datetime(), from: sourceSchema };

/** A fact as it stands in a run and in a record. `value` is held to its own schema by `factTypes`. */
export const factSchema = z.discriminatedUnion('ok', [
  z.strictObject({ ...envelope, ok: z.literal(true), value: jsonSchema }),
  z.strictObject({ ...envelope, ok: z.literal(false), reason: reasonSchema }),
]);
export type Fact<V = unknown> =
  | { id: string; host: string | null; at: string; from: Source; ok: true; value: V }
  | { id: string; host: string | null; at: string; from: Source; ok: false; reason: Reason };

export type FactId = `${'host' | 'site' | 'local'}.${string}`;

/** A kind of fact: its id, and the schema that each value of it meets. */
export interface FactType<Id extends FactId = FactId, V = unknown> {
  readonly id: Id;
  readonly schema: z.ZodType<V>;
  /** Its requests are none that a browser sends, so only a run with `--active` has it. */
  readonly activeOnly?: true;
}
export type FactValue<T> = T extends FactType<FactId, infer V> ? V : never;

export const defineFact = <Id extends FactId, V>(fact: FactType<Id, V>): FactType<Id, V> => fact;

/** What a parser returns: a value, or the reason why there is none. Never a guess. */
export type Read<V> = { ok: true; value: V } | { ok: false; reason: Reason };

export const seen = <V>(value: V): Read<V> => ({ ok: true, value });
export const unseen = <C extends ReasonCode>(code: C, params: ReasonParams<C>): { ok: false; reason: Reason } => ({
  ok: false,
  reason: { code, params } as Reason,
});
