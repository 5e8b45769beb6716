import { homedir } from 'node:os';
import type { RunProgress } from '../../shared/ipc';
import type { ReviewEvent } from '../../shared/review/events';
import type { SignInPrompt } from '../host/collect';
import type { AcceptHostKey } from '../host/host-key';
import type { OpenReview, Statement } from '../store/open-review';
import { type CheckRun, check } from './check';
import { reviewRun } from './review-run';
import { ProgressFold } from './run-progress';
import type { LocalSecrets } from './secret-keeping';

export interface RunRequest {
  review: OpenReview;
  secrets: LocalSecrets;
  says: () => Statement;
  active: boolean;
  acceptHostKey: AcceptHostKey;
  ask: SignInPrompt;
  onProgress: (progress: RunProgress) => void;
}

/** A run of a review that is under way. */
export interface RunningCheck {
  /** Without a host: all of it. What was seen until then is recorded as a partial run. */
  cancel: (host: string | null) => void;
  /** Resolves with the event that recorded it. */
  recorded: Promise<ReviewEvent>;
  progress: () => RunProgress;
}

/** Progress is told at most this often (milliseconds): 200 hosts send some thousand events in a few seconds. */
const toldEvery = 100;

/** Starts the checks of a review; when they end, the run is kept and recorded in its log. */
export function runReview(request: RunRequest): RunningCheck {
  const { review, onProgress } = request;
  const target = review.state!.target;
  const fold = new ProgressFold(review.id, new Date().toISOString(), target);
  const whole = new AbortController();
  const hosts = new Map(target.hosts.map(({ name }) => [name, new AbortController()]));
  let state: RunProgress['state'] = 'running';
  let error: string | null = null;
  let timer: NodeJS.Timeout | null = null;
  const tell = (): void => {
    if (timer) clearTimeout(timer);
    timer = null;
    onProgress(fold.now(state, error));
  };

  const work = async (): Promise<ReviewEvent> => {
    const run: CheckRun = await check({
      target,
      // The window takes absolute paths and such that begin with `~/`; this is for a bare name.
      folder: homedir(),
      keep: request.secrets.keeping,
      local: request.secrets.facts,
      active: request.active,
      only: null,
      acceptHostKey: request.acceptHostKey,
      ask: request.ask,
      signal: whole.signal,
      hostSignal: (name) => hosts.get(name)!.signal,
      onEvent: (event) => {
        fold.take(event);
        timer ??= setTimeout(tell, toldEvery);
      },
    });
    await request.secrets.keeping.rememberLive();
    return review.recordRun(reviewRun(run, target), request.says());
  };
  const recorded = work().then(
    (event) => {
      state = whole.signal.aborted ? 'cancelled' : 'ended';
      tell();
      return event;
    },
    (cause: Error) => {
      state = 'failed';
      error = cause.message;
      tell();
      throw cause;
    },
  );
  tell();
  return {
    cancel: (host) => {
      if (host === null) whole.abort('cancelled');
      for (const [name, controller] of hosts) if (host === null || host === name) controller.abort('cancelled');
    },
    recorded,
    progress: () => fold.now(state, error),
  };
}
