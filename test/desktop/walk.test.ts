import { expect, it } from 'vitest';
import { describeDesktop } from './support/desktop';
import { checkedPractice } from './support/practice';

describeDesktop('the walk', (open) => {
  it('keeps an attestation that was acknowledged, though the window is killed right after it', async () => {
    const first = await open();
    const { page } = first;
    await checkedPractice(page);
    await page.getByRole('button', { name: 'Walk', exact: true }).click();
    await page.getByRole('listbox').waitFor();
    await page.getByRole('button', { name: /Team briefed/ }).click();
    await page.getByRole('option').first().click();
    await page.getByRole('button', { name: 'Attest', exact: true }).click();
    await page.getByLabel('Your name').fill('Ada Lead');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByRole('button', { name: 'Attest', exact: true }).click();
    await page.getByText('team.briefed is attested.').waitFor();
    await first.kill();

    const { page: again, close } = await open({ home: first.home });
    await again.getByRole('button', { name: /Team briefed/ }).click();
    await again.getByText('Attestation, in force').waitFor();
    expect(await again.getByText(/^Ada Lead, /).count()).toBeGreaterThan(0);
    await close();
  });
});
