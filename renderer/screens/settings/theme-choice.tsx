import { SegmentedControl } from '@mantine/core';
import { settingsSchema } from '../../../shared/settings';
import { Panel } from '../../parts/panel';
import { attempt } from '../../state/notices';
import { useSettings } from '../../state/settings';
import { words } from '../../words';

const themes = settingsSchema.shape.theme.unwrap().options;

export function ThemeChoice() {
  const { settings, change } = useSettings();
  const text = words.settings.theme;
  return (
    <Panel title={text.title}>
      <SegmentedControl
        aria-label={text.label}
        value={settings?.theme}
        onChange={(theme) => attempt(() => change({ theme }))}
        data={themes.map((value) => ({ value, label: text.of[value] }))}
      />
    </Panel>
  );
}
