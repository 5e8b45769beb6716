import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { describeWith } from '../../support/needs';

const run = promisify(execFile);
const root = resolve(import.meta.dirname, '../../..');
// In a child process, because a D-Bus session belongs to one. Vite's own runner compiles our TypeScript there.
const child = `
import { runnerImport } from 'vite';
const { module } = await runnerImport('./test/electron/keychain/use-secret-service.ts', { configFile: false, logLevel: 'error' });
console.log(JSON.stringify(module.result));
process.exit(0);
`;

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'gonogo-keychain-'));
});
afterEach(() => rm(home, { recursive: true, force: true, maxRetries: 5 }));

/** With a throwaway HOME, and none of the session that the tests themselves run in. */
async function inSession(argv: string[]): Promise<unknown> {
  const { DBUS_SESSION_BUS_ADDRESS, DISPLAY, ...inherited } = process.env;
  const environment = { ...inherited, HOME: home, XDG_RUNTIME_DIR: home, GONOGO_CHILD: child };
  const { stdout } = await run(argv[0]!, argv.slice(1), { cwd: root, env: environment });
  return JSON.parse(stdout.trim().split('\n').at(-1)!);
}
const node = `exec ${process.execPath} --input-type=module -e "$GONOGO_CHILD"`;

describeWith(['gnome-keyring-daemon', 'dbus-run-session'], 'the Secret Service', () => {
  test('keeps, lists and removes in gnome-keyring', async () => {
    const unlock = 'printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1';
    expect(await inSession(['dbus-run-session', '--', 'sh', '-c', `${unlock}; ${node}`])).toEqual({
      absent: null,
      binary: true,
      listed: ['ADMIN_PASSWORD', 'SECRET_KEY'],
      left: ['SECRET_KEY'],
      removed: [true, false],
    });
  });
});

test.runIf(process.platform === 'linux')(
  'without a session bus it says what to install, and uses no other store',
  async () => {
    expect(await inSession(['sh', '-c', node])).toMatchObject({
      name: 'KeychainError',
      code: 'unavailable',
      message: expect.stringMatching(/^No keychain here: .*apt install gnome-keyring[^\n]*$/),
    });
  },
);
