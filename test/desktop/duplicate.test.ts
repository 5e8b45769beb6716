import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { sha256Hex } from '../../shared/record/canonical';
import { describeDesktop } from './support/desktop';

const exact = { exact: true } as const;

const runChecks = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Run the checks' }).click();
  await page.getByRole('button', { name: 'Run the checks again' }).waitFor({ timeout: 30_000 });
};

describeDesktop('a review for the next launch', (open) => {
  it('offers what was attested in the one before; what somebody ticks is stated anew, with its evidence', async () => {
    // A real target, which answers nothing: people are asked all the same.
    const { page, home, close } = await open({ env: { GONOGO_TEST_RUNTIME: '1' } });
    page.setDefaultTimeout(20_000);
    await page.getByRole('heading', { name: 'Reviews', ...exact }).waitFor();
    await page.evaluate(async () => {
      await window.gonogo.settings.write({ name: 'Ada Lead' });
      const yaml = 'name: Example Shop\nsite:\n  url: https://shop.example\n  connect: 127.0.0.1:9\n';
      const parsed = await window.gonogo.target.parse({ text: yaml, name: 'target.yml' });
      if (!parsed.ok || !parsed.value.ok) throw new Error('the target does not parse');
      const made = await window.gonogo.reviews.create({ target: parsed.value.target });
      if (!made.ok) throw new Error(made.error.lines.join(' '));
    });
    await page.reload();
    await page.getByRole('button', { name: 'Example Shop', ...exact }).click();
    await runChecks(page);

    const minutes = join(home, 'minutes.txt');
    writeFileSync(minutes, 'Everybody was there.');
    const sha256 = sha256Hex(readFileSync(minutes));
    await page.getByRole('button', { name: 'Walk', ...exact }).click();
    for (const control of ['team.briefed', 'backup.restore-tested']) {
      await page.getByLabel('Search by id, host or words').fill(control);
      await page.getByRole('option').first().click();
      await page.getByRole('button', { name: 'Attest', ...exact }).click();
      const dialog = page.getByRole('dialog');
      if (control === 'team.briefed') {
        await dialog.locator('input[type=file]').setInputFiles(minutes);
        await dialog.getByText(`SHA-256 ${sha256}`).waitFor();
      }
      await dialog.getByRole('button', { name: 'Attest', ...exact }).click();
      await page.getByText(`${control} is attested.`).waitFor();
    }
    expect(await page.getByRole('button', { name: 'Look at them…' }).count()).toBe(0);

    await page.getByRole('button', { name: 'Reviews', ...exact }).click();
    await page.getByRole('button', { name: 'Review Example Shop for the next launch' }).click();
    await page.getByRole('button', { name: 'Run the checks' }).waitFor();
    await page.getByRole('button', { name: 'Walk', ...exact }).click();
    await page.getByText('is offered here after the first run').waitFor();
    await page.getByRole('button', { name: 'Overview', ...exact }).click();
    await runChecks(page);
    await page.getByRole('button', { name: 'Walk', ...exact }).click();
    await page.getByText('2 statements of the review before may still hold.').waitFor();
    await page.getByRole('button', { name: 'Look at them…' }).click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.getByRole('checkbox', { checked: true }).count()).toBe(0);
    expect(await dialog.getByRole('button', { name: /^State/ }).isDisabled()).toBe(true);
    const briefed = dialog.getByRole('checkbox', { name: 'Still holds: The team knows the security rules' });
    await briefed.check();
    await dialog.getByLabel('Who states it now').fill('Sam Security');
    await dialog.getByRole('button', { name: 'State 1 statement again' }).click();
    await page.getByText('1 statement made again.').waitFor();
    await page.getByText('1 statement of the review before may still hold.').waitFor();

    const [, next] = readdirSync(join(home, 'reviews')).sort();
    const folder = join(home, 'reviews', next!);
    const events = readFileSync(join(folder, 'events.jsonl'), 'utf8').trim().split('\n');
    const attested = events.map((text) => JSON.parse(text)).filter(({ type }) => type === 'attested');
    expect(attested).toMatchObject([
      { statedBy: 'Sam Security', data: { control: 'team.briefed', evidence: [{ name: 'minutes.txt', sha256 }] } },
    ]);
    expect(readFileSync(join(folder, 'blobs', sha256), 'utf8')).toBe('Everybody was there.');
    await close();
  });
});
