import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { SettingsFile } from '../../../electron/store/settings-file';
import { contract, settingsSchema } from '../../../shared/ipc';

const home = mkdtempSync(join(tmpdir(), 'gonogo-settings-'));
afterAll(() => rmSync(home, { recursive: true }));

/** As the router does it: main takes what the schema made of the page's words. */
const parsed = (changes: object) => contract.settings.write.input.parse(changes);

it('a change leaves everything else as it was', async () => {
  const settings = new SettingsFile(home, settingsSchema);
  await settings.change(parsed({ name: 'Ada Lead', theme: 'dark' }));
  await settings.change(parsed({ place: { screen: 'walk', review: null, at: '7 backup.recent' } }));
  expect(await new SettingsFile(home, settingsSchema).read()).toMatchObject({
    name: 'Ada Lead',
    theme: 'dark',
    place: { screen: 'walk', at: '7 backup.recent' },
  });
});

it('of two changes at the same time none is lost', async () => {
  const settings = new SettingsFile(home, settingsSchema);
  await Promise.all([
    settings.change(parsed({ name: 'Grace Security' })),
    settings.change(parsed({ email: 'grace@example.test' })),
    settings.change(parsed({ theme: 'light' })),
  ]);
  expect(await settings.read()).toMatchObject({ name: 'Grace Security', email: 'grace@example.test', theme: 'light' });
});
