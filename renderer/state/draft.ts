import { create } from 'zustand';
import type { KeptDraft } from '../../shared/draft';
import { accepted } from '../bridge';
import { attempt } from './notices';

const nothing: KeptDraft = { file: {}, text: null, elsewhere: false, ticked: [] };

/** The new review that is being written. Main keeps each change, so that neither leaving the screen nor a crash loses it. */
interface DraftStore {
  /** Null until main said what it kept. */
  draft: KeptDraft | null;
  load: () => Promise<void>;
  change: (changes: (draft: KeptDraft) => Partial<KeptDraft>) => void;
  /** Nothing is left of it: its review is made, or the person begins anew. */
  clear: () => void;
}

export const useDraft = create<DraftStore>((set, get) => ({
  draft: null,
  load: async () => {
    const kept = await accepted(window.gonogo.target.draft());
    if (get().draft === null) set({ draft: kept ?? nothing });
  },
  change: (changes) => {
    const before = get().draft ?? nothing;
    set({ draft: { ...before, ...changes(before) } });
    void keep();
  },
  clear: () => {
    set({ draft: nothing });
    void keep();
  },
}));

let keeping = false;
let changed = false;

/** One write after the other; what changes meanwhile goes with the next. */
async function keep(): Promise<void> {
  changed = true;
  if (keeping) return;
  keeping = true;
  while (changed) {
    changed = false;
    const { draft } = useDraft.getState();
    await attempt(async () => accepted(window.gonogo.target.keepDraft(draft === nothing ? null : draft)));
  }
  keeping = false;
}
