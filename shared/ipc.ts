import { z } from 'zod';
import { type AuditEntry, auditSayingSchema } from './audits/entries';
import { type KeptLog, logIdSchema } from './chained-log';
import { draftSchema, type KeptDraft } from './draft';
import { type IncidentEntry, incidentSayingSchema } from './incident/entries';
import type { DiffResult } from './record/diff';
import type { VerifyResult } from './record/verify-result';
import type { CarryOver } from './review/carry-over';
import { eventData, type evidenceSchema, line, type ReviewEvent } from './review/events';
import { instantSchema, type Run, sha256Schema } from './review/run';
import type { Summary } from './review/summary';
import { type Settings, settingsChangesSchema } from './settings';
import { hostSchema, type Target, type TargetFile, targetSchema } from './target';
import { ulidPattern } from './ulid-pattern';

/**
 * Everything that the window may ask of the main process, and everything that main tells it unasked. The preload bridge, the
 * handlers in `electron/ipc/` and the double that tests screens with are derived from these two tables.
 *
 * Main parses every input, because a page is not trusted. An output comes from main, so its type is enough.
 */

/** `call(input).returns<Output>()` */
const call = <I extends z.ZodType>(input: I) => ({ returns: <O>() => ({ input }) as { input: I; output?: O } });

const none = z.void();
const reviewId = z.string().regex(ulidPattern, 'a review');
const ofReview = z.strictObject({ review: reviewId });
/** Of a record that the person gave this session: main takes no other. */
const givenPath = z.string().max(4096);
const personName = z.string().trim().min(1).max(64);
export const maxEvidenceBytes = 50 * 1024 * 1024;
const fileBytes = z.instanceof(Uint8Array).refine(({ length }) => length <= maxEvidenceBytes, 'at most 50 MiB');

/** What a person may say in a review. Opening it and recording runs is main's own doing. */
const saying = <T extends Exclude<keyof typeof eventData, 'opened' | 'run-recorded'>>(type: T) =>
  z.strictObject({ type: z.literal(type), data: eventData[type] });
export const sayingSchema = z.discriminatedUnion('type', [
  saying('release-stated'),
  saying('attested'),
  saying('attestation-withdrawn'),
  saying('waiver-requested'),
  saying('waiver-approved'),
  saying('waiver-withdrawn'),
  saying('commented'),
  saying('voted'),
  saying('frozen'),
  saying('unfrozen'),
]);
export type Saying = z.infer<typeof sayingSchema>;

export interface About {
  version: string;
  electron: string;
  node: string;
  chromium: string;
  platform: string;
  /** The runtime gets no security updates any more. */
  outOfSupport: boolean;
  /** It got none when this app was made: real targets are refused, unless this is a test. */
  practiceOnly: boolean;
  dataFolder: string;
}

export interface ReviewSummary extends Summary {
  id: string;
  archived: boolean;
  practice: boolean;
  /** Why it cannot be opened, in words; the other fields are then as far as known. */
  problem: string | null;
}

/** A review as the window gets it: the log and its runs, from which it folds the state itself (shared/review). */
export interface ReviewSnapshot {
  id: string;
  events: ReviewEvent[];
  runs: Record<string, Run>;
  notices: string[];
  readOnly: string | null;
  /** The review of the launch before, when this one was begun from it. */
  follows: string | null;
  /** Set for a practice review: whether its host runs still. */
  practice: { running: boolean } | null;
  progress: RunProgress | null;
}

export interface HostProgress {
  name: string;
  state: 'waiting' | 'connecting' | 'checking' | 'done' | 'failed' | 'cancelled';
  planned: number;
  ended: number;
  /** What it does now, in a word. */
  now: string;
  error: string | null;
  /** The host key, type and fingerprint, when all that is wrong is that nobody trusts it yet. */
  unknownKey: string | null;
}
/** The whole state of a run at an instant: the newest one replaces those before. */
export interface RunProgress {
  review: string;
  startedAt: string;
  hosts: HostProgress[];
  site: { planned: number; ended: number } | null;
  state: 'running' | 'ended' | 'cancelled' | 'failed';
  /** Why it failed. */
  error: string | null;
}

