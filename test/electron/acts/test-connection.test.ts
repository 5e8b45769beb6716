import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testConnection } from '../../../electron/acts/test-connection';
import type { ConnectionTest } from '../../../shared/ipc';
import type { HostTarget } from '../../../shared/target';
import { bareMachine, hostTarget } from '../../support/collecting';
import { tcpServer } from '../../support/lying-server';
import { describeWith } from '../../support/needs';
import { freePort, type Sshd, startSshd } from '../../support/sshd';
import { makeTestAccount, type TestAccount } from '../../support/test-account';

type Told = Omit<ConnectionTest, 'id'>;

async function test(
  ssh: Partial<HostTarget['ssh']>,
  over: Partial<Parameters<typeof testConnection>[0]> & { answers?: Record<string, string> } = {},
) {
  const told: Told[] = [];
  const asked: string[] = [];
  const result = await testConnection({
    host: hostTarget(ssh).host,
    compared: null,
    machine: bareMachine(),
    ask: async (kind) => {
      asked.push(kind);
      return over.answers?.[kind] ?? null;
    },
    signal: new AbortController().signal,
    ...over,
    onChange: (test) => {
      told.push(test);
      over.onChange?.(test);
    },
  });
  expect(told.at(-1)).toEqual(result);
  return { ...result, told, asked };
}
const said = ({ steps }: Told) => steps.map(({ stage, state, said }) => [stage, state, said]);
const last = ({ steps }: Told) => steps.at(-1)!;

