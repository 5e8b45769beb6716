import { clipboard, nativeTheme, shell } from 'electron';
import { version } from '../version';
import { isOutOfSupport } from '../window/runtime-support';
import type { Desk } from './desk';
import type { Handlers } from './router';

export const appHandlers = ({ home, settings, practiceOnly }: Desk): Pick<Handlers, 'app' | 'settings'> => ({
  app: {
    about: () => ({
      version,
      electron: process.versions.electron!,
      node: process.versions.node,
      chromium: process.versions.chrome!,
      platform: process.platform,
      outOfSupport: isOutOfSupport(process.versions.electron!, Date.now()),
      practiceOnly,
      dataFolder: home,
    }),
    openReference: async (url) => {
      const { referenceUrl } = await import('../window/open-reference');
      await shell.openExternal(referenceUrl(url));
    },
    openDataFolder: async () => void (await shell.openPath(home)),
    copy: (text) => clipboard.writeText(text),
  },
  settings: {
    read: () => settings.read(),
    write: async (changes) => {
      const changed = await settings.change(changes);
      // The page follows it as well where it follows the system.
      nativeTheme.themeSource = changed.theme;
      return changed;
    },
  },
});
