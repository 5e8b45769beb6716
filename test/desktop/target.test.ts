import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { describeWith } from '../support/needs';
import { startSshd } from '../support/sshd';
import { describeDesktop, givenToNobody } from './support/desktop';

const exact = { exact: true } as const;
const env = { GONOGO_TEST_RUNTIME: '1' };
const begin = async (page: Page): Promise<void> => {
  page.setDefaultTimeout(20_000);
  await page.locator('#content').getByRole('button', { name: 'New review' }).click();
  await page.getByRole('heading', { name: 'New review' }).waitFor();
};
const createButton = (page: Page) => page.getByRole('button', { name: 'Create the review' });
const arrivedAt = (page: Page, name: string) =>
  page.getByRole('heading', { name: `${name}, production` }).waitFor({ timeout: 20_000 });

describeDesktop('a new review', (open) => {
  it('is typed by keyboard, mended where it is wrong, shows what will run, and is created', async () => {
    const { page, close } = await open({ env });
    page.setDefaultTimeout(20_000);
    await page.getByRole('heading', { name: 'Reviews', level: 1 }).waitFor();
    await page.locator('#content').getByRole('button', { name: 'New review' }).focus();
    const { keyboard } = page;
    await keyboard.press('Enter');
    const type = async (label: string, text: string): Promise<void> => {
      await page.getByLabel(label).first().focus();
      await keyboard.type(text);
      await keyboard.press('Tab');
    };
    await type('Name', 'Example Shop');
    await page.getByRole('button', { name: 'Add a host' }).focus();
    await keyboard.press('Enter');
    // The new host has the focus.
    await keyboard.type('web-1');
    await type('Account', 'deploy now');
    await type('Address of the site', 'http://shop.example');
    await type('Directory of the app', '/srv/shop');

    const site = page.getByLabel('Address of the site');
    await expect.poll(() => site.getAttribute('aria-invalid')).toBe('true');
    await page.getByText('must be an https:// address').waitFor();
    expect(await page.getByText('web-1: ').count()).toBe(0);

    await createButton(page).focus();
    await keyboard.press('Enter');
    await page.getByText('2 problems to mend').waitFor();
    const account = page.getByLabel('Account', exact);
    await expect.poll(() => account.evaluate((input) => input === document.activeElement)).toBe(true);
    await keyboard.press('Control+A');
    await keyboard.type('deploy');
    await site.focus();
    await keyboard.press('Control+A');
    await keyboard.type('https://shop.example');

    const host = page.getByText(/^web-1: \d+ commands as the account/);
    await host.focus();
    await keyboard.press('Enter');
    await page.getByText('As the account', exact).waitFor();
    // Typed here, so nothing is to be confirmed.
    expect(await page.getByText('This review will reach:').count()).toBe(0);
    await createButton(page).focus();
    await keyboard.press('Enter');
    await page.getByLabel('Your name').waitFor();
    await keyboard.type('Ada Lead');
    await keyboard.press('Enter');
    await arrivedAt(page, 'Example Shop');
    await close();
  });

  it('from a file is created only once each line of what it reaches is ticked, and anew for what changes', async () => {
    const { app, page, home, close } = await open({ env });
    await page.getByRole('heading', { name: 'Reviews', level: 1 }).waitFor();
    await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]!.webContents.send('command', { command: 'new-review' }),
    );
    page.setDefaultTimeout(20_000);
    await page.getByRole('tab', { name: 'YAML' }).click();
    const file = join(home, 'target.yml');
    writeFileSync(
      file,
      `name: Example Shop
site:
  url: https://shop.example
  connect: 192.0.2.10
hosts:
  - name: web-1
    roles: [web]
    ssh: { host: 192.0.2.11, user: deploy, identityFile: ~/.ssh/shop, sudo: password, jump: jump.example }
`,
    );
    givenToNobody(file);
    await page.locator('input[type=file]').setInputFiles(file);
    const reach = page.getByRole('region', { name: 'This review will reach:' });
    for (const said of ['192.0.2.11', 'deploy', '~/.ssh/shop', 'jump.example', '192.0.2.10'])
      await reach.getByText(said).first().waitFor();
    expect(await createButton(page).isDisabled()).toBe(true);
    for (const box of await reach.getByRole('checkbox').all()) await box.check();
    await expect.poll(() => createButton(page).isDisabled()).toBe(false);

    await page.getByRole('tab', { name: 'Form' }).click();
    await page.getByLabel('Account', exact).fill('root');
    await expect.poll(() => createButton(page).isDisabled()).toBe(true);
    await page.getByText('1 line is not ticked yet.').waitFor();
    await reach.getByRole('checkbox', { name: 'The host web-1' }).check();
    await createButton(page).click();
    await page.getByLabel('Your name').fill('Ada Lead');
    await page.keyboard.press('Enter');
    await arrivedAt(page, 'Example Shop');
    await close();
  });

  it('is not created where the runtime serves the practice host only', async () => {
    const { page, close } = await open();
    await begin(page);
    const { practiceOnly } = await page.evaluate(async () => {
      const about = await window.gonogo.app.about();
      return about.ok ? about.value : { practiceOnly: false };
    });
    expect(await createButton(page).isDisabled()).toBe(practiceOnly);
    expect(await page.getByText(/No review of a real target can be made here/).count()).toBe(practiceOnly ? 1 : 0);
    if (practiceOnly) {
      // Main refuses it too, whatever the page asks.
      const host = { name: '127.0.0.1' };
      const ask = (host: { name: string }) => window.gonogo.target.testConnection({ id: 1, host, compared: null });
      expect(await page.evaluate(ask, host)).toMatchObject({ ok: false, error: { code: 'refused' } });
    }
    await close();
  });
});

