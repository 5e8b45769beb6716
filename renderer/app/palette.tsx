import { Spotlight } from '@mantine/spotlight';
import { attempt } from '../state/notices';
import { usePlace } from '../state/place';
import { words } from '../words';
import { commands } from './commands';

/** Every command by name. */
export function Palette() {
  usePlace(({ place }) => place);
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
      // Over the notices, which it does not wait for.
      zIndex={400}
    />
  );
}
