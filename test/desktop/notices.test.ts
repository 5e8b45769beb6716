import { createHash } from 'node:crypto';
import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { maxEvidenceBytes } from '../../shared/ipc';
import { describeDesktop, givenToNobody } from './support/desktop';
import { dropFiles } from './support/drop';
import { checkedPractice } from './support/practice';

/** The buttons within `scope` at whose middle something else lies, once they are scrolled to. */
const covered = (page: Page, scope: string): Promise<string[]> =>
  page.locator(`${scope} button`).evaluateAll((buttons) =>
    buttons
      .filter((button) => {
        button.scrollIntoView({ block: 'nearest' });
        const { x, y, width, height } = button.getBoundingClientRect();
        return width > 1 && !button.contains(document.elementFromPoint(x + width / 2, y + height / 2));
      })
      .map((button) => button.textContent || button.getAttribute('aria-label') || button.outerHTML),
  );

describeDesktop('notices', (open) => {
  it('cover no button of a dialog or a screen in the least window; evidence dropped meanwhile is kept by its hash', async () => {
    const { page, home, close } = await open({ size: { width: 900, height: 600 } });
    page.setDefaultTimeout(20_000);
    const file = (name: string): string => givenToNobody(join(home, name));
    const tooBig = ['one', 'two', 'three', 'four'].map((name) => {
      writeFileSync(join(home, name), '');
      truncateSync(join(home, name), maxEvidenceBytes + 1);
      return file(name);
    });
    writeFileSync(join(home, 'minutes.txt'), 'We met.\n');

    await checkedPractice(page);
    await page.getByRole('button', { name: 'Walk', exact: true }).click();
    await page.getByRole('listbox').waitFor();
    await page.getByRole('button', { name: /Team briefed/ }).click();
    await page.getByRole('option').first().click();
    await page.getByRole('button', { name: 'Attest', exact: true }).click();
    await page.getByLabel('Your name').fill('Ada Lead');
    await page.keyboard.press('Enter');
    await page.getByLabel('Your name').waitFor({ state: 'detached' });
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Attest', exact: true }).waitFor();
    await dropFiles(page, [...tooBig, file('minutes.txt')], { x: 450, y: 200 });
    await dialog.getByText(`SHA-256 ${createHash('sha256').update('We met.\n').digest('hex')}`).waitFor();
    await page.getByText(/^four /).waitFor();

    expect(await covered(page, '[role=dialog]')).toEqual([]);
    await dialog.getByRole('button', { name: 'Attest', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await covered(page, '#content')).toEqual([]);
    const notice = page.getByRole('alert').filter({ hasText: /^four / });
    await notice.getByRole('button', { name: 'Close' }).click();
    await notice.waitFor({ state: 'detached' });
    await close();
  });
});
