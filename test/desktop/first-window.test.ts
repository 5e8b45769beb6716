import { expect, it } from 'vitest';
import { describeDesktop } from './support/desktop';

describeDesktop('the window', (open) => {
  it('opens on an empty list and finds what is wrong on the practice host', async () => {
    const { page, close } = await open();
    await page.getByRole('button', { name: 'Practise on a careless host' }).last().click();
    await page.getByRole('heading', { name: 'Practice host, production' }).waitFor();
    await page.getByRole('button', { name: 'Run the checks' }).click();
    await page.getByRole('button', { name: 'Run the checks again' }).waitFor({ timeout: 30_000 });
    expect(await page.getByText(/^NO-GO/).count()).toBe(1);
    expect(await page.locator('li[data-state]').count()).toBe(17);
    await close();
  });
});
