import { create } from 'zustand';
import type { ReviewSummary } from '../../shared/ipc';
import { accepted } from '../bridge';

interface ReviewListStore {
  /** Every review on this machine, newest first; null until main answered, and again when nobody looks at them. */
  reviews: ReviewSummary[] | null;
  load: () => Promise<void>;
}

export const useReviewList = create<ReviewListStore>((set) => ({
  reviews: null,
  load: async () => set({ reviews: await accepted(window.gonogo.reviews.list()) }),
}));