describeWith(['sshd', 'root'], 'the connection of a new review to a real OpenSSH server', () => {
  describeDesktop('in the window', (open) => {
    it('is tested step by step, and trusts the one key that the person compared', async () => {
      const sshd = await startSshd();
      try {
        const { page, home, close } = await open({ env });
        const own = (name: string): string => join(home, '.ssh', name);
        mkdirSync(own(''), { mode: 0o700 });
        copyFileSync(sshd.identityFile, own('shop'));
        const way = `HostName 127.0.0.1\nPort ${sshd.port}\nUser root\nIdentityFile ~/.ssh/shop\n`;
        writeFileSync(own('config'), `Host shop-web\n${way}`, { mode: 0o600 });
        for (const name of ['', 'shop', 'config']) givenToNobody(own(name));
        await begin(page);
        await page.getByRole('button', { name: 'Add a host' }).click();
        await page.getByLabel('Name of the host').fill('web-1');
        await page.getByRole('combobox', { name: 'Address or SSH alias' }).focus();
        await page.keyboard.type('shop');
        await page.getByRole('option', { name: 'shop-web' }).waitFor();
        await page.keyboard.press('ArrowDown');
        await page.keyboard.press('Enter');

        await page.getByRole('button', { name: 'Test the connection to web-1' }).click();
        const steps = page.getByRole('status', { name: 'Connection to web-1' });
        await page.getByText('shop-web shows a host key that nobody on this machine has trusted yet').waitFor();
        await page.getByText(`ssh-ed25519 ${sshd.hostKeyFingerprint}`, exact).waitFor();
        expect(await steps.getByText(`127.0.0.1:${sshd.port}`, exact).count()).toBe(1);
        expect(existsSync(own('known_hosts'))).toBe(false);

        await page.getByRole('button', { name: 'Trust this key…' }).click();
        await page.getByRole('button', { name: 'It is the same: trust it and go on' }).click();
        await steps.getByText('The connection works.').waitFor();
        expect(readFileSync(own('known_hosts'), 'utf8')).toContain(`[127.0.0.1]:${sshd.port} ssh-ed25519 `);

        // What was found holds for this account alone.
        await page.getByLabel('Account', exact).fill('nobody-here');
        await expect.poll(() => steps.count()).toBe(0);
        await page.getByRole('button', { name: 'Test the connection to web-1' }).click();
        await steps.getByText(/does not let nobody-here in/).waitFor();
        await close();
      } finally {
        await sshd.stop();
      }
    });
  });
});