export interface PlannedHost {
  name: string;
  user: { id: string; command: string }[];
  root: { id: string; command: string }[];
  sudoers: string[];
  unavoidable: string[];
}
export interface Plan {
  hosts: PlannedHost[];
  site: string[];
}

export interface TargetProblem {
  line: number;
  /** The key, such as `hosts[0].ssh.user`; empty when it is about the whole. */
  at: string;
  words: string;
}
/** `file`: as it is written, without the defaults. `yaml`: the same as a target file. */
export type ParsedTarget =
  | { ok: true; target: Target; file: TargetFile; yaml: string }
  | { ok: false; problems: TargetProblem[]; yaml: string };

export interface ConnectionStep {
  /** As the person names it: the host, or a jump host before it. */
  server: string;
  stage: 'resolve' | 'connect' | 'host-key' | 'sign-in' | 'sudo';
  state: 'running' | 'done' | 'failed';
  /** What came of it: an address, a fingerprint, an account, a kind of sudo; or why it failed and what to do. */
  said: string;
}
export type SudoFound = 'unused' | 'root' | 'all' | 'single';
/** The whole state of a connection test: the newest one replaces those before. */
export interface ConnectionTest {
  id: number;
  state: 'running' | 'ended' | 'cancelled';
  steps: ConnectionStep[];
  /** Set when all that is wrong is that nobody trusts this key yet. */
  unknownKey: { server: string; type: string; fingerprint: string } | null;
}

export interface KeptSecretView {
  key: string;
  created: string | null;
  /** Whether this program can make it. */
  generated: boolean;
}
export interface KeychainView {
  keychain: 'os' | 'memory';
  /** Why nothing can be kept; null when it can. */
  missing: string | null;
}
export interface SecretsView extends KeychainView {
  secrets: KeptSecretView[];
}

export interface IdentityView {
  name: string;
  email: string;
  sha256: string;
  notAfter: string;
}

