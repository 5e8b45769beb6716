import { create } from 'zustand';
import { useSettings } from './settings';

interface WhoStore {
  /** Set while the question for the name is on screen. */
  asked: ((name: string | null) => void) | null;
  answer: (name: string | null) => Promise<void>;
}

export const useWho = create<WhoStore>((set, get) => ({
  asked: null,
  answer: async (name) => {
    if (name) await useSettings.getState().change({ name });
    get().asked?.(name);
    set({ asked: null });
  },
}));

/** Who sits at this machine. Asked once, when it is not known yet; null when they would rather not say. */
export async function whoAmI(): Promise<string | null> {
  const name = useSettings.getState().settings?.name;
  if (name) return name;
  useWho.getState().asked?.(null);
  return new Promise((asked) => useWho.setState({ asked }));
}
