import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { SettingsFile } from '../../../electron/store/settings-file';
import { settingsSchema } from '../../../shared/ipc';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'gonogo-settings-'));
});
afterEach(() => rmSync(home, { recursive: true }));

it('begins with defaults and keeps what is written', async () => {
  const settings = new SettingsFile(home, settingsSchema);
  expect(await settings.read()).toEqual({ name: '', email: '', theme: 'system', place: null });
  await settings.write({ name: 'Ada Lead', theme: 'dark' });
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
