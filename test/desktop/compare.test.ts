import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { SigningIdentity } from '../../electron/record/identity';
import { exportLog, identityOf } from '../support/review/exported';
import { ReviewLog, type Seen } from '../support/review/review-log';
import { describeDesktop } from './support/desktop';
import { answerQuestions, pickFolders } from './support/dialogs';

vi.mock('../../shared/controls', () => import('../support/review/catalogue'));
vi.mock('../../shared/facts', () => import('../support/review/catalogue'));

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
    await page.getByRole('button', { name: 'Verify a record' }).click();

    await pickFolders(app, [before, after]);
    await page.getByRole('button', { name: 'Compare two records…' }).click();
    await page.getByText('1 got worse', { exact: true }).waitFor();
    const row = page.getByRole('row', { name: 'tls.expiry' });
    expect(await row.getByRole('cell').allTextContents()).toEqual([
      'Got worse',
      expect.stringMatching(/^Passed/),
      expect.stringMatching(/^Failed, waived/),
    ]);

    await pickFolders(app, [before, before]);
    await page.getByRole('button', { name: 'Compare two records…' }).click();
    await page.getByText('Nothing changed.').waitFor();
    expect(await page.getByRole('row').count()).toBe(0);
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
