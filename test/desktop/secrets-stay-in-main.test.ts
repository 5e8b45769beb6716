import { randomBytes } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication } from 'playwright-core';
import { expect, it } from 'vitest';
import { realHostNeeds, startRealHost } from '../real/real-host';
import { describeWith } from '../support/needs';
import { describeDesktop, givenToNobody } from './support/desktop';

/** Every message between main and the page is recorded; no secret value is in any of them, in whatever form. */

declare global {
  var crossed: string[];
}

/** From now on. Returns what crossed, each message as text. */
async function recordMessages(app: ElectronApplication): Promise<() => Promise<string[]>> {
  const channels = await app.evaluate(({ ipcMain, BrowserWindow }) => {
    globalThis.crossed = [];
    const note = (name: string, value: unknown) => globalThis.crossed.push(`${name} ${JSON.stringify(value)}`);
    type Handler = (event: unknown, input: unknown) => unknown;
    // Electron keeps its handlers here, and has no other way to put something before one.
    const handlers = (ipcMain as unknown as { _invokeHandlers: Map<string, Handler> })._invokeHandlers;
    for (const [name, handle] of [...handlers]) {
      handlers.set(name, async (event, input) => {
        note(name, input);
        const reply = await handle(event, input);
        note(name, reply);
        return reply;
      });
    }
    const { webContents } = BrowserWindow.getAllWindows()[0]!;
    const send = webContents.send.bind(webContents);
    webContents.send = (name, ...values) => {
      note(name, values);
      send(name, ...values);
    };
    return handlers.size;
  });
  expect(channels).toBeGreaterThan(20);
  return () => app.evaluate(() => globalThis.crossed);
}

/** As it would look in the encodings that text goes through; the middle of it, so that no boundary of base64 hides it. */
const formsOf = (secret: string): string[] => [
  secret,
  secret.toLowerCase(),
  encodeURIComponent(secret),
  Buffer.from(secret).toString('hex'),
  [...Buffer.from(secret)].join(','),
  ...[0, 1, 2].map((shift) => Buffer.from(secret.slice(shift)).toString('base64').slice(0, 20)),
];
const holding = (messages: string[], secret: string): string[] =>
  messages.filter((message) => formsOf(secret).some((form) => message.includes(form)));

describeDesktop('what is in the keychain', (open) => {
  it('does not cross to the page in a whole practice run: made, listed, installed, checked, copied', async () => {
    const { app, page } = await open();
    const messages = await recordMessages(app);
    await app.evaluate(({ dialog }) => {
      Object.assign(dialog, { showMessageBox: async () => ({ response: 0, checkboxChecked: false }) });
    });
    await page.getByRole('button', { name: 'Practise on a careless host' }).last().click();
    await page.getByRole('button', { name: 'Run the checks' }).waitFor();
    const keys = ['SECRET_KEY', 'ADMIN_PASSWORD', 'DATABASE_PASSWORD'];
    const review = await page.evaluate(async (keys) => {
      const list = await window.gonogo.reviews.list();
      const review = list.ok ? list.value[0]!.id : '';
      await window.gonogo.secrets.generate({ review, keys, replace: false });
      await window.gonogo.secrets.installInPractice({ review });
      return review;
    }, keys);
    await page.getByRole('button', { name: 'Run the checks' }).click();
    await page.getByRole('button', { name: 'Run the checks again' }).waitFor();

    const values: string[] = [];
    for (const key of keys) {
      const copied = await page.evaluate(
        async (asked) => {
          await window.gonogo.secrets.list({ review: asked.review });
          return window.gonogo.secrets.copy(asked);
        },
        { review, key },
      );
      expect(copied).toEqual({ ok: true, value: true });
      values.push(await app.evaluate(({ clipboard }) => clipboard.readText()));
    }
    expect(new Set(values.map(({ length }) => length))).toEqual(new Set([64, 24]));
    const all = await messages();
    // The run itself crossed, with what it found of these very values.
    expect(all.filter((message) => message.includes('secret-key.strength'))).not.toEqual([]);
    for (const value of values) expect(holding(all, value)).toEqual([]);
  });
});

const canary = `Canary${randomBytes(8).toString('hex')}`;
describeWith(realHostNeeds, 'a real host', () => {
  describeDesktop('what is in its env file', (open) => {
    it('does not cross to the page when it is checked', async () => {
      const host = await startRealHost([`canary=${canary}`, 'env-in-history']);
      try {
        const { app, page, home } = await open({ env: { GONOGO_TEST_RUNTIME: '1' }, args: ['--keychain=memory'] });
        const messages = await recordMessages(app);
        const files = join(home, 'target');
        mkdirSync(files);
        for (const name of ['deploy', 'ca.pem']) copyFileSync(join(host.folder, name), join(files, name));
        for (const name of ['deploy', 'ca.pem']) givenToNobody(join(files, name));
        const text = readFileSync(host.targetFile, 'utf8')
          .replace('identityFile: deploy', `identityFile: ${join(files, 'deploy')}`)
          .replace('caFile: ca.pem', `caFile: ${join(files, 'ca.pem')}`);
        const begun = await page.evaluate(async (text) => {
          await window.gonogo.settings.write({ name: 'Ada Lead' });
          const parsed = await window.gonogo.target.parse({ text, name: 'target.yml' });
          if (!parsed.ok || !parsed.value.ok) return parsed;
          const made = await window.gonogo.reviews.create({ target: parsed.value.target });
          return made.ok ? window.gonogo.review.run({ review: made.value, active: false, acceptHostKeys: [] }) : made;
        }, text);
        expect(begun).toEqual({ ok: true, value: undefined });
        const recorded = async () => (await messages()).find((message) => message.startsWith('recorded '));
        await expect.poll(recorded, { timeout: 25_000 }).toContain('"kind":"env');
        expect(holding(await messages(), canary)).toEqual([]);
      } finally {
        host.stop();
      }
    });
  });
});
