import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { packGonogo } from '../../electron/record/pack-gonogo';
import { gonogo } from '../support/gonogo';
import { describeDesktop, givenToNobody } from './support/desktop';

const exact = { exact: true } as const;

describeDesktop('a .gonogo file from outside', (open) => {
  const made = mkdtempSync(join(tmpdir(), 'gonogo-handed-'));
  let record: Buffer;
  beforeAll(async () => {
    chmodSync(made, 0o755);
    await gonogo(['demo', '--out', join(made, 'demo')]);
    const folder = join(made, 'demo/record');
    const names = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
    record = await packGonogo(new Map(names.map((name) => [name, readFileSync(join(folder, name))])));
  });
  afterAll(() => rmSync(made, { recursive: true }));
  /** A home with the record, and with one that is cut short. */
  const files = () => {
    const home = givenToNobody(mkdtempSync(join(made, 'home-')));
    const put = (name: string, bytes: Buffer): string => {
      writeFileSync(join(home, name), bytes);
      return givenToNobody(join(home, name));
    };
    const cut = put('cut.gonogo', record.subarray(0, -9));
    return { home, good: put('Launch review.gonogo', record), cut };
  };

  it('is verified when it starts the app, when it is opened later, and when it is picked', async () => {
    const { home, good, cut } = files();
    const { app, page, env, close } = await open({ home, files: [good] });
    page.setDefaultTimeout(20_000);
    await page.getByRole('heading', { name: 'Verify a record' }).waitFor();
    await page.getByText('INTACT, SIGNERS NOT IDENTIFIED', exact).waitFor();
    expect(await page.getByText('not a review of this machine').textContent()).toContain(good);

    // A second start, as a double click makes one: the window that is there shows it.
    await page.getByRole('button', { name: 'Reviews', ...exact }).click();
    await page.getByRole('heading', { name: 'Reviews', ...exact }).waitFor();
    const { spawnfile, spawnargs } = app.process();
    const same = spawnargs.slice(1, -1).filter((word) => !/^--(inspect|remote-debugging)/.test(word));
    await once(spawn(spawnfile, [...same, `file://${cut}`], { env, stdio: 'ignore' }), 'exit');
    await page.getByText('UNREADABLE', exact).waitFor();
    await page.getByText(/is cut short/).waitFor();

    // As macOS hands over a file.
    await app.evaluate(({ app }, path) => void app.emit('open-file', { preventDefault: () => {} }, path), good);
    await page.getByText('INTACT, SIGNERS NOT IDENTIFIED', exact).waitFor();

    await app.evaluate(({ dialog }, path) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] });
    }, cut);
    await page.getByRole('button', { name: 'Choose a .gonogo file…' }).click();
    await page.getByText('UNREADABLE', exact).waitFor();
    // Nothing was unpacked, and the page cannot ask for what was not handed over.
    expect(readdirSync(home, { recursive: true }).filter((name) => /record\.json|evidence/.test(String(name)))).toEqual(
      [],
    );
    expect(await page.evaluate(() => window.gonogo.record.takeHanded())).toEqual({ ok: true, value: null });
    await close();
  });

  it('is asked for by the command of the menu, too', async () => {
    const { app, page, close } = await open();
    page.setDefaultTimeout(20_000);
    await page.getByRole('heading', { name: 'Reviews', ...exact }).waitFor();
    await app.evaluate(({ Menu }) => {
      const items = Menu.getApplicationMenu()!.items.flatMap(({ submenu }) => submenu?.items ?? []);
      items.find(({ label }) => label === 'Verify a record…')!.click();
    });
    await page.getByRole('heading', { name: 'Verify a record' }).waitFor();
    await close();
  });
});
