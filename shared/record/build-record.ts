import { itemStatus } from '../checklist/launch-items';
import type { Finding } from '../control';
import { applyReview, decideReview } from '../review/apply';
import type { ReviewEvent } from '../review/events';
import { type FoldOptions, foldReview } from '../review/reducer';
import { RuleBroken, refuse } from '../review/rules';
import type { Run, Runs } from '../review/run';
import { type ReviewState, standingVotes } from '../review/state';
import { hashOf } from './canonical';
import {
  type FindingRef,
  type OutOfScope,
  type RecordDecision,
  type RecordSigner,
  recordSchemaId,
  type UnlistedRecord,
} from './schema';

/** events + runs → record. Pure, so that `verify` can build it again and compare. */

export interface RecordInput extends FoldOptions {
  /** The whole log up to and including the event that froze the review. */
  events: readonly ReviewEvent[];
  runs: Runs;
  /** Who will sign, fixed before the first signature. */
  signers: readonly RecordSigner[];
}

/** Everything but `files`. Throws RuleBroken when the log breaks a rule or is not frozen. */
export function buildRecord({ events, runs, signers, controlOf }: RecordInput): UnlistedRecord {
  const folded = foldReview(events, runs, { controlOf });
  if (!folded.ok) throw new RuleBroken(folded.error);
  const { state } = folded;
  const last = events.at(-1)!;
  const recorded = state.runs.map((hash) => runs.get(hash)!);
  const decided = recorded.at(-1) ?? refuse('no-run');
  return {
    schema: recordSchemaId,
    checklist: decided.checklist,
    target: state.target,
    targetSha256: state.targetSha256,
    release: state.release ?? refuse('no-release'),
    runs: recorded,
    events: [...events],
    head: { seq: last.seq, hash: last.hash },
    review: state,
    ...derive(state, decided),
    signers: [...signers],
  };
}

/** A record's runs under the hashes by which its events name them. */
export const runsByHash = (runs: readonly Run[]): Runs => new Map(runs.map((run) => [hashOf(run), run]));

/** What a frozen review amounts to, decided on its last run at the instant of freezing. */
function derive(state: ReviewState, run: Run): Pick<UnlistedRecord, 'decision' | 'scope' | 'items'> {
  const { at } = state.frozen ?? refuse('not-frozen');
  const instant = Date.parse(at);
  const { holding, open } = decideReview(run, state, instant);
  const noGoRoles = standingVotes(state).flatMap(({ role, vote }) => (vote === 'no-go' ? [role] : []));
  const decision = holding.length === 0 && noGoRoles.length === 0 ? 'go' : 'no-go';
  const applied = applyReview(run, state, instant);
  const items = itemStatus(applied.findings, {
    manualHolds: true,
    isAttested: applied.isAttested,
    everyRoleSaidGo: noGoRoles.length === 0,
  });
  return {
    decision: {
      decision,
      sentence: sentence(decision, holding.length, noGoRoles, state, run),
      at,
      holding: holding.map(refTo),
      open,
      noGoRoles,
    },
    scope: outOfScope(applied.findings, (finding) => applied.attestationOf(finding)),
    items: items.map(({ number, title, state, applicable, met, open, holding, remarks }) => ({
      ...{ number, title, state, applicable, met, open },
      holding: holding.map(refTo),
      remarks: remarks.map(refTo),
    })),
  };
}

const refTo = ({ control, host, status, code }: Finding): FindingRef => ({ control, host, status, code });

function sentence(
  decision: RecordDecision['decision'],
  holding: number,
  noGoRoles: readonly string[],
  { target }: ReviewState,
  { site }: Run,
): string {
  const what = site && (site.connect || site.ca) ? overridden(site) : `${target.name} (${target.environment})`;
  if (decision === 'go') return `GO for ${what}`;
  const reasons = [
    ...(holding > 0 ? [`${holding} ${holding === 1 ? 'finding holds' : 'findings hold'} the launch`] : []),
    ...(noGoRoles.length > 0 ? [`${noGoRoles.join(', ')} said no-go`] : []),
  ];
  return `NO-GO for ${what}: ${reasons.join('; ')}`;
}

/** Whoever overrides the address or the CA decides on what answers there, not on what the public sees. */
const overridden = ({ url, connect, ca }: NonNullable<Run['site']>): string =>
  `${url}${connect ? ` at ${connect}` : ''}${ca ? ` with the CA ${ca.file} (SHA-256 ${ca.sha256.slice(0, 16)}…)` : ''}`;

function outOfScope(
  findings: readonly Finding[],
  attestationOf: (finding: Finding) => { by: string; statement: string } | null,
): OutOfScope[] {
  const byWhat = new Map<string, OutOfScope>();
  for (const finding of findings.filter(({ code }) => code === 'out-of-scope')) {
    const what = String(finding.params.what ?? finding.observed);
    const entry = byWhat.get(what) ?? { what, controls: [], statements: [] };
    byWhat.set(what, entry);
    entry.controls.push(finding.control);
    const attested = attestationOf(finding);
    const isNew = !entry.statements.some(
      ({ by, statement }) => by === attested?.by && statement === attested.statement,
    );
    if (attested && isNew) entry.statements.push({ by: attested.by, statement: attested.statement });
  }
  return [...byWhat.values()];
}
