import { create } from 'zustand';
import type { About } from '../../shared/ipc';
import type { Settings } from '../../shared/settings';
import { accepted } from '../bridge';

interface SettingsStore {
  settings: Settings | null;
  about: About | null;
  load: () => Promise<Settings>;
  change: (changes: Partial<Settings>) => Promise<void>;
}

export const useSettings = create<SettingsStore>((set) => ({
  settings: null,
  about: null,
  load: async () => {
    const [settings, about] = await Promise.all([
      accepted(window.gonogo.settings.read()),
      accepted(window.gonogo.app.about()),
    ]);
    set({ settings, about });
    return settings;
  },
  change: async (changes) => set({ settings: await accepted(window.gonogo.settings.write(changes)) }),
}));
