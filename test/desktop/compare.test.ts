import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { SigningIdentity } from '../../electron/record/identity';
import { packGonogo } from '../../electron/record/pack-gonogo';
import { exportLog, identityOf } from '../support/review/exported';
import { ReviewLog, type Seen } from '../support/review/review-log';
import { describeDesktop } from './support/desktop';
import { answerQuestions, pickFolders } from './support/dialogs';
import { dropFiles } from './support/drop';

vi.mock('../../shared/controls', () => import('../support/review/catalogue'));
vi.mock('../../shared/facts', () => import('../support/review/catalogue'));

const pick = async (page: Page, app: ElectronApplication, side: string, kind: string, path: string): Promise<void> => {
  await pickFolders(app, [path]);
  const group = page.getByRole('group', { name: side });
  await group.getByRole('button', { name: kind }).click();
  await group.getByText(path, { exact: true }).waitFor();
};

/** The same record as a `.gonogo` file beside its folder. */
async function asOneFile(folder: string): Promise<string> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
  const path = `${folder}.gonogo`;
  writeFileSync(path, await packGonogo(new Map(names.map((name) => [name, readFileSync(join(folder, name))]))));
  return path;
}

describeDesktop('records from elsewhere', (open) => {
  let ada: SigningIdentity;
  const exported: { root: string; folder: string }[] = [];
  const record = async (seen: Seen = {}, before: (log: ReviewLog) => void = () => {}) => {
    const { root, path: folder } = await exportLog(ReviewLog.frozen({ seen }, before), ada);
    execFileSync('chmod', ['-R', 'a+rX', root]);
    exported.push({ root, folder });
    return folder;
  };
  beforeAll(async () => {
    ada = await identityOf('Ada Lead');
  });
  afterAll(() => {
    for (const { root } of exported) rmSync(root, { recursive: true });
  });

  it('are compared: what changed from the earlier to the later, in words', async () => {
    const { app, page, close } = await open();
    page.setDefaultTimeout(20_000);
    const before = await record();
    const after = await record({ days: 3 }, (log) => log.waive('tls.expiry'));
    const packed = await asOneFile(after);
    await page.getByRole('button', { name: 'Verify a record' }).click();
    // Each side is a folder or a file.
    await pick(page, app, 'Earlier', 'Folder…', before);
    await pick(page, app, 'Later', '.gonogo file…', packed);
    await page.getByRole('button', { name: 'Compare', exact: true }).click();
    await page.getByText('1 got worse', { exact: true }).waitFor();
    const row = page.getByRole('row', { name: 'tls.expiry' });
    expect(await row.getByRole('cell').allTextContents()).toEqual([
      'Got worse',
      expect.stringMatching(/^Passed/),
      expect.stringMatching(/^Failed, waived/),
    ]);

    await pick(page, app, 'Later', 'Folder…', before);
    await page.getByRole('button', { name: 'Compare', exact: true }).click();
    await page.getByText('Nothing changed.').waitFor();
    expect(await page.getByRole('row').count()).toBe(0);
    await close();
  });

  it('are verified and offered for comparison when they are dropped, as a folder or a file, on any screen', async () => {
    const { page, close } = await open();
    page.setDefaultTimeout(20_000);
    const folder = await record();
    const packed = await asOneFile(folder);
    await page.getByRole('heading', { name: 'Reviews', exact: true }).waitFor();
    await dropFiles(page, [folder]);
    await page.getByText('INTACT, SIGNERS NOT IDENTIFIED').waitFor();
    const later = page.getByRole('group', { name: 'Later' });
    await later.getByText(folder, { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Settings', exact: true }).click();
    await dropFiles(page, [packed]);
    await later.getByText(packed, { exact: true }).waitFor();
    await page.getByText('INTACT, SIGNERS NOT IDENTIFIED').waitFor();

    // A new review is written from texts: a record that falls there is not taken.
    await page.getByRole('button', { name: 'New review', exact: true }).first().click();
    await dropFiles(page, [folder]);
    await page.getByRole('heading', { name: 'New review' }).waitFor();
    await page.getByRole('button', { name: 'Verify a record' }).click();
    await later.getByText(packed, { exact: true }).waitFor();
    await close();
  });

  it('are verified anew once their signer is trusted, and not before the person said so', async () => {
    const { app, page, close } = await open();
    page.setDefaultTimeout(20_000);
    await page.getByRole('button', { name: 'Verify a record' }).click();
    await pickFolders(app, [await record()]);
    await page.getByRole('button', { name: 'Choose a folder…' }).click();
    await page.getByText('INTACT, SIGNERS NOT IDENTIFIED').waitFor();

    const asked = await answerQuestions(app, [1, 0]);
    const trust = page.getByRole('button', { name: 'Trust Ada Lead as a signer…' });
    await trust.click();
    await expect.poll(async () => (await asked()).length, { timeout: 20_000 }).toBe(1);
    expect(await page.getByText('INTACT, SIGNERS NOT IDENTIFIED').count()).toBe(1);
    await trust.click();
    await page.getByText('VALID', { exact: true }).waitFor();
    expect(await trust.count()).toBe(0);
    await close();
  });
});