describeWith(['sshd', 'root', 'sudo', 'useradd'], 'testing the connection to a real OpenSSH server', () => {
  let sshd: Sshd;
  let account: TestAccount;
  const at = (more: Partial<HostTarget['ssh']> = {}): Partial<HostTarget['ssh']> => ({
    host: '127.0.0.1',
    port: sshd.port,
    user: account.name,
    identityFile: sshd.identityFile,
    knownHostsFile: sshd.knownHostsFile,
    ...more,
  });
  beforeAll(async () => {
    sshd = await startSshd();
    account = makeTestAccount();
  });
  afterAll(async () => {
    account?.remove();
    await sshd?.stop();
  });

  it('says each step as it is taken, and what came of it', async () => {
    const result = await test(at());
    expect(said(result)).toEqual([
      ['resolve', 'done', '127.0.0.1'],
      ['connect', 'done', `127.0.0.1:${sshd.port}`],
      ['host-key', 'done', sshd.hostKeyFingerprint],
      ['sign-in', 'done', account.name],
      ['sudo', 'done', 'unused'],
    ]);
    expect(result).toMatchObject({ state: 'ended', unknownKey: null });
    expect(
      result.told.some(
        ({ steps }) => steps.at(-1)?.stage === 'host-key' && last({ steps } as Told).state === 'running',
      ),
    ).toBe(true);
  });

  it('resolves a name', async () => {
    const [resolve] = (await test(at({ host: 'localhost', knownHostsFile: '/none' }))).steps;
    expect(resolve).toMatchObject({ stage: 'resolve', state: 'done' });
    expect(resolve?.said).toMatch(/^(127\.0\.0\.1|::1)$/);
  });

  it('trusts a new key only by its own fingerprint, and then for good', async () => {
    account.sudo(['ALL=(ALL) ALL']);
    const knownHostsFile = join(sshd.folder, 'fresh', 'known_hosts');
    const ssh = at({ knownHostsFile, sudo: 'password' });
    const unknownKey = { server: '127.0.0.1', type: 'ssh-ed25519', fingerprint: sshd.hostKeyFingerprint };
    for (const compared of [null, `SHA256:${'A'.repeat(43)}`]) {
      const refused = await test(ssh, { compared });
      expect(refused).toMatchObject({ unknownKey, steps: [{}, {}, { stage: 'host-key', state: 'failed' }] });
      expect(existsSync(knownHostsFile)).toBe(false);
    }
    const answers = { 'sudo-password': account.password };
    // No password goes out over the connection that brought the key.
    const trusted = await test(ssh, { compared: sshd.hostKeyFingerprint, answers });
    expect(last(trusted)).toMatchObject({ stage: 'sudo', state: 'failed' });
    expect(last(trusted).said).toContain('never sent in the run that accepts the host key');
    expect(readFileSync(knownHostsFile, 'utf8').trim().split('\n')).toHaveLength(1);
    const known = await test(ssh, { answers });
    expect(known.unknownKey).toBeNull();
    expect(last(known)).toMatchObject({ stage: 'sudo', state: 'done', said: 'all' });
    expect(JSON.stringify(known)).not.toContain(account.password);
  });

  it('offers no changed key to be trusted', async () => {
    const file = join(sshd.folder, 'changed');
    execFileSync('sh', ['-c', `printf '[127.0.0.1]:${sshd.port} ' | cat - ${sshd.identityFile}.pub > ${file}`]);
    const result = await test(at({ knownHostsFile: file }), { compared: sshd.hostKeyFingerprint });
    expect(result.unknownKey).toBeNull();
    expect(last(result)).toMatchObject({ stage: 'host-key', state: 'failed' });
    expect(last(result).said).toContain('somebody may sit in between');
  });

  it('says who is not let in', async () => {
    const result = await test(at({ identityFile: '/nonexistent' }));
    expect(last(result)).toMatchObject({ stage: 'sign-in', state: 'failed' });
    expect(last(result).said).toContain('ssh.identityFile');
  });

  it('takes the steps of a jump host first', async () => {
    const home = join(sshd.folder, 'home');
    mkdirSync(join(home, '.ssh'), { recursive: true });
    execFileSync('cp', [sshd.identityFile, join(home, '.ssh', 'id_ed25519')]);
    const jump = `${account.name}@127.0.0.1:${sshd.port}`;
    const { steps } = await test(at({ jump }), { machine: bareMachine(home) });
    expect(steps.map(({ stage }) => stage)).toEqual([
      ...['resolve', 'connect', 'host-key', 'sign-in'],
      ...['connect', 'host-key', 'sign-in', 'sudo'],
    ]);
    expect(steps.every(({ state }) => state === 'done')).toBe(true);
  });

  it.each<[string, string[], HostTarget['ssh']['sudo'], object]>([
    ['everything without a password', ['ALL=(ALL) NOPASSWD: ALL'], 'nopasswd', { state: 'done', said: 'all' }],
    ['single commands', ['ALL=(root) NOPASSWD: /usr/bin/id -un'], 'nopasswd', { state: 'done', said: 'single' }],
    ['nothing', [], 'nopasswd', { state: 'failed', said: expect.stringContaining('/etc/sudoers.d/gonogo') }],
    [
      'a password',
      ['ALL=(ALL) ALL'],
      'nopasswd',
      { state: 'failed', said: expect.stringContaining('set sudo to password') },
    ],
    ['nothing with a password', [], 'password', { state: 'failed', said: expect.stringContaining('sudo') }],
  ])('sudo that allows %s', async (_, rules, sudo, expected) => {
    account.sudo(rules);
    expect(last(await test(at({ sudo }), { answers: { 'sudo-password': account.password } }))).toMatchObject({
      stage: 'sudo',
      ...expected,
    });
  });

  it('asks once for a sudo password, and says that it was wrong', async () => {
    account.sudo(['ALL=(ALL) ALL']);
    const result = await test(at({ sudo: 'password' }), { answers: { 'sudo-password': 'wrong' } });
    expect(last(result)).toMatchObject({
      state: 'failed',
      said: expect.stringContaining('did not accept the password'),
    });
    expect(result.asked).toEqual(['sudo-password']);
  });

  it('as root needs no sudo', async () => {
    expect(last(await test(at({ user: 'root', sudo: 'nopasswd' })))).toMatchObject({ state: 'done', said: 'root' });
  });
});

describe('testing the connection where no SSH server is', () => {
  it('says that a name does not resolve', async () => {
    const result = await test({ host: 'nobody.invalid' });
    expect(said(result)).toEqual([['resolve', 'failed', expect.stringContaining('does not resolve: check ssh.host')]]);
  });

  it('says that nothing listens', async () => {
    const result = await test({ host: '127.0.0.1', port: await freePort() });
    expect(last(result)).toMatchObject({
      stage: 'connect',
      state: 'failed',
      said: expect.stringContaining('is sshd running there, and is the port right?'),
    });
  });

  it('ends when it is cancelled, though the server says nothing', async () => {
    const silent = await tcpServer(() => {});
    const cancel = new AbortController();
    const result = await test(
      { host: '127.0.0.1', port: silent.port },
      {
        signal: cancel.signal,
        onChange: ({ steps }) => {
          if (steps.at(-1)?.stage === 'host-key') cancel.abort('cancelled');
        },
      },
    ).finally(() => silent.stop());
    expect(result.state).toBe('cancelled');
    expect(last(result)).toMatchObject({ stage: 'host-key', state: 'failed' });
  });

  it('says what of ssh_config leads nowhere', async () => {
    const result = await test({ host: '127.0.0.1', jump: 'a.invalid:99999' });
    expect(said(result)).toEqual([['resolve', 'failed', expect.stringContaining('is not [user@]host[:port]')]]);
  });
});
