import { z } from 'zod';
import type { FactId, FactType, FactValue, Reason } from './fact';
import { type Json, jsonSchema } from './json';
import type { HostTarget, Target } from './target';

/** One verifiable requirement: its texts, what it needs to know, and one pure function that judges. */

export type Severity = 'blocker' | 'major' | 'minor';
/** `automatic/attested`: the facts decide when they can; when they cannot, a person must. */
export type Method = 'automatic' | 'attested' | 'automatic/attested';
export type Status = 'pass' | 'fail' | 'error' | 'manual' | 'not-applicable';
export const hostRoles = ['app', 'web', 'database', 'backup'] as const;
export type HostRole = (typeof hostRoles)[number];
/** Whose a control is: one finding for the site, one for each host that has the role, or one for the process. */
export type Scope = 'site' | 'process' | 'host:any' | `host:${HostRole}`;

export type Params = { [key: string]: Json };
/** Words by code. A verdict can only use a code that has words here. */
// biome-ignore lint/suspicious/noExplicitAny: each entry declares its own parameters
export type Words = { readonly [code: string]: (params: any) => string };

type NoParams = Record<string, never>;
type ParamsOf<F> = F extends () => string ? NoParams : F extends (params: infer P) => string ? P : never;
type Coded<W extends Words> = { [C in keyof W & string]: { code: C; params: ParamsOf<W[C]> } }[keyof W & string];
export type Verdict<W extends Words> = Coded<W> & {
  status: Status;
  notes: readonly Coded<W>[];
  /** Where a ruling makes one outcome weigh less than the control does (`secret-key.unique`). */
  severity?: Severity;
};

type Outcome<S extends Status, C extends string, P> = { status: S; code: C; params: P; notes: readonly never[] };
interface MakeOutcome<S extends Status> {
  <const C extends string>(code: C): Outcome<S, C, NoParams>;
  <const C extends string, P extends object>(code: C, params: P): Outcome<S, C, P>;
}
const outcome = <S extends Status>(status: S): MakeOutcome<S> =>
  ((code: string, params: object = {}) => ({ status, code, params, notes: [] })) as never;

/** `pass('enough', { days })`: the outcome's code, and what its words need. */
export const pass = outcome('pass');
export const fail = outcome('fail');
export const manual = outcome('manual');
export const notApplicable = outcome('not-applicable');
export const error = outcome('error');

interface MakeNote {
  <const C extends string>(code: C): { code: C; params: NoParams };
  <const C extends string, P extends object>(code: C, params: P): { code: C; params: P };
}
export const note: MakeNote = (code: string, params: object = {}) => ({ code, params }) as never;
/** The same verdict, with remarks that change nothing. */
export const withNotes = <V extends { notes: readonly unknown[] }, N>(
  verdict: V,
  notes: readonly N[],
): Omit<V, 'notes'> & { notes: readonly N[] } => ({ ...verdict, notes });

/** A verdict for "the facts that I wanted say why they are missing". */
export const errorFrom = (reason: Reason): { unseen: Reason } => ({ unseen: reason });

/** How to repair it. Only validated target fields go into `run` and `config`, and paths only through `quote`. */
export interface Fix {
  say: string;
  /** Commands for a root shell on the host, one a line, each complete. */
  run?: readonly string[];
  /** Text for a configuration file. */
  config?: { file: string; text: string };
}
export interface FixContext {
  target: Target;
  /** The host that the finding is about; for site and process controls null. */
  host: HostTarget | null;
  /** POSIX single quotes. */
  quote: (word: string) => string;
  /** Absolute path of the env file. */
  envFile: string;
}

export interface Reference {
  /** `OWASP ASVS 5.0`, `CIS`, `NIST 800-53`, `RFC`, `MDN` … */
  source: string;
  id: string;
  url?: string;
}

type FactMap = { readonly [name: string]: FactType<FactId, unknown> };
type Needed<N extends FactMap> = { [K in keyof N]: FactValue<N[K]> };
type Wanted<O extends FactMap> = { [K in keyof O]: Maybe<FactValue<O[K]>> };
type Fleet<F extends FactMap> = { [K in keyof F]: { host: HostTarget; fact: Maybe<FactValue<F[K]>> }[] };

