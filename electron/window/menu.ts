import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { MenuCommand } from '../../shared/ipc';

/** The application's menu. What concerns the page goes to it as a command; accelerators are the platform's. */
export function applicationMenu(command: (command: MenuCommand) => void, platform: NodeJS.Platform): Menu {
  const item = (label: string, accelerator: string, what: MenuCommand): MenuItemConstructorOptions => ({
    label,
    accelerator,
    click: () => command(what),
  });
  const settings = item('Settings', 'CmdOrCtrl+,', 'settings');
  const template: MenuItemConstructorOptions[] = [
    ...(platform === 'darwin' ? [{ role: 'appMenu' as const }] : []),
    {
      label: 'File',
      submenu: [
        item('New review…', 'CmdOrCtrl+N', 'new-review'),
        item('Verify a record…', 'CmdOrCtrl+O', 'verify'),
        { type: 'separator' },
        settings,
        { role: platform === 'darwin' ? 'close' : 'quit' },
      ],
    },
    {
      label: 'Review',
      submenu: [
        item('Run the checks', 'CmdOrCtrl+R', 'run'),
        item('Cancel the checks', 'CmdOrCtrl+.', 'cancel'),
        item('Undo the last decision', 'CmdOrCtrl+Shift+Z', 'undo'),
        { type: 'separator' },
        item('Commands…', 'CmdOrCtrl+K', 'palette'),
      ],
    },
    { role: 'editMenu' },
    {
      label: 'View',
      submenu: [{ role: 'resetZoom' }, { role: 'zoomIn' }, { role: 'zoomOut' }, { role: 'togglefullscreen' }],
    },
    { role: 'windowMenu' },
  ];
  return Menu.buildFromTemplate(template);
}
