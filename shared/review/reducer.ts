import type { ControlMeta, Finding } from '../control';
import { controls } from '../controls';
import { hashOf } from '../record/canonical';
import { decideReview } from './apply';
import type { EventData, EventType, ReviewEvent } from './events';
import { daysUntil } from './expiry';
import { RuleBroken, type RuleError, refuse } from './rules';
import type { Run, Runs } from './run';
import { type Attestation, type ReviewState, standingVotes, type Waiver } from './state';

/** events → state. The rules of a review are enforced here, once, for the window, the command line and `verify`. */

export interface FoldOptions {
  /** What the checklist says of a control: its bounds on waivers and attestations. Empty for another checklist's record. */
  controlOf?: (id: string) => Pick<ControlMeta, 'attest' | 'waivable'> | undefined;
}
export type Folded = { ok: true; state: ReviewState } | { ok: false; error: RuleError; seq: number };

/** A waiver of a blocker ends sooner than that of anything else. */
export const maxWaiverDays = (severity: Finding['severity']): number => (severity === 'blocker' ? 30 : 180);

const catalogue = new Map(controls.map((control) => [control.id, control]));

/** The whole log, from its first event. The chain of hashes is another question (`chainProblem`). */
export function foldReview(events: readonly ReviewEvent[], runs: Runs, options: FoldOptions = {}): Folded {
  let state: ReviewState | null = null;
  for (const event of events) {
    const next = applyEvent(state, event, runs, options);
    if (!next.ok) return next;
    state = next.state;
  }
  return state ? { ok: true, state } : { ok: false, error: { code: 'not-opened', params: {} }, seq: 0 };
}

/** One more event, or the rule that forbids it. `state` is null before the first. */
export function applyEvent(
  state: ReviewState | null,
  event: ReviewEvent,
  runs: Runs,
  { controlOf = (id) => catalogue.get(id) }: FoldOptions = {},
): Folded {
  try {
    if (event.type === 'opened') {
      return { ok: true, state: state ? refuse('already-open') : open(event) };
    }
    if (!state) return refuse('not-opened');
    if (Date.parse(event.at) < Date.parse(state.last.at)) refuse('clock-went-back', { last: state.last.at });
    if (state.frozen && event.type !== 'unfrozen') refuse('is-frozen');
    const step = steps[event.type] as Step<EventType>;
    const changed = step({
      state,
      event,
      data: event.data,
      by: said(event),
      at: Date.parse(event.at),
      runs,
      controlOf,
    });
    return { ok: true, state: { ...state, ...changed, last: { seq: event.seq, at: event.at } } };
  } catch (cause) {
    if (cause instanceof RuleBroken) return { ok: false, error: cause.error, seq: event.seq };
    throw cause;
  }
}

interface StepInput<T extends EventType> {
  state: ReviewState;
  event: ReviewEvent;
  data: EventData<T>;
  by: ReturnType<typeof said>;
  at: number;
  runs: Runs;
  controlOf: NonNullable<FoldOptions['controlOf']>;
}
type Step<T extends EventType> = (input: StepInput<T>) => Partial<ReviewState>;

const said = ({ seq, at, statedBy, enteredBy }: ReviewEvent) => ({ seq, at, by: statedBy, enteredBy });

function open(event: ReviewEvent & { type: 'opened' }): ReviewState {
  const { review, target } = event.data;
  return {
    review,
    target,
    targetSha256: hashOf(target),
    opened: said(event),
    last: { seq: event.seq, at: event.at },
    release: null,
    runs: [],
    attestations: [],
    waivers: [],
    comments: [],
    votes: [],
    frozen: null,
  };
}

