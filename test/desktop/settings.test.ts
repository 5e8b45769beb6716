import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { identityOf } from '../support/review/exported';
import { describeDesktop } from './support/desktop';
import { answerQuestions } from './support/dialogs';

const exact = { exact: true } as const;

describeDesktop('the settings', (open) => {
  it('keep who sits here and the theme, make the signing identity, and hold whom one trusts', async () => {
    const { app, page, home, close } = await open({ args: ['--keychain=memory'] });
    page.setDefaultTimeout(20_000);
    await page.getByRole('heading', { name: 'Reviews', ...exact }).waitFor();
    const asked = await answerQuestions(app, [1, 0]);
    await app.evaluate(({ Menu }) => {
      const items = Menu.getApplicationMenu()!.items.flatMap(({ submenu }) => submenu?.items ?? []);
      items.find(({ label }) => label === 'Settings')!.click();
    });
    await page.getByRole('heading', { name: 'Settings', ...exact }).waitFor();

    await page.getByLabel('Your name').fill('Ada Lead');
    await page.getByRole('region', { name: 'You' }).getByLabel('E-mail address').fill('ada@shop.example');
    await page.getByRole('button', { name: 'Save', ...exact }).click();
    await page.getByText('Your name and e-mail address are kept.').waitFor();
    await page.getByText('Dark', exact).click();
    await page.locator('html[data-mantine-color-scheme="dark"]').waitFor({ state: 'attached' });
    expect(await app.evaluate(({ nativeTheme }) => nativeTheme.themeSource)).toBe('dark');
    expect(JSON.parse(readFileSync(join(home, 'settings.json'), 'utf8'))).toMatchObject({
      name: 'Ada Lead',
      email: 'ada@shop.example',
      theme: 'dark',
    });

    await page.getByText('are kept in memory').waitFor();
    const signing = page.getByRole('region', { name: 'Who signs' });
    await signing.getByLabel(/^Passphrase/).fill('three words together');
    await signing.getByRole('button', { name: 'Make the identity' }).click();
    await signing.getByText('Ada Lead <ada@shop.example>').waitFor();
    expect(await signing.locator('code').textContent()).toMatch(/^[0-9a-f]{64}$/);

    const sam = await identityOf('Sam Security');
    const trusted = page.getByRole('region', { name: 'Trusted signers' });
    await trusted.getByLabel('Certificate as PEM').fill(sam.certificatePem);
    await trusted.getByRole('button', { name: 'Trust…' }).click();
    await expect.poll(async () => (await asked()).length, { timeout: 20_000 }).toBe(1);
    expect(await trusted.getByText('Nobody is trusted yet.').count()).toBe(1);
    await trusted.getByRole('button', { name: 'Trust…' }).click();
    await trusted.getByRole('cell', { name: sam.sha256 }).waitFor();
    const [question] = await asked();
    expect(question).toContain('Trust Sam Security');
    expect(question!.replaceAll(':', '').toLowerCase()).toContain(sam.sha256);

    await trusted.getByRole('button', { name: 'Remove Sam Security' }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: 'Remove', ...exact })
      .click();
    await trusted.getByText('Nobody is trusted yet.').waitFor();
    expect(readFileSync(join(home, 'trusted.pem'), 'utf8')).toBe('');
    await close();
  });

  it('say why there is no keychain, and offer no identity then', async () => {
    const { page, close } = await open({ env: { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' } });
    await page.getByRole('button', { name: 'Settings', ...exact }).click();
    await page.getByText('No keychain here').waitFor();
    expect(await page.getByRole('button', { name: 'Make the identity' }).count()).toBe(0);
    await close();
  });
});
