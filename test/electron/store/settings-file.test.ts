import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { SettingsFile } from '../../../electron/store/settings-file';
import { contract } from '../../../shared/ipc';
import { settingsSchema } from '../../../shared/settings';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'gonogo-settings-'));
});
afterEach(() => rmSync(home, { recursive: true }));

it('begins with defaults and keeps what is written', async () => {
  const settings = new SettingsFile(home, settingsSchema);
  expect(await settings.read()).toEqual({ name: '', email: '', theme: 'system', place: null });
  await settings.change({ name: 'Ada Lead', theme: 'dark' });
  expect(await new SettingsFile(home, settingsSchema).read()).toMatchObject({ name: 'Ada Lead', theme: 'dark' });
});

for (const [what, text] of [
  ['half a file', '{"name": "Ada'],
  ['a value that is none', '{"theme": "purple"}'],
] as const) {
  it(`sets ${what} aside, says so, and loses nothing of it`, async () => {
    writeFileSync(join(home, 'settings.json'), text);
    const settings = new SettingsFile(home, settingsSchema);
    expect((await settings.read()).theme).toBe('system');
    const aside = readdirSync(home).find((name) => name.includes('unreadable'))!;
    expect(readFileSync(join(home, aside), 'utf8')).toBe(text);
    expect(settings.notice).toContain(aside);
  });
}

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
