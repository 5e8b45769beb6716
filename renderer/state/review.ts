import { create } from 'zustand';
import type { ReviewSnapshot, RunProgress, Saying } from '../../shared/ipc';
import type { ReviewEvent } from '../../shared/review/events';
import { foldReview } from '../../shared/review/reducer';
import type { Run } from '../../shared/review/run';
import type { ReviewState } from '../../shared/review/state';
import { accepted } from '../bridge';

/** The review that lies open: main's snapshot, then what main tells of it. Nothing is decided here. */
export interface OpenReview {
  id: string;
  events: ReviewEvent[];
  runs: ReadonlyMap<string, Run>;
  state: ReviewState;
  /** The last run: what is decided on. Null before the first. */
  run: Run | null;
  notices: string[];
  readOnly: string | null;
  follows: string | null;
  practice: ReviewSnapshot['practice'];
  progress: RunProgress | null;
}

interface ReviewStore {
  review: OpenReview | null;
  /** Opens it, or throws Refused. */
  open: (id: string) => Promise<void>;
  close: () => void;
  say: (statedBy: string, saying: Saying) => Promise<ReviewEvent>;
  /** Resolves when the checks have begun; how they go comes by itself. */
  run: (how?: { active?: boolean; acceptHostKeys?: string[] }) => Promise<void>;
  /** Without a host: the whole run. */
  cancel: (host?: string) => Promise<void>;
  recorded: (recorded: { review: string; event: ReviewEvent; run: Run | null }) => void;
  progress: (progress: RunProgress) => void;
}

export const useReview = create<ReviewStore>((set, get) => ({
  review: null,
  open: async (id) => {
    if (get().review?.id === id) return;
    const snapshot = await accepted(window.gonogo.review.open({ review: id }));
    const runs = new Map(Object.entries(snapshot.runs));
    set({ review: { ...snapshot, ...foldOf(snapshot.events, runs), runs } });
  },
  close: () => {
    const { review } = get();
    if (review) void window.gonogo.review.close({ review: review.id });
    set({ review: null });
  },
  say: (statedBy, saying) => accepted(window.gonogo.review.say({ review: idOf(get()), statedBy, saying })),
  run: ({ active = false, acceptHostKeys = [] } = {}) =>
    accepted(window.gonogo.review.run({ review: idOf(get()), active, acceptHostKeys })),
  cancel: (host) => accepted(window.gonogo.review.cancelRun({ review: idOf(get()), host: host ?? null })),
  recorded: ({ review: id, event, run }) => {
    const { review } = get();
    if (review?.id !== id || review.events.some(({ seq }) => seq === event.seq)) return;
    const events = [...review.events, event];
    const runs = run && event.type === 'run-recorded' ? new Map(review.runs).set(event.data.run, run) : review.runs;
    set({ review: { ...review, ...foldOf(events, runs), events, runs } });
  },
  progress: (progress) => {
    const { review } = get();
    if (review?.id === progress.review) set({ review: { ...review, progress } });
  },
}));

function idOf({ review }: ReviewStore): string {
  if (!review) throw new Error('no review is open');
  return review.id;
}

/** The same fold as main's: a log that main acknowledged always folds. */
function foldOf(events: ReviewEvent[], runs: ReadonlyMap<string, Run>): Pick<OpenReview, 'state' | 'run'> {
  const folded = foldReview(events, runs);
  if (!folded.ok) throw new Error(`event ${folded.seq} of the log breaks a rule`);
  return { state: folded.state, run: runs.get(folded.state.runs.at(-1) ?? '') ?? null };
}
