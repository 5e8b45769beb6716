import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RealHost, realHostNeeds, startRealHost } from '../real/real-host';
import { describeWith } from '../support/needs';
import { attestWhatHolds, expectOpensslToVerify, voteByEveryRole, waiveByTwo } from './support/decide';
import { describeDesktop, givenToNobody } from './support/desktop';
import { answerDialogs } from './support/practice';
import { sessionKeychainNeeds, startSessionKeychain } from './support/session-keychain';

/** The whole main job in the window as it is meant: a real server, the system's keychain, a key under a passphrase. */

const exact = { exact: true } as const;
const passphrase = 'correct horse battery';

describeWith([...realHostNeeds, ...sessionKeychainNeeds, 'ssh-keyscan'], 'a real host in the window', () => {
  let folder: string;
  let host: RealHost;
  let session: Awaited<ReturnType<typeof startSessionKeychain>>;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'gonogo-real-window-'));
    chmodSync(folder, 0o755);
    host = await startRealHost(['env-world-readable', 'log-unrotated']);
    session = await startSessionKeychain(folder);
  }, 60_000);
  afterAll(() => {
    session?.stop();
    host?.stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  const onHost = (command: string): void => {
    const trust = ['-o', 'StrictHostKeyChecking=no', '-o', 'UserKnownHostsFile=/dev/null', '-o', 'LogLevel=ERROR'];
    execFileSync('ssh', [
      '-F',
      '/dev/null',
      '-i',
      join(host.folder, 'deploy'),
      ...trust,
      `deploy@${host.address}`,
      command,
    ]);
  };
  /** An app that runs since before its env file was changed does not have what stands there. */
  const restartApp = (): void => {
    // nginx too, which then forgets how often we have asked for the login page: a third run within a minute meets its limit.
    onHost('sudo nginx -s stop; sleep 1; sudo nginx');
    onHost('sudo pkill -u shop python3; sleep 2');
    const asShop = 'sudo -b setpriv --reuid shop --regid shop --clear-groups';
    onHost(`cd /srv/shop && ${asShop} python3 app.py 127.0.0.1 </dev/null >/dev/null 2>&1`);
    onHost('timeout 20 bash -c "until (: </dev/tcp/127.0.0.1/5000) 2>/dev/null; do sleep 0.2; done"');
  };
  /** As who runs the server would tell it. */
  const fingerprint = (): string => {
    const keys = execFileSync('ssh-keyscan', ['-t', 'ed25519', host.address], { stdio: ['ignore', 'pipe', 'ignore'] });
    return execFileSync('ssh-keygen', ['-lf', '-'], { input: keys, encoding: 'utf8' }).split(' ')[1]!;
  };
  /** The target file, with the account's own copies of what it names, and without the pin. */
  const targetIn = (home: string): string => {
    for (const name of ['deploy', 'ca.pem']) {
      copyFileSync(join(host.folder, name), join(home, name));
      chmodSync(join(home, name), 0o600);
      givenToNobody(join(home, name));
    }
    const yaml = readFileSync(host.targetFile, 'utf8')
      .replace(/^ *hostKey: .*\n/m, '')
      .replace('caFile: ca.pem', `caFile: ${home}/ca.pem`)
      .replace('identityFile: deploy', `identityFile: ${home}/deploy`);
    const file = join(home, 'target.yml');
    writeFileSync(file, yaml);
    givenToNobody(file);
    return file;
  };
  const checked = (page: Page) =>
    page.getByRole('button', { name: 'Run the checks again' }).waitFor({ timeout: 60_000 });

  describeDesktop('with the keychain of the session', (open) => {
    it('is confirmed, its key compared, one fault mended, one waived by two, the rest attested: GO, signed under a passphrase', async () => {
      const { app, page, home, close } = await open({ env: { GONOGO_TEST_RUNTIME: '1', ...session.env } });
      page.setDefaultTimeout(20_000);
      const folder = join(home, 'record');
      await answerDialogs(app, folder);
      await page.locator('#content').getByRole('button', { name: 'New review' }).click();
      await page.getByRole('tab', { name: 'YAML' }).click();
      await page.locator('input[type=file]').setInputFiles(targetIn(home));
      const reach = page.getByRole('region', { name: 'This review will reach:' });
      await reach.getByText(host.address).first().waitFor();
      for (const box of await reach.getByRole('checkbox').all()) await box.check();
      await page.getByRole('button', { name: 'Create the review' }).click();
      await page.getByLabel('Your name').fill('Ada Lead');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'Example Shop, production' }).waitFor();

      await page.getByRole('button', { name: 'Run the checks' }).click();
      await checked(page);
      await page.getByText(`ssh-ed25519 ${fingerprint()}`).first().waitFor();
      await page.getByRole('button', { name: 'Trust this key and run again' }).click();
      await page.getByRole('button', { name: 'It is the same: trust it and run' }).click();
      await page.getByText('Not reached').waitFor({ state: 'detached', timeout: 60_000 });
      await checked(page);
      expect(readFileSync(join(home, '.ssh/known_hosts'), 'utf8')).toMatch(/ssh-ed25519/);

      const holds = page.getByRole('region', { name: 'What holds us back' });
      const fault = holds.getByText('Only root and the app can read or replace the environment file');
      await fault.waitFor();
      onHost('sudo chmod 600 /srv/shop/.env');
      restartApp();
      await page.getByRole('button', { name: 'Run the checks again' }).click();
      await page.getByText('1 became better').waitFor({ timeout: 60_000 });
      expect(await fault.count()).toBe(0);

      await page.getByRole('button', { name: 'Record', ...exact }).click();
      await page.getByRole('textbox', { name: 'Name', ...exact }).fill('Ada Lead');
      await page.getByLabel('E-mail address').fill('ada@shop.example');
      await page.getByLabel('Passphrase, at least 12 characters').fill(passphrase);
      await page.getByRole('button', { name: 'Make the identity' }).click();
      await page.getByText('Ada Lead <ada@shop.example>').waitFor({ timeout: 30_000 });

      await page.getByRole('button', { name: 'Poll', ...exact }).click();
      await page.getByRole('button', { name: 'State the release' }).click();
      expect(await page.getByRole('button', { name: 'security: Go', ...exact }).isDisabled()).toBe(true);
      await page.getByRole('button', { name: 'Walk', ...exact }).click();
      await page.getByRole('listbox').waitFor();
      await waiveByTwo(page, 'logging.rotation');
      await attestWhatHolds(page);
      await page.getByRole('button', { name: 'Poll', ...exact }).click();
      await voteByEveryRole(page, 'Go');
      await page.getByRole('button', { name: 'Freeze the review' }).click();
      await page.getByText('Frozen by Ada Lead').waitFor();

      await page.getByRole('button', { name: 'Record', ...exact }).click();
      await page.getByLabel('Passphrase of the signing key').fill('another horse battery');
      await page.getByRole('button', { name: 'Sign and export…' }).click();
      await page.getByText('this is not the passphrase of the signing key').waitFor();
      await page.getByLabel('Passphrase of the signing key').fill(passphrase);
      await page.getByRole('button', { name: 'Sign and export…' }).click();
      await page.getByText('INTACT, SIGNERS NOT IDENTIFIED').waitFor({ timeout: 30_000 });
      expectOpensslToVerify(folder);
      const record = JSON.parse(readFileSync(join(folder, 'record.json'), 'utf8'));
      expect(record.decision).toMatchObject({ decision: 'go', holding: [] });
      const said = (type: string) => record.events.filter((event: { type: string }) => event.type === type);
      expect(said('waiver-approved')).toMatchObject([{ statedBy: 'Sam Security' }]);
      expect(said('attested').length).toBeGreaterThan(40);
      expect(said('voted').map(({ data }: { data: { vote: string } }) => data.vote)).toEqual(['go', 'go', 'go', 'go']);
      await close();
    }, 240_000);
  });
});
