import { checklistIdentity } from '../../../shared/checklist/version';
import type { Fact } from '../../../shared/fact';
import { judge } from '../../../shared/judge';
import { canonicalBytes, hashOf, sha256Hex } from '../../../shared/record/canonical';
import {
  appendEvent,
  type EventData,
  type EventDraft,
  type EventType,
  type ReviewEvent,
} from '../../../shared/review/events';
import { applyEvent, type FoldOptions } from '../../../shared/review/reducer';
import { RuleBroken } from '../../../shared/review/rules';
import type { Run } from '../../../shared/review/run';
import type { ReviewState } from '../../../shared/review/state';
import { type Target, targetSchema } from '../../../shared/target';

/** Builders that state only what differs. */

export const start = Date.parse('2026-11-24T10:00:00.000Z');
export const minute = 60_000;
export const day = 24 * 60 * minute;
export const iso = (at: number): string => new Date(at).toISOString();

export const makeTarget = (changes: Record<string, unknown> = {}): Target =>
  targetSchema.parse({
    name: 'Example Shop',
    site: { url: 'https://shop.example' },
    hosts: [{ name: 'web-1', roles: ['app', 'web'] }],
    app: { directory: '/srv/shop' },
    review: { roles: ['tech lead', 'security'] },
    ...changes,
  });

export interface Seen {
  days?: number;
  mode?: string;
  /** When it was seen. */
  at?: number;
}

export const factsOf = (target: Target, { days = 60, mode = '0640', at = start }: Seen = {}): Fact[] => [
  {
    id: 'site.certificate',
    host: null,
    at: iso(at),
    from: { url: 'https://shop.example/', address: '203.0.113.7:443' },
    ok: true,
    value: { days },
  },
  ...target.hosts.map(
    (host): Fact => ({
      id: 'host.env-file',
      host: host.name,
      at: iso(at),
      from: { commands: [{ command: 'stat -L -c %a /srv/shop/.env', as: 'deploy', exitCode: 0, bytes: 5 }] },
      ok: true,
      value: { mode },
    }),
  ),
];

export function makeRun(target: Target, seen: Seen = {}, changes: Partial<Run> = {}): Run {
  const at = seen.at ?? start;
  const facts = factsOf(target, seen);
  return {
    startedAt: iso(at),
    endedAt: iso(at + 3000),
    tool: { name: 'gonogo', version: '0.1.0' },
    checklist: checklistIdentity(),
    target: hashOf(target),
    reviewer: { user: 'ada', machine: 'laptop' },
    hosts: target.hosts.map(({ name }) => ({
      name,
      address: '203.0.113.7:22',
      hostKey: 'SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
      trustedBy: 'pin',
      account: 'deploy',
      sudo: 'nopasswd',
      commands: ['stat -L -c %a /srv/shop/.env'],
      error: null,
    })),
    site: { url: 'https://shop.example', address: '203.0.113.7:443', connect: null, ca: null, error: null },
    facts,
    partial: false,
    ...changes,
    findings: changes.findings ?? judge(facts, { target, at }),
  };
}

/** A review in memory: what the store does, without a disk. */
export class ReviewLog {
  readonly events: ReviewEvent[] = [];
  readonly runs = new Map<string, Run>();
  readonly evidence = new Map<string, Uint8Array>();
  state: ReviewState | null = null;
  now = start + minute;

  constructor(
    readonly target: Target = makeTarget(),
    private readonly options: FoldOptions = {},
  ) {
    this.add(
      'opened',
      { review: '01JDEXAMPLE0000000000REV1W'.replace(/[^0-9A-HJKMNP-TV-Z]/g, '0'), target },
      'Ada Lead',
    );
  }

  /** Throws RuleBroken as the store does. */
  add<T extends EventType>(type: T, data: EventData<T>, by = 'Ada Lead', enteredBy: string | null = null): ReviewEvent {
    this.now += minute;
    const draft = { type, data, at: iso(this.now), enteredBy, statedBy: by } as EventDraft;
    const event = appendEvent(this.events.at(-1) ?? null, draft);
    const next = applyEvent(this.state, event, this.runs, this.options);
    if (!next.ok) throw new RuleBroken(next.error);
    this.events.push(event);
    this.state = next.state;
    return event;
  }

  run(seen: Seen = {}, changes: Partial<Run> = {}): Run {
    const run = makeRun(this.target, seen, changes);
    const hash = sha256Hex(canonicalBytes(run));
    this.runs.set(hash, run);
    this.add('run-recorded', { run: hash });
    return run;
  }

  release(): void {
    this.add('release-stated', {
      release: { kind: 'commit', commit: '4f2c1e9d0b', clean: true, ticket: 'SHOP-12' },
    });
  }

  attest(control: string, changes: Partial<EventData<'attested'>> = {}, by = 'Ada Lead'): ReviewEvent {
    const expires = iso(this.now + 30 * day).slice(0, 10);
    const data = { control, host: null, statement: `${control} is done`, evidence: [], expires, ...changes };
    return this.add('attested', data, by);
  }

  /** Asked by one, approved by another. */
  waive(control: string, host: string | null = null, days = 20): ReviewEvent {
    const expires = iso(this.now + days * day).slice(0, 10);
    const waiver = this.add('waiver-requested', { control, host, reason: 'accepted until the next release', expires });
    this.add('waiver-approved', { waiver: waiver.seq }, 'Grace Security');
    return waiver;
  }

  vote(role: string, vote: 'go' | 'no-go' = 'go', by = 'Ada Lead', signer: string | null = null): ReviewEvent {
    return this.add('voted', { role, vote, reason: vote === 'no-go' ? 'not yet' : null, signer }, by);
  }

  /** Everything that waits for a person is attested. */
  attestAll(evidence: Uint8Array | null = null): void {
    for (const control of ['team.briefed', 'password.hashing', 'pci.scope'])
      this.attest(control, this.withEvidence(evidence));
  }

  private withEvidence(bytes: Uint8Array | null): Partial<EventData<'attested'>> {
    if (!bytes) return {};
    const sha256 = sha256Hex(bytes);
    this.evidence.set(sha256, bytes);
    return { evidence: [{ name: 'minutes.txt', sha256, bytes: bytes.length }] };
  }

  /** From nothing to frozen, with go or whatever the seen facts make of it. */
  static frozen(
    { target, seen = {}, evidence = null }: { target?: Target; seen?: Seen; evidence?: Uint8Array | null } = {},
    before: (log: ReviewLog) => void = () => {},
  ): ReviewLog {
    const log = new ReviewLog(target);
    log.release();
    log.run(seen);
    log.attestAll(evidence);
    before(log);
    log.vote('tech lead');
    log.vote('security', 'go', 'Grace Security');
    log.add('frozen', {});
    return log;
  }
}
