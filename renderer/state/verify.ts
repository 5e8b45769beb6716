import { create } from 'zustand';
import type { DiffResult } from '../../shared/record/diff';
import type { VerifyResult } from '../../shared/record/verify-result';
import { accepted } from '../bridge';
import { usePlace } from './place';

/** Two records by their paths, and what changed from the earlier to the later. */
export interface Comparison {
  before: string;
  after: string;
  diff: DiffResult;
}

/** What is looked at: a record and what verifying it said, and two and what changed between them. */
interface VerifyState {
  result: VerifyResult | null;
  comparison: Comparison | null;
  /** Verifies a record that the person gave. Throws Refused. */
  verify: (path: string) => Promise<void>;
  compare: (before: string, after: string) => Promise<void>;
}

export const useVerify = create<VerifyState>((set) => ({
  result: null,
  comparison: null,
  verify: async (path) => set({ result: await accepted(window.gonogo.record.verify({ path })), comparison: null }),
  compare: async (before, after) => {
    const diff = await accepted(window.gonogo.record.compare({ before, after }));
    set({ comparison: { before, after, diff } });
  },
}));

/** Shows the verdict on a record that the system gave the app to open, if there is one. */
export const showHanded = async (): Promise<void> => show(await accepted(window.gonogo.record.takeHanded()));

/** Shows the verdict on what was just dropped on the window. */
export const showDropped = async (): Promise<void> => show(await accepted(window.gonogo.record.takeDropped()));

async function show(path: string | null): Promise<void> {
  if (path === null) return;
  await useVerify.getState().verify(path);
  usePlace.getState().go({ screen: 'verify', review: null });
}