export const contract = {
  app: {
    about: call(none).returns<About>(),
    /** Opens a reference of a control in the person's browser. */
    openReference: call(z.string().max(2000)).returns<void>(),
    openDataFolder: call(none).returns<void>(),
    /** A command or a text of the checklist to the clipboard: the page itself has no permission for it. */
    copy: call(z.string().max(100_000)).returns<void>(),
  },
  settings: {
    read: call(none).returns<Settings>(),
    write: call(settingsChangesSchema).returns<Settings>(),
  },
  target: {
    parse: call(
      z.strictObject({ text: z.string().max(1024 * 1024), name: z.string().max(255) }),
    ).returns<ParsedTarget>(),
    check: call(z.json()).returns<ParsedTarget>(),
    /** The new review that was being written when its screen, or the window, was last left. Null: none. */
    draft: call(none).returns<KeptDraft | null>(),
    keepDraft: call(draftSchema.nullable()).returns<void>(),
    plan: call(z.strictObject({ target: targetSchema, active: z.boolean() })).returns<Plan>(),
    /** Aliases of the person's ssh configuration, without patterns. */
    aliases: call(none).returns<string[]>(),
    /** One at a time; how it goes comes as signals too. `compared`: the fingerprint of the one new host key to trust. */
    testConnection: call(
      z.strictObject({ id: z.number().int(), host: hostSchema, compared: z.string().max(64).nullable() }),
    ).returns<ConnectionTest>(),
    cancelTest: call(none).returns<void>(),
  },
  reviews: {
    list: call(none).returns<ReviewSummary[]>(),
    create: call(z.strictObject({ target: targetSchema })).returns<string>(),
    /** Starts a practice host and a review of it. */
    practise: call(z.strictObject({ state: z.enum(['careless', 'good']) })).returns<string>(),
    /** A new review of the same target, for the next launch. */
    duplicate: call(ofReview).returns<string>(),
    archive: call(z.strictObject({ review: reviewId, archived: z.boolean() })).returns<void>(),
  },
  review: {
    open: call(ofReview).returns<ReviewSnapshot>(),
    close: call(ofReview).returns<void>(),
    /** What another review says, without opening it. */
    read: call(ofReview).returns<Pick<ReviewSnapshot, 'events' | 'runs'>>(),
    say: call(z.strictObject({ review: reviewId, statedBy: personName, saying: sayingSchema })).returns<ReviewEvent>(),
    addEvidence: call(z.strictObject({ review: reviewId, name: z.string().max(200), bytes: fileBytes })).returns<
      z.infer<typeof evidenceSchema>
    >(),
    /** What was attested in the review that this one follows, and could be said again. */
    earlierStatements: call(ofReview).returns<CarryOver>(),
    /** Says these of them again, each by an event of its own. */
    sayAgain: call(
      z.strictObject({
        review: reviewId,
        statedBy: personName,
        attestations: z.array(z.number().int().nonnegative()).min(1).max(500),
      }),
    ).returns<void>(),
    /** Runs the checks; progress and the recorded run come as signals. Resolves when it began. */
    run: call(
      z.strictObject({
        review: reviewId,
        active: z.boolean(),
        /** The new host keys that the person has compared, as a progress told them. No other is accepted. */
        acceptHostKeys: z.array(z.string().max(200)).max(200),
      }),
    ).returns<void>(),
    /** Without a host: the whole run. */
    cancelRun: call(z.strictObject({ review: reviewId, host: z.string().nullable() })).returns<void>(),
  },
  prompt: {
    /** Null: the person would rather not. */
    answer: call(z.strictObject({ id: z.number().int(), value: z.string().max(4096).nullable() })).returns<void>(),
  },
  practice: {
    faults: call(ofReview).returns<{ name: string; words: string }[]>(),
    repair: call(z.strictObject({ review: reviewId, fault: z.string().max(100) })).returns<string>(),
  },
  secrets: {
    /** This machine's own: the one of every review but practice. */
    keychain: call(none).returns<KeychainView>(),
    list: call(ofReview).returns<SecretsView>(),
    generate: call(
      z.strictObject({ review: reviewId, keys: z.array(z.string().max(80)).max(20), replace: z.boolean() }),
    ).returns<{ made: string[]; left: string[] }>(),
    /** To the clipboard for 30 s, after a native question. False when the person said no. */
    copy: call(z.strictObject({ review: reviewId, key: z.string().max(80) })).returns<boolean>(),
    remove: call(z.strictObject({ review: reviewId, key: z.string().max(80) })).returns<boolean>(),
    /** The generated ones into the practice host's env file, as one would put them on a real host. */
    installInPractice: call(ofReview).returns<void>(),
  },
  identity: {
    /** This machine's, or the practice identity of a practice review. */
    read: call(z.strictObject({ review: reviewId.nullable() })).returns<IdentityView | null>(),
    create: call(
      z.strictObject({
        review: reviewId.nullable(),
        name: personName,
        email: z.string().max(200),
        /** Empty only for the practice identity. */
        passphrase: z.string().max(1024),
      }),
    ).returns<IdentityView>(),
    trusted: call(none).returns<IdentityView[]>(),
    /** Trusts the certificates in a text, after a native question. Null when the person said no. */
    trust: call(z.strictObject({ pem: z.string().max(64 * 1024) })).returns<IdentityView[] | null>(),
    distrust: call(z.strictObject({ sha256: sha256Schema })).returns<IdentityView[]>(),
  },
  record: {
    /** Signs the frozen review, after a native question, to where the person picks. Null when they said no. */
    export: call(z.strictObject({ review: reviewId, passphrase: z.string().max(1024) })).returns<{
      /** A folder, or one file when they named it `.gonogo`. */
      path: string;
      /** SHA-256 of record.json. */
      sha256: string;
    } | null>(),
    /** The path of a record that the person picks. Null when they picked none. Not every system has one dialog for both. */
    pick: call(
      z.strictObject({ from: z.enum(['folder', 'file']), as: z.enum(['record', 'earlier', 'later']) }),
    ).returns<string | null>(),
    /** The path of the record that the system gave the app to open. Null when there is none, or it was asked for before. */
    takeHanded: call(none).returns<string | null>(),
    /** The path of what was last dropped on the window. Null when there is none, or it was asked for before. */
    takeDropped: call(none).returns<string | null>(),
    verify: call(z.strictObject({ path: givenPath })).returns<VerifyResult>(),
    /** What changed from the earlier record to the later. */
    compare: call(z.strictObject({ before: givenPath, after: givenPath })).returns<DiffResult>(),
    /** Trusts a signer of a record, after a native question. False when the person said no. */
    trustSigner: call(z.strictObject({ path: givenPath, sha256: sha256Schema })).returns<boolean>(),
    /** Shows a record that this session exported, in its folder. */
    show: call(z.strictObject({ path: givenPath })).returns<void>(),
  },
  incidents: {
    /** Newest first. */
    list: call(none).returns<KeptLog<IncidentEntry>[]>(),
    start: call(z.strictObject({ statedBy: personName, name: line, awareAt: instantSchema })).returns<IncidentEntry>(),
    say: call(
      z.strictObject({ incident: logIdSchema, statedBy: personName, saying: incidentSayingSchema }),
    ).returns<IncidentEntry>(),
  },
  calendars: {
    /** Newest first. */
    list: call(none).returns<KeptLog<AuditEntry>[]>(),
    start: call(
      z.strictObject({
        statedBy: personName,
        name: line,
        launchedOn: z.iso.date(),
        review: logIdSchema.nullable(),
      }),
    ).returns<AuditEntry>(),
    say: call(
      z.strictObject({ calendar: logIdSchema, statedBy: personName, saying: auditSayingSchema }),
    ).returns<AuditEntry>(),
    /** Writes an `.ics` file where the person says. Its path; null when they said nowhere. */
    exportIcs: call(z.strictObject({ calendar: logIdSchema })).returns<string | null>(),
  },
} as const;

