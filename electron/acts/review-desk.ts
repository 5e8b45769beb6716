import type { ReviewSnapshot, ReviewSummary, RunProgress, Saying } from '../../shared/ipc';
import type { ReviewEvent } from '../../shared/review/events';
import type { Run } from '../../shared/review/run';
import type { Target } from '../../shared/target';
import type { SignInPrompt } from '../host/collect';
import type { AcceptHostKey } from '../host/host-key';
import { KeychainError } from '../keychain/keychain';
import type { OpenReview } from '../store/open-review';
import { type MemoryOf, nothingRemembers, type ReviewLabels, type ReviewStore } from '../store/review-store';
import { UserError } from '../user-error';
import type { Keyring } from './keyring';
import { headMemory } from './log-head';
import type { RunningCheck } from './run-review';

interface Tell {
  progress: (progress: RunProgress) => void;
  recorded: (recorded: { review: string; event: ReviewEvent; run: Run | null }) => void;
}

/** The reviews that lie open in the window, and the checks that run in them. The only writer of both. */
export class ReviewDesk {
  private readonly opened = new Map<string, Promise<OpenReview>>();
  private readonly running = new Map<string, RunningCheck>();

  constructor(
    private readonly store: ReviewStore,
    private readonly keyring: Keyring,
    private readonly tell: Tell,
  ) {}

  async list(): Promise<ReviewSummary[]> {
    const ids = await this.store.list();
    return Promise.all(ids.reverse().map((id) => this.summary(id)));
  }

  async create(target: Target, openedBy: string, practice: boolean, follows: string | null = null): Promise<string> {
    const now = new Date();
    const enteredBy = (await this.keyring.identityOf(practice))?.sha256 ?? null;
    const review = await this.store.create({ target, openedBy, enteredBy, now }, await this.memoryOf(practice));
    await this.store.writeLabels(review.id, { archived: false, practice, follows });
    this.opened.set(review.id, Promise.resolve(review));
    return review.id;
  }

  open(id: string): Promise<OpenReview> {
    const known = this.opened.get(id);
    if (known) return known;
    const opening = this.openGuarded(id);
    this.opened.set(id, opening);
    opening.catch(() => this.opened.delete(id));
    return opening;
  }

  /** To look at: as it stands now, without opening it. */
  async glance(id: string): Promise<OpenReview> {
    return (await this.opened.get(id)) ?? this.store.readReview(id);
  }

  async snapshot(id: string): Promise<Omit<ReviewSnapshot, 'practice'>> {
    const { events, runs, notices, readOnly } = await this.open(id);
    return {
      id,
      events: [...events],
      runs: Object.fromEntries(runs),
      notices: [...notices],
      readOnly,
      follows: (await this.labels(id)).follows,
      progress: this.running.get(id)?.progress() ?? null,
    };
  }

  async close(id: string): Promise<void> {
    const review = this.opened.get(id);
    if (!review || this.running.has(id)) return;
    this.opened.delete(id);
    await (await review).close();
  }

  /** Ends what runs and closes all: nothing that was acknowledged is lost without it. */
  async closeAll(): Promise<void> {
    for (const run of this.running.values()) run.cancel(null);
    await Promise.allSettled([...this.running.values()].map(({ recorded }) => recorded));
    await Promise.allSettled([...this.opened.keys()].map((id) => this.close(id)));
  }

  async say(id: string, statedBy: string, saying: Saying): Promise<ReviewEvent> {
    const review = await this.open(id);
    const event = await review.append({ ...saying, ...(await this.statement(id, statedBy)) });
    this.tell.recorded({ review: id, event, run: null });
    return event;
  }

  async run(
    id: string,
    { by, ask, ...options }: { by: string; active: boolean; acceptHostKey: AcceptHostKey; ask: SignInPrompt },
  ): Promise<void> {
    const review = await this.open(id);
    if (review.readOnly !== null) throw new UserError(`the review can only be read: ${review.readOnly}`);
    const practice = await this.isPractice(id);
    // What checks is loaded with the first run.
    const [{ runReview }, { localSecrets }] = await Promise.all([import('./run-review'), import('./secret-keeping')]);
    const secrets = await localSecrets(() => this.keyring.of(practice), review.state!.target);
    const statement = await this.statement(id, by);
    // After the last wait, or two that begin at once would both go on.
    if (this.running.has(id)) throw new UserError('the checks of this review run already: cancel them, or wait');
    const run = runReview({
      review,
      secrets,
      says: () => ({ ...statement, at: new Date().toISOString() }),
      ask,
      ...options,
      onProgress: this.tell.progress,
    });
    this.running.set(id, run);
    run.recorded
      .then((event) => {
        const kept = event.type === 'run-recorded' ? review.runs.get(event.data.run) : undefined;
        this.tell.recorded({ review: id, event, run: kept ?? null });
      })
      // Its words stand in the progress.
      .catch(() => {})
      .finally(() => this.running.delete(id));
  }

  cancelRun(id: string, host: string | null): void {
    this.running.get(id)?.cancel(host);
  }

  /** The gate on the review's last run, now. */
  async decisionOf({ state, runs }: OpenReview): Promise<'go' | 'no-go'> {
    const { decideReview } = await import('../../shared/review/apply');
    const run = runs.get(state?.runs.at(-1) ?? '');
    return run && state ? decideReview(run, state, Date.now()).decision : 'no-go';
  }

  labels(id: string): Promise<ReviewLabels> {
    return this.store.readLabels(id);
  }

  async isPractice(id: string): Promise<boolean> {
    return (await this.labels(id)).practice;
  }

  async archive(id: string, archived: boolean): Promise<void> {
    await this.store.writeLabels(id, { ...(await this.labels(id)), archived });
  }

  private async openGuarded(id: string): Promise<OpenReview> {
    const isPractice = await this.isPractice(id);
    const memoryOf = await this.memoryOf(isPractice);
    const review = await this.store.openReview(id, new Date(), memoryOf);
    if (memoryOf === nothingRemembers && !isPractice) review.notices.push(unguarded);
    return review;
  }

  /** The keychain remembers where logs end. Practice is not worth it, and its keychain ends with the app. */
  private async memoryOf(practice: boolean): Promise<MemoryOf> {
    if (practice) return nothingRemembers;
    try {
      const keychain = await this.keyring.of(false);
      return (id) => headMemory(keychain, id);
    } catch (cause) {
      if (cause instanceof KeychainError) return nothingRemembers;
      throw cause;
    }
  }

  private async statement(id: string, statedBy: string) {
    const identity = await this.keyring.identityOf(await this.isPractice(id));
    return { at: new Date().toISOString(), enteredBy: identity?.sha256 ?? null, statedBy };
  }

  private async summary(id: string): Promise<ReviewSummary> {
    const { archived, practice } = await this.labels(id);
    try {
      const { state, events, runs, readOnly } = await this.glance(id);
      if (!state) throw new Error(readOnly ?? 'its log is empty');
      // The gate is loaded with the first review, as the rest of the checklist is.
      const { summaryOf } = await import('../../shared/review/summary');
      return { id, ...summaryOf(state, events, runs), archived, practice, problem: readOnly };
    } catch (cause) {
      return { id, ...nothingKnown, archived, practice, problem: (cause as Error).message };
    }
  }
}

const unguarded =
  'no keychain on this machine remembers where the log of this review ends: if its folder was put back to an older copy, nobody can tell';

const nothingKnown = {
  target: '',
  environment: '',
  openedBy: '',
  openedAt: '',
  lastAt: '',
  decision: null,
  holding: 0,
  open: 0,
  state: 'checking',
} as const;
