import { Spotlight, spotlight } from '@mantine/spotlight';
import { useEffect } from 'react';
import type { MenuCommand } from '../../shared/ipc';
import { attempt } from '../state/notices';
import { usePlace } from '../state/place';
import { words } from '../words';
import { commands, doCommand } from './commands';

/** Every command by name, and the menu's commands as they come from main. */
export function Palette() {
  usePlace(({ place }) => place);
  useEffect(
    () =>
      window.gonogo.on('command', ({ command }: { command: MenuCommand }) => {
        if (command === 'palette') spotlight.open();
        else void attempt(() => doCommand(command));
      }),
    [],
  );
  return (
    <Spotlight
      actions={commands().map(({ id, label, run }) => ({ id, label, onClick: () => void attempt(run) }))}
      shortcut="mod + K"
      nothingFound={words.shell.palette.nothing}
      searchProps={{
        placeholder: words.shell.palette.placeholder,
        'aria-label': words.shell.palette.label,
      }}
      highlightQuery
    />
  );
}