export type Contract = typeof contract;
export type Area = keyof Contract;
export type CallName<A extends Area> = keyof Contract[A] & string;
type Entry<A extends Area, C extends CallName<A>> = Contract[A][C];
export type Input<A extends Area, C extends CallName<A>> =
  Entry<A, C> extends { input: infer I extends z.ZodType } ? z.input<I> : never;
export type Parsed<A extends Area, C extends CallName<A>> =
  Entry<A, C> extends { input: infer I extends z.ZodType } ? z.output<I> : never;
export type Takes<A extends Area, C extends CallName<A>> =
  Entry<A, C> extends { input: z.ZodVoid } ? 'nothing' : 'input';
export type Output<A extends Area, C extends CallName<A>> = Entry<A, C> extends { output?: infer O } ? O : never;

/** What main tells the window unasked. */
export interface Signals {
  progress: RunProgress;
  connectionTest: ConnectionTest;
  /** An event was added to a review, with the run that it names. */
  recorded: { review: string; event: ReviewEvent; run: Run | null };
  /** A question for a password or passphrase, which the window answers by `prompt.answer`. */
  ask: { id: number; kind: string; words: string };
  /** The system gave the app a record to open: `record.takeHanded`. */
  handed: null;
  /** The menu was used. */
  command: { command: MenuCommand };
}
export type MenuCommand = 'new-review' | 'palette' | 'run' | 'cancel' | 'settings' | 'verify' | 'undo';

/** Why a call was refused: lines for a person. Anything without a known code is a defect of ours. */
export interface CallError {
  code: 'refused' | 'rule' | 'input' | 'defect';
  lines: string[];
}
export type Reply<T> = { ok: true; value: T } | { ok: false; error: CallError };

/** `window.gonogo`, as the preload makes it. */
export type Bridge = {
  [A in Area]: { [C in CallName<A>]: (input: Input<A, C>) => Promise<Reply<Output<A, C>>> };
} & {
  /** Returns what ends the listening. */
  on: <S extends keyof Signals>(signal: S, listener: (value: Signals[S]) => void) => () => void;
};