const steps: { [T in Exclude<EventType, 'opened'>]: Step<T> } = {
  'release-stated': ({ state, event, data }) => ({ release: data.release, votes: voidVotes(state, event.seq) }),

  'run-recorded': ({ state, event, data, runs }) => {
    const run = runs.get(data.run) ?? refuse('unknown-run', { run: data.run });
    if (run.target !== state.targetSha256) refuse('other-target');
    return { runs: [...state.runs, data.run], votes: voidVotes(state, event.seq) };
  },

  attested: ({ state, data, by, at, runs, controlOf }) => {
    const findings = findingsOf(lastRun(state, runs), data.control, data.host);
    const manual = findings.find(({ status }) => status === 'manual');
    if (!manual) refuse('not-manual', { control: data.control, status: findings[0]!.status });
    const days = controlOf(data.control)?.attest?.expiresAfterDays;
    if (days !== undefined && data.expires === null) refuse('expiry-needed', { control: data.control, days });
    if (data.expires !== null) checkExpiry(data.expires, at, days);
    const attestation: Attestation = {
      ...by,
      ...data,
      outOfScope: manual?.code === 'out-of-scope',
      withdrawn: null,
    };
    return { attestations: [...state.attestations, attestation] };
  },

  'attestation-withdrawn': ({ state, event, data, by }) => ({
    attestations: withdraw(state.attestations, data.attestation, { ...by, reason: data.reason }, (seq) =>
      refuse('no-such-attestation', { seq }),
    ),
    votes: voidVotes(state, event.seq),
  }),

  'waiver-requested': ({ state, data, by, at, runs, controlOf }) => {
    const finding = findingsOf(lastRun(state, runs), data.control, data.host).find(({ host }) => host === data.host);
    if (!finding) return refuse('no-finding', { control: data.control, host: data.host });
    if (finding.status !== 'fail' && finding.status !== 'error')
      refuse('nothing-to-waive', { control: data.control, status: finding.status });
    if (controlOf(data.control)?.waivable === false) refuse('unwaivable', { control: data.control });
    checkExpiry(data.expires, at, maxWaiverDays(finding.severity));
    const { code, params, severity } = finding;
    const waiver: Waiver = { ...by, ...data, code, params, severity, approved: null, withdrawn: null };
    return { waivers: [...state.waivers, waiver] };
  },

  'waiver-approved': ({ state, data, by, at }) => {
    const waiver = state.waivers.find(({ seq, withdrawn }) => seq === data.waiver && withdrawn === null);
    if (!waiver) return refuse('no-such-waiver', { seq: data.waiver });
    if (waiver.approved) refuse('already-approved', { seq: waiver.seq });
    if (isSamePerson(waiver.by, by.by)) refuse('same-person', { name: by.by });
    checkExpiry(waiver.expires, at, undefined);
    return { waivers: state.waivers.map((other) => (other === waiver ? { ...waiver, approved: by } : other)) };
  },

  'waiver-withdrawn': ({ state, event, data, by }) => ({
    waivers: withdraw(state.waivers, data.waiver, { ...by, reason: data.reason }, (seq) =>
      refuse('no-such-waiver', { seq }),
    ),
    votes: voidVotes(state, event.seq),
  }),

  commented: ({ state, data, by }) => ({ comments: [...state.comments, { ...by, ...data }] }),

  voted: ({ state, event, data, by, at, runs }) => {
    const { roles } = state.target.review;
    if (!roles.includes(data.role)) refuse('unknown-role', { role: data.role, roles: roles.join(', ') });
    if (data.vote === 'no-go' && data.reason === null) refuse('reason-needed');
    const run = lastRun(state, runs);
    if (data.vote === 'go') {
      if (run.partial) refuse('partial-run');
      const holding = decideReview(run, state, at).holding.length;
      if (holding > 0) refuse('go-over-hold', { holding });
    }
    const votes = voidVotes(state, event.seq, (vote) => vote.role === data.role);
    return { votes: [...votes, { ...by, ...data, voidedBy: null }] };
  },

  frozen: ({ state, by, runs }) => {
    if (lastRun(state, runs).partial) refuse('partial-run');
    if (!state.release) refuse('no-release');
    const voted = standingVotes(state).map(({ role }) => role);
    const missing = state.target.review.roles.filter((role) => !voted.includes(role));
    if (missing.length > 0) refuse('votes-missing', { roles: missing.join(', ') });
    return { frozen: by };
  },

  /** Whoever changes their mind makes all signatures void; the votes stay until somebody votes again. */
  unfrozen: ({ state }) => (state.frozen ? { frozen: null } : refuse('not-frozen')),
};

function lastRun(state: ReviewState, runs: Runs): Run {
  const hash = state.runs.at(-1) ?? refuse('no-run');
  return runs.get(hash) ?? refuse('unknown-run', { run: hash });
}

/** The findings that a statement speaks of; at least one. */
function findingsOf(run: Run, control: string, host: string | null): [Finding, ...Finding[]] {
  const findings = run.findings.filter((finding) => finding.control === control && (!host || finding.host === host));
  const [first, ...rest] = findings;
  return first ? [first, ...rest] : refuse('no-finding', { control, host });
}

function checkExpiry(expires: string, at: number, maxDays: number | undefined): void {
  const days = daysUntil(expires, at);
  if (days < 0) refuse('expiry-passed', { expires });
  if (maxDays !== undefined && days > maxDays) refuse('expiry-too-late', { expires, days: maxDays });
}

const withdraw = <T extends Attestation | Waiver>(
  all: readonly T[],
  seq: number,
  withdrawn: NonNullable<T['withdrawn']>,
  missing: (seq: number) => never,
): T[] => {
  if (!all.some((one) => one.seq === seq && one.withdrawn === null)) missing(seq);
  return all.map((one) => (one.seq === seq ? { ...one, withdrawn } : one));
};

/** Votes are about what was known when they were given. */
const voidVotes = (
  state: ReviewState,
  voidedBy: number,
  which: (vote: ReviewState['votes'][number]) => boolean = () => true,
): ReviewState['votes'] =>
  state.votes.map((vote) => (vote.voidedBy === null && which(vote) ? { ...vote, voidedBy } : vote));

/** `A. Lead` and `a.  lead` are one person; that two names are two people, nobody can prove here. */
export const isSamePerson = (one: string, other: string): boolean => personKey(one) === personKey(other);
const personKey = (name: string): string => name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();
