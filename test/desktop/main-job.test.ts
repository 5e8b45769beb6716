import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { debianPython } from '../support/needs';
import { describeDesktop } from './support/desktop';

const exact = { exact: true } as const;

describeDesktop('the main job in the window', (open) => {
  it('a no-go by every role is signed, exported, and verified by openssl and by the window', async () => {
    const { app, page, home, close } = await open();
    page.setDefaultTimeout(20_000);
    const folder = join(home, 'record');
    await app.evaluate(({ dialog }, path) => {
      const yes = { response: 0, checkboxChecked: false };
      dialog.showMessageBox = async () => yes;
      dialog.showSaveDialog = async () => ({ canceled: false, filePath: path });
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] });
    }, folder);
    await page.getByRole('button', { name: 'Practise on a careless host' }).last().click();
    await page.getByRole('button', { name: 'Run the checks' }).click();
    await page.getByRole('button', { name: 'Run the checks again' }).waitFor({ timeout: 30_000 });

    await page.getByRole('button', { name: 'Record', ...exact }).click();
    await page.getByRole('textbox', { name: 'Name', ...exact }).fill('Ada Lead');
    await page.getByLabel('E-mail address').fill('ada@shop.example');
    await page.getByRole('button', { name: 'Make the identity' }).click();
    await page.getByText('Ada Lead <ada@shop.example>').waitFor({ timeout: 20_000 });

    await page.getByRole('button', { name: 'Poll', ...exact }).click();
    expect(await page.getByRole('button', { name: 'security: Go', ...exact }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'State the release' }).click();
    await page.getByLabel('Your name').fill('Ada Lead');
    await page.keyboard.press('Enter');
    for (const [role, name] of [
      ['tech lead', 'Ada Lead'],
      ['security', 'Sam Security'],
      ['operations', 'Olu Operations'],
      ['product', 'Pat Product'],
    ] as const) {
      await page.getByLabel(`Name of ${role}`).fill(name);
      await page.getByLabel(`Remark of ${role}`).fill('The firewall is off');
      await page.getByRole('button', { name: `${role}: No-go` }).click();
      await page.getByText(new RegExp(`^${name}, `)).waitFor();
    }
    await page.getByRole('button', { name: 'Freeze the review' }).click();
    await page.getByText('Frozen by Ada Lead').waitFor();

    await page.getByRole('button', { name: 'Record', ...exact }).click();
    await page.getByRole('button', { name: 'Sign and export…' }).click();
    await page.getByText('INTACT, SIGNERS NOT IDENTIFIED').waitFor({ timeout: 20_000 });
    const files = ['-in', 'record.json.p7s', '-content', 'record.json', '-CAfile', 'signers.pem', '-out', '/dev/null'];
    execFileSync('openssl', ['cms', '-verify', '-binary', '-inform', 'DER', '-purpose', 'any', ...files], {
      cwd: folder,
      stdio: 'ignore',
    });

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
});
