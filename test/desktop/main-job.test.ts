import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { debianPython } from '../support/needs';
import { attestWhatHolds, expectOpensslToVerify, voteByEveryRole } from './support/decide';
import { describeDesktop } from './support/desktop';
import { answerDialogs, checkedPractice } from './support/practice';

const exact = { exact: true } as const;

const goTo = (page: Page, screen: string) => page.getByRole('button', { name: screen, ...exact }).click();

async function makeIdentity(page: Page): Promise<void> {
  await goTo(page, 'Record');
  await page.getByRole('textbox', { name: 'Name', ...exact }).fill('Ada Lead');
  await page.getByLabel('E-mail address').fill('ada@shop.example');
  await page.getByRole('button', { name: 'Make the identity' }).click();
  await page.getByText('Ada Lead <ada@shop.example>').waitFor();
}

async function sayWhoIAm(page: Page): Promise<void> {
  await page.getByLabel('Your name').fill('Ada Lead');
  await page.keyboard.press('Enter');
}

/** Freezes, signs and exports; openssl agrees with what the window says of it. */
async function exportRecord(page: Page, folder: string): Promise<void> {
  await page.getByRole('button', { name: 'Freeze the review' }).click();
  await page.getByText('Frozen by Ada Lead').waitFor();
  await goTo(page, 'Record');
  await page.getByRole('button', { name: 'Sign and export…' }).click();
  await page.getByText('INTACT, SIGNERS NOT IDENTIFIED').waitFor();
  expectOpensslToVerify(folder);
}

describeDesktop('the main job in the window', (open) => {
  it('a no-go by every role is signed, exported, and verified by openssl and by the window', async () => {
    const { app, page, home, close } = await open();
    page.setDefaultTimeout(20_000);
    const folder = join(home, 'record');
    await answerDialogs(app, folder);
    await checkedPractice(page);
    await makeIdentity(page);
    await goTo(page, 'Poll');
    expect(await page.getByRole('button', { name: 'security: Go', ...exact }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'State the release' }).click();
    await sayWhoIAm(page);
    await voteByEveryRole(page, 'No-go');
    await exportRecord(page, folder);

    const file = join(home, 'record.gonogo');
    await app.evaluate(({ dialog }, path) => {
      dialog.showSaveDialog = async () => ({ canceled: false, filePath: path });
    }, file);
    await page.getByRole('button', { name: 'Sign and export…' }).click();
    await page.getByText(file).waitFor();
    expect(await page.getByText(/it is a zip file/).count()).toBe(1);
    expect(await page.getByText('INTACT, SIGNERS NOT IDENTIFIED').count()).toBe(1);
    expect(execFileSync(debianPython, ['-m', 'zipfile', '-l', file], { encoding: 'utf8' })).toContain(
      'record.json.p7s',
    );

    const report = readFileSync(join(folder, 'report.html'), 'utf8');
    writeFileSync(join(folder, 'report.html'), report.replace('Launch review', 'Lunch review'));
    await page.getByRole('button', { name: 'Verify a record' }).click();
    await page.getByRole('button', { name: 'Choose a folder…' }).click();
    await page.getByText('NOT VALID').waitFor();
    expect(await page.getByText(/report\.html: /).count()).toBe(1);
    await close();
  });

  it('a careless host is repaired, checked again, attested, and launched: the record says GO', async () => {
    const { app, page, home, close } = await open();
    page.setDefaultTimeout(20_000);
    const folder = join(home, 'record');
    await answerDialogs(app, folder);
    await checkedPractice(page);
    await page.getByRole('button', { name: /^Repair all / }).click();
    await page.getByText('Every planted fault of this simulated host is repaired').waitFor();
    await page.getByRole('button', { name: 'Run the checks again' }).click();
    await page.getByRole('heading', { name: 'What changed' }).waitFor({ timeout: 60_000 });
    await makeIdentity(page);
    await goTo(page, 'Poll');
    await page.getByRole('button', { name: 'State the release' }).click();
    await sayWhoIAm(page);
    await goTo(page, 'Walk');
    await page.getByRole('listbox').waitFor();
    await attestWhatHolds(page);

    await goTo(page, 'Poll');
    await voteByEveryRole(page, 'Go');
    await exportRecord(page, folder);
    const record = JSON.parse(readFileSync(join(folder, 'record.json'), 'utf8'));
    expect(record.decision.decision).toBe('go');
    await close();
  }, 240_000);
});
