import { create } from 'zustand';
import type { VerifyResult } from '../../shared/record/verify-result';
import { accepted } from '../bridge';
import { usePlace } from './place';

/** The record that is looked at, and what verifying it said. */
export const useVerify = create<{ result: VerifyResult | null; show: (result: VerifyResult) => void }>((set) => ({
  result: null,
  show: (result) => set({ result }),
}));

/** Shows the verdict on a record that the system gave the app to open, if there is one. */
export async function showHanded(): Promise<void> {
  const result = await accepted(window.gonogo.record.verifyHanded());
  if (!result) return;
  useVerify.getState().show(result);
  usePlace.getState().go({ screen: 'verify', review: null });
}
