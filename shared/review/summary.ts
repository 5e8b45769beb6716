import { decideReview } from './apply';
import type { ReviewEvent } from './events';
import type { Runs } from './run';
import type { ReviewState } from './state';

/** A review in one line, as it stood at its last event. */
export interface Summary {
  target: string;
  environment: string;
  openedBy: string;
  openedAt: string;
  lastAt: string;
  /** Null before the first run. */
  decision: 'go' | 'no-go' | null;
  holding: number;
  open: number;
  state: 'checking' | 'deciding' | 'frozen';
}

export function summaryOf(state: ReviewState, events: readonly ReviewEvent[], runs: Runs): Summary {
  const run = runs.get(state.runs.at(-1) ?? '') ?? null;
  const decided = run && decideReview(run, state, Date.parse(state.last.at));
  const voted = events.some(({ type }) => type === 'voted');
  return {
    target: state.target.name,
    environment: state.target.environment,
    openedBy: state.opened.by,
    openedAt: state.opened.at,
    lastAt: state.last.at,
    decision: decided?.decision ?? null,
    holding: decided?.holding.length ?? 0,
    open: decided?.open ?? 0,
    state: state.frozen ? 'frozen' : voted ? 'deciding' : 'checking',
  };
}
