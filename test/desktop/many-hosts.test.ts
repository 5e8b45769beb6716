import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ReviewStore } from '../../electron/store/review-store';
import { controls } from '../../shared/controls';
import { finding } from '../support/finding';
import { makeRun, makeTarget } from '../support/review/review-log';
import { describeDesktop, givenToNobody } from './support/desktop';

const hostCount = 200;
const perHost = 100;
/** What a screen may have in the document, however much there is to say: about what the practice host's screens have. */
const nodesAtMost = 2500;

/** A home with a review of many hosts, on each of which everything failed, and no two alike. */
async function homeOfMany(): Promise<string> {
  const home = mkdtempSync(join(tmpdir(), 'gonogo-many-'));
  chmodSync(home, 0o755);
  const hosts = Array.from({ length: hostCount }, (_, n) => ({ name: `web-${n}`, roles: ['app', 'web'] }));
  const target = makeTarget({ hosts });
  const findings = hosts.flatMap(({ name: host }) =>
    controls.slice(0, perHost).map(({ id: control, title, severity }, n) => {
      return finding({ control, title, severity, host, status: 'fail', observed: `seen ${n} times on ${host}` });
    }),
  );
  const store = await ReviewStore.open(home);
  const review = await store.create({ target, openedBy: 'Ada Lead', enteredBy: null, now: new Date() });
  const statement = { at: new Date().toISOString(), enteredBy: null, statedBy: 'Ada Lead' };
  await review.recordRun(makeRun(target, {}, { findings }), statement);
  await review.close();
  // The window runs as another account when the tests run as root.
  if (process.getuid?.() === 0) execFileSync('chown', ['-R', '--reference', givenToNobody(home), home]);
  return home;
}

const nodes = (page: Page): Promise<number> => page.evaluate(() => document.querySelectorAll('*').length);

describeDesktop(`a review of ${hostCount} hosts with ${perHost} findings each`, (open) => {
  let home: string;
  beforeAll(async () => {
    home = await homeOfMany();
  });
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  it('draws of its lists what is in sight, on the overview and in the walk', async () => {
    const { page, close } = await open({ home });
    page.setDefaultTimeout(60_000);
    await page.getByRole('button', { name: 'Example Shop', exact: true }).click();
    await page.getByRole('button', { name: /^Show all / }).waitFor();
    expect(await nodes(page)).toBeLessThan(nodesAtMost);
    await page.getByRole('button', { name: /^Show all / }).click();
    await page.getByRole('button', { name: /^Show the first / }).waitFor();
    expect(await nodes(page)).toBeLessThan(nodesAtMost);

    await page.getByRole('button', { name: 'Walk', exact: true }).click();
    await page.getByRole('listbox').waitFor();
    // Everything is beneath the last item.
    await page.getByRole('button', { name: /Reviewed and signed off/ }).click();
    await expect
      .poll(() => page.getByRole('option').first().getAttribute('aria-setsize'))
      .toBe(String(hostCount * perHost));
    expect(await nodes(page)).toBeLessThan(nodesAtMost);
    await page.getByRole('listbox').focus();
    await page.keyboard.press('End');
    await page.getByRole('option', { selected: true }).getByText('web-199').waitFor();
    expect(await nodes(page)).toBeLessThan(nodesAtMost);
    await close();
  }, 240_000);
});
