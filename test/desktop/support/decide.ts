import { execFileSync } from 'node:child_process';
import type { Page } from 'playwright-core';

const voters = [
  ['tech lead', 'Ada Lead'],
  ['security', 'Sam Security'],
  ['operations', 'Olu Operations'],
  ['product', 'Pat Product'],
] as const;

/** On the poll, each by their name. */
export async function voteByEveryRole(page: Page, vote: 'Go' | 'No-go'): Promise<void> {
  for (const [role, name] of voters) {
    await page.getByLabel(`Name of ${role}`).fill(name);
    if (vote === 'No-go') await page.getByLabel(`Remark of ${role}`).fill('The firewall is off');
    await page.getByRole('button', { name: `${role}: ${vote}`, exact: true }).click();
    await page.getByText(new RegExp(`^${name}, `)).waitFor();
  }
}

/** In the walk: each finding that waits for a person gets a word, until none holds the launch. */
export async function attestWhatHolds(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog');
  for (;;) {
    await page.keyboard.press('h');
    if (!(await page.getByText('holds the launch', { exact: true }).isVisible())) return;
    await page.keyboard.press('a');
    const statement = dialog.getByRole('textbox').first();
    await statement.waitFor().catch(async () => {
      throw new Error(`cannot be attested: ${(await page.locator('#content').textContent())!.slice(-1800)}`);
    });
    if ((await statement.inputValue()) === '') await statement.fill('The shop has none of it');
    await dialog.getByRole('button', { name: 'Attest', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
  }
}

/** In the walk: a failure accepted for a while, asked for by one person and approved by another. */
export async function waiveByTwo(page: Page, control: string): Promise<void> {
  await page.getByLabel('Search by id, host or words').fill(control);
  await page.getByRole('option').first().click();
  const dialog = page.getByRole('dialog');
  await page.keyboard.press('w');
  await dialog.getByRole('textbox').first().fill('Mended with the next release');
  await dialog.getByRole('button', { name: 'Ask for the waiver' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.keyboard.press('w');
  await dialog.getByLabel('Who approves it').fill('Sam Security');
  await dialog.getByRole('button', { name: 'Approve', exact: true }).click();
  await page.getByText(`${control} is waived.`).waitFor();
  await page.getByLabel('Search by id, host or words').fill('');
  await page.getByRole('listbox').focus();
}

/** Throws when openssl, which knows nothing of us, does not accept the signature of the record. */
export function expectOpensslToVerify(record: string): void {
  const files = ['-in', 'record.json.p7s', '-content', 'record.json', '-CAfile', 'signers.pem', '-out', '/dev/null'];
  execFileSync('openssl', ['cms', '-verify', '-binary', '-inform', 'DER', '-purpose', 'any', ...files], {
    cwd: record,
    stdio: 'ignore',
  });
}
