import { create } from 'zustand';
import type { UndoableDecision } from '../../shared/review/undo';
import { words } from '../words';
import { useNotices } from './notices';
import { useReview } from './review';
import { whoAmI } from './who';

/** Loaded when it is first asked for: the rules of a review come with it. */
const undoing = () => import('../../shared/review/undo');

interface UndoStore {
  /** The decision that the person is asked about. */
  asked: UndoableDecision | null;
  ask: () => Promise<void>;
  close: () => void;
  /** Takes it back, by an event in the name of whoever sits here. */
  undo: () => Promise<void>;
}

export const useUndo = create<UndoStore>((set, get) => ({
  asked: null,
  ask: async () => {
    const { lastDecision } = await undoing();
    const { review } = useReview.getState();
    const last = review && lastDecision(review.state);
    if (last?.withdrawal) set({ asked: last });
    else if (review) useNotices.getState().tell('done', last ? words.undo.vote : words.undo.nothing);
  },
  close: () => set({ asked: null }),
  undo: async () => {
    const { withdrawal, control } = get().asked ?? {};
    set({ asked: null });
    const by = withdrawal && (await whoAmI());
    if (!withdrawal || !by) return;
    const { sayWithdrawal } = await undoing();
    await useReview.getState().say(by, sayWithdrawal(withdrawal, words.undo.reason));
    useNotices.getState().tell('done', words.undo.done(control!));
  },
}));
