import { create } from 'zustand';
import type { Comparison } from '../../shared/ipc';
import type { VerifyResult } from '../../shared/record/verify-result';
import { accepted } from '../bridge';
import { usePlace } from './place';

/** What is looked at: a record and what verifying it said, or two and what changed between them. */
interface VerifyState {
  result: VerifyResult | null;
  comparison: Comparison | null;
  show: (result: VerifyResult) => void;
  showComparison: (comparison: Comparison) => void;
}

export const useVerify = create<VerifyState>((set) => ({
  result: null,
  comparison: null,
  show: (result) => set({ result, comparison: null }),
  showComparison: (comparison) => set({ result: null, comparison }),
}));

/** Shows the verdict on a record that the system gave the app to open, if there is one. */
export async function showHanded(): Promise<void> {
  const result = await accepted(window.gonogo.record.verifyHanded());
  if (!result) return;
  useVerify.getState().show(result);
  usePlace.getState().go({ screen: 'verify', review: null });
}