export type Maybe<V> = { ok: true; value: V } | { ok: false; reason: Reason };

export interface JudgeContext {
  target: Target;
  host: HostTarget | null;
  /** When the run began (milliseconds since 1970). No judge reads a clock. */
  at: number;
}

export interface ControlMeta {
  id: string;
  /** The checklist's point, 1 to 20; null where it has none. */
  point: number | null;
  severity: Severity;
  method: Method;
  scope: Scope;
  /** The target's module that must be on; off means out of scope. */
  module?: 'gdpr' | 'ccpa' | 'pci' | 'api' | 'payments';
  title: string;
  /** What an attacker does with it. */
  why: string;
  /** What passes, in one line. */
  expected: string;
  /** Where the threshold comes from: the checklist's point, or a guideline with its version. */
  sources: readonly string[];
  references: readonly Reference[];
  fix: (context: FixContext) => Fix;
  /** Set for attested controls: what the person states, and which evidence convinces. */
  attest?: { statement: string; evidence: string; expiresAfterDays?: number };
  /** S15: nobody may accept this risk. */
  waivable?: false;
}

export interface Control extends ControlMeta {
  needs: FactMap;
  wants: FactMap;
  fleet: FactMap;
  words: Words;
  judge:
    | ((
        needs: Needed<FactMap>,
        context: JudgeContext,
        more: { wants: Wanted<FactMap>; fleet: Fleet<FactMap> },
      ) => Verdict<Words> | { unseen: Reason })
    | null;
}

interface ControlDefinition<N extends FactMap, O extends FactMap, F extends FactMap, W extends Words>
  extends ControlMeta {
  /** Facts without which there is no verdict: one that could not be seen makes the finding `error` (or `manual`). */
  needs?: N;
  /** Facts that are looked at when they are there; each says itself whether it was seen. */
  wants?: O;
  /** Facts of every host that has them, for site and process controls. */
  fleet?: F;
  /** What was observed, by code. Left out for purely attested controls. */
  words?: W;
  judge?: (
    needs: Needed<N>,
    context: JudgeContext,
    more: { wants: Wanted<O>; fleet: Fleet<F> },
  ) => Verdict<NoInfer<W>> | { unseen: Reason };
}

export const defineControl = <
  const W extends Words,
  const N extends FactMap = Record<never, never>,
  const O extends FactMap = Record<never, never>,
  const F extends FactMap = Record<never, never>,
>(
  definition: ControlDefinition<N, O, F, W>,
): Control =>
  ({
    ...definition,
    needs: definition.needs ?? {},
    wants: definition.wants ?? {},
    fleet: definition.fleet ?? {},
    words: definition.words ?? {},
    judge: definition.judge ?? null,
  }) as unknown as Control;

export const findingNoteSchema = z.strictObject({
  code: z.string(),
  params: z.record(z.string(), jsonSchema),
  text: z.string(),
});
export const waiverViewSchema = z.strictObject({
  by: z.string(),
  approvedBy: z.string().nullable(),
  reason: z.string(),
  expires: z.string(),
  from: z.enum(['target', 'review']),
});

/** A control judged on facts. `title`, `expected`, `observed`, `fix` and `text` are for readers; `code` and `params` decide. */
export const findingSchema = z.strictObject({
  control: z.string(),
  point: z.number().int().nullable(),
  group: z.string(),
  severity: z.enum(['blocker', 'major', 'minor']),
  method: z.enum(['automatic', 'attested', 'automatic/attested']),
  host: z.string().nullable(),
  status: z.enum(['pass', 'fail', 'error', 'manual', 'not-applicable']),
  code: z.string(),
  params: z.record(z.string(), jsonSchema),
  title: z.string(),
  expected: z.string(),
  observed: z.string(),
  fix: z.string(),
  notes: z.array(findingNoteSchema),
  sources: z.array(z.string()),
  facts: z.array(z.string()),
  waived: z.boolean(),
  waiver: waiverViewSchema.nullable(),
});
export type Finding = z.infer<typeof findingSchema>;
