import type { Page } from 'playwright-core';

/** What most tests of the window begin with, by mouse: a practice review whose checks have run. */
export async function checkedPractice(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Practise on a careless host' }).last().click();
  await runChecks(page, 'Run the checks');
}

export async function runChecks(page: Page, button: 'Run the checks' | 'Run the checks again'): Promise<void> {
  await page.getByRole('button', { name: button, exact: true }).click();
  await page.getByRole('button', { name: 'The checks run…' }).waitFor();
  await page.getByRole('button', { name: 'Run the checks again' }).waitFor({ timeout: 60_000 });
}
