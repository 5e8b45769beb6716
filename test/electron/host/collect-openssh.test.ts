import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { collect, rawProbe, root, user } from '../../support/collecting';
import { describeWith } from '../../support/needs';
import { type Sshd, startSshd } from '../../support/sshd';
import { makeTestAccount, type TestAccount } from '../../support/test-account';

const whoAmI = rawProbe('who', { me: user('id -un'), su: root(['id', '-un']) });

describeWith(['sshd', 'root', 'sudo', 'useradd', 'ssh-agent'], 'collecting from a real OpenSSH server', () => {
  let sshd: Sshd;
  let account: TestAccount;
  const at = (name: string, more = {}) => ({
    host: '127.0.0.1',
    port: sshd.port,
    user: name,
    identityFile: sshd.identityFile,
    knownHostsFile: sshd.knownHostsFile,
    ...more,
  });
  beforeAll(async () => {
    sshd = await startSshd({ hostKeys: ['ed25519', 'rsa'] });
    account = makeTestAccount();
  });
  afterAll(async () => {
    account?.remove();
    await sshd?.stop();
  });

  it('reads both streams byte for byte, and the exit code', async () => {
    const probe = rawProbe('bytes', {
      plain: user("printf 'a\\nb'; printf 'c' >&2; exit 3"),
      binary: user("printf '\\000\\377\\033[31m'"),
      empty: user(':'),
      ends: user("printf '\\n\\n'"),
    });
    const run = await collect(at(account.name), [probe]);
    expect(run.error).toBeNull();
    const { plain, binary, empty, ends } = run.raw('bytes');
    expect(plain).toMatchObject({ stdout: 'a\nb', stderr: 'c', exitCode: 3, broken: null });
    expect(binary?.stdout).toBe('\0\xff\x1b[31m');
    expect(empty).toMatchObject({ stdout: '', exitCode: 0 });
    expect(ends?.stdout).toBe('\n\n');
  });

  it('says how the key was trusted, what ran, and where', async () => {
    const run = await collect(at(account.name), [whoAmI], { now: () => Date.UTC(2026, 0, 2, 3, 4, 5) });
    expect(run).toMatchObject({
      host: 'web-1',
      hostKey: sshd.hostKeyFingerprint,
      trustedBy: 'known_hosts',
      account: account.name,
      address: `127.0.0.1:${sshd.port}`,
      commands: ['id -un', 'id -un'],
    });
    expect(run.facts[0]).toMatchObject({ id: 'host.who', host: 'web-1', at: '2026-01-02T03:04:05.000Z' });
    expect(run.facts[0]?.from).toEqual({
      commands: [
        { command: 'id -un', as: account.name, exitCode: 0, bytes: account.name.length + 1 },
        { command: 'id -un', as: account.name, exitCode: 0, bytes: account.name.length + 1 },
      ],
    });
    expect(run.events.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['connecting', 'connected', 'planned', 'section-started', 'section-ended', 'done']),
    );
  });

  it('finds the key that is pinned, whichever the server shows first', async () => {
    const rsa = execFileSync('ssh-keygen', ['-lf', join(sshd.folder, 'host_rsa.pub')], { encoding: 'utf8' }).split(
      ' ',
    )[1]!;
    const run = await collect(at(account.name, { hostKey: rsa, knownHostsFile: '/nonexistent' }), [whoAmI]);
    expect(run).toMatchObject({ error: null, hostKey: rsa, trustedBy: 'pin' });
  });

  it('asks for the key type that known_hosts has', async () => {
    const file = join(sshd.folder, 'only_rsa');
    writeFileSync(file, `[127.0.0.1]:${sshd.port} ${readFileSync(join(sshd.folder, 'host_rsa.pub'), 'utf8')}`);
    expect((await collect(at(account.name, { knownHostsFile: file }), [whoAmI])).error).toBeNull();
  });

  it('refuses a changed key with both fingerprints and the line, and never with --accept-new-host-key', async () => {
    const other = readFileSync(join(sshd.folder, 'identity.pub'), 'utf8');
    const file = join(sshd.folder, 'changed');
    writeFileSync(file, `# mine\n[127.0.0.1]:${sshd.port} ${other}`);
    const run = await collect(at(account.name, { knownHostsFile: file }), [whoAmI], { acceptHostKey: () => true });
    expect(run.error?.code).toBe('host-key');
    expect(run.error?.message).toContain(sshd.hostKeyFingerprint);
    expect(run.error?.message).toContain(`${file}:2`);
    expect(run.facts).toMatchObject([{ id: 'host.who', ok: false, reason: { code: 'host-key' } }]);
    expect(readFileSync(file, 'utf8').split('\n')).toHaveLength(3);
  });

  it('refuses an unknown key until it is accepted, and then remembers it', async () => {
    const file = join(sshd.folder, 'new', 'known_hosts');
    const refused = await collect(at(account.name, { knownHostsFile: file }), [whoAmI]);
    expect(refused.error?.message).toContain(`ssh-ed25519 ${sshd.hostKeyFingerprint}`);
    expect(refused.error?.message).toContain('--accept-new-host-key');
    const offered: string[] = [];
    const another = await collect(at(account.name, { knownHostsFile: file }), [whoAmI], {
      acceptHostKey: (fingerprint, shown) => {
        offered.push(shown);
        return fingerprint === 'SHA256:another';
      },
    });
    expect(offered).toEqual([`ssh-ed25519 ${sshd.hostKeyFingerprint}`]);
    expect(another.error?.code).toBe('host-key');
    expect(existsSync(file)).toBe(false);
    const accepted = await collect(at(account.name, { knownHostsFile: file }), [whoAmI], { acceptHostKey: () => true });
    expect(accepted).toMatchObject({ error: null, trustedBy: 'accepted-now' });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect((await collect(at(account.name, { knownHostsFile: file }), [whoAmI])).trustedBy).toBe('known_hosts');
  });

  it('says who could not sign in, and what was tried', async () => {
    const run = await collect(at(account.name, { identityFile: '/nonexistent' }), [whoAmI]);
    expect(run.error?.code).toBe('auth');
    expect(run.error?.message).toMatch(new RegExp(`does not let ${account.name} in: tried .*; it takes publickey`));
  });

  it('opens an encrypted key with its passphrase, and asks for it once the server would take it', async () => {
    const file = join(sshd.folder, 'locked');
    execFileSync('cp', [sshd.identityFile, file]);
    execFileSync('ssh-keygen', ['-q', '-p', '-P', '', '-N', 'correct horse', '-f', file]);
    const run = await collect(at(account.name, { identityFile: file }), [whoAmI], {
      answers: { passphrase: 'correct horse' },
    });
    expect(run.error).toBeNull();
    expect(run.asked).toHaveLength(1);
    expect(run.asked[0]?.prompt).toContain(`passphrase of ${file}`);
    const wrong = await collect(at(account.name, { identityFile: file }), [whoAmI], { answers: { passphrase: 'x' } });
    expect(wrong.error?.code).toBe('auth');
  });

  it('signs in with a key that ssh-agent holds, and with no other where ssh_config says IdentitiesOnly', async () => {
    const socket = join(sshd.folder, 'agent');
    const other = join(sshd.folder, 'other');
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', other]);
    const started = execFileSync('ssh-agent', ['-s', '-a', socket], { encoding: 'utf8' });
    try {
      const env = { SSH_AUTH_SOCK: socket };
      execFileSync('ssh-add', ['-q', other, sshd.identityFile], { env });
      const home = join(sshd.folder, 'agent-home');
      mkdirSync(join(home, '.ssh'), { recursive: true });
      const config = join(home, '.ssh', 'config');
      const machine = { files: { user: config, system: '/none', home, localUser: 'x' }, env };
      const ssh = { ...at(account.name), identityFile: undefined };
      expect((await collect(ssh, [whoAmI], { machine })).error).toBeNull();
      writeFileSync(config, `IdentitiesOnly yes\nIdentityFile ${other}.pub\n`, { mode: 0o600 });
      expect((await collect(ssh, [whoAmI], { machine })).error?.message).toContain('tried 1 key;');
      writeFileSync(config, `IdentitiesOnly yes\nIdentityFile ${sshd.identityFile}.pub\n`, { mode: 0o600 });
      expect((await collect(ssh, [whoAmI], { machine })).error).toBeNull();
      writeFileSync(config, 'IdentityAgent none\n', { mode: 0o600 });
      expect((await collect(ssh, [whoAmI], { machine })).error?.code).toBe('auth');
    } finally {
      process.kill(Number(/SSH_AGENT_PID=(\d+)/.exec(started)?.[1]));
    }
  });

  it('signs in through jump hosts, each with its key checked', async () => {
    const jump = `${account.name}@127.0.0.1:${sshd.port}`;
    // The jump host has no identityFile of its own: its key is where ssh looks by default.
    const home = join(sshd.folder, 'home');
    execFileSync('mkdir', ['-p', join(home, '.ssh')]);
    execFileSync('cp', [sshd.identityFile, join(home, '.ssh', 'id_ed25519')]);
    const machine = { files: { user: '/none', system: '/none', home, localUser: 'root' }, env: {} };
    expect((await collect(at(account.name, { jump }), [whoAmI], { machine })).error).toBeNull();
    const unknown = await collect(at(account.name, { jump, knownHostsFile: '/nonexistent' }), [whoAmI], { machine });
    expect(unknown.error?.code).toBe('host-key');
  });

  it('as root, runs everything as root without sudo', async () => {
    const run = await collect(at('root', { sudo: 'nopasswd' }), [whoAmI]);
    expect(run.raw('who')).toMatchObject({ me: { stdout: 'root\n' }, su: { stdout: 'root\n', as: 'root' } });
  });

  it('without sudo, runs root sections as the account', async () => {
    account.sudo([]);
    const run = await collect(at(account.name), [whoAmI]);
    expect(run.raw('who')).toMatchObject({
      me: { stdout: `${account.name}\n` },
      su: { stdout: `${account.name}\n`, as: account.name },
    });
  });

  it('with sudo for everything, runs them in one root shell', async () => {
    account.sudo(['ALL=(ALL) NOPASSWD: ALL']);
    const run = await collect(at(account.name, { sudo: 'nopasswd' }), [whoAmI]);
    expect(run.raw('who')).toMatchObject({ me: { stdout: `${account.name}\n` }, su: { stdout: 'root\n', as: 'root' } });
  });

  it('with sudo for single commands, runs these, and says no-root of the others', async () => {
    account.sudo(['ALL=(root) NOPASSWD: /usr/bin/id -un']);
    const probes = [
      whoAmI,
      rawProbe('more', { tail: root(['tail', '-n1', '/etc/shadow']), none: root(['no-such-tool']) }),
    ];
    const run = await collect(at(account.name, { sudo: 'nopasswd' }), probes);
    expect(run.error).toBeNull();
    expect(run.raw('who').su).toMatchObject({ stdout: 'root\n', as: 'root', exitCode: 0 });
    expect(run.raw('more').tail).toMatchObject({ stdout: '', broken: 'no-root' });
  });

  it('sends a sudo password after the prompt only, once', async () => {
    account.sudo(['ALL=(ALL) ALL']);
    const answers = { 'sudo-password': account.password };
    const probes = [whoAmI, rawProbe('again', { su: root(['id', '-u']) }, 'look')];
    const run = await collect(at(account.name, { sudo: 'password' }), probes, { answers });
    expect(run.error).toBeNull();
    expect(run.raw('who').su).toMatchObject({ stdout: 'root\n', as: 'root' });
    expect(run.raw('again').su).toMatchObject({ stdout: '0\n', as: 'root' });
    expect(run.asked).toHaveLength(1);
    expect(run.asked[0]?.prompt).toContain(`${account.name} at 127.0.0.1:${sshd.port}`);
    expect(run.asked[0]?.prompt).toContain(sshd.hostKeyFingerprint);
    expect(JSON.stringify([run.facts, run.commands, run.events])).not.toContain(account.password);
  });

  it('neither asks for nor sends the password where sudo wants none', async () => {
    account.sudo(['ALL=(ALL) NOPASSWD: ALL']);
    const canary = 'canary-e4d909c290d0fb1ca068ffaddf22cbd0';
    const probe = rawProbe('trace', {
      su: root(['id', '-un']),
      all: user('cat /proc/*/cmdline 2>/dev/null | tr "\\0" " "'),
    });
    const run = await collect(at(account.name, { sudo: 'password' }), [probe], {
      answers: { 'sudo-password': canary },
    });
    expect(run.raw('trace').su).toMatchObject({ stdout: 'root\n', as: 'root' });
    expect(run.asked).toEqual([]);
    expect(JSON.stringify(run)).not.toContain(canary);
    expect(sshd.log()).not.toContain(canary);
  });

  it('stops at a wrong sudo password after one attempt, and keeps what needs no root', async () => {
    account.sudo(['ALL=(ALL) ALL']);
    const probes = [whoAmI, rawProbe('again', { su: root(['id', '-u']) }, 'look')];
    const run = await collect(at(account.name, { sudo: 'password' }), probes, {
      answers: { 'sudo-password': 'wrong' },
    });
    expect(run.error).toMatchObject({
      code: 'auth',
      message: expect.stringContaining('sudo did not accept the password'),
    });
    expect(run.raw('who')).toMatchObject({ me: { stdout: `${account.name}\n` }, su: { broken: 'no-root' } });
    expect(run.raw('again').su).toMatchObject({ broken: 'no-root' });
    expect(run.asked).toHaveLength(1);
    expect(run.events.filter((event) => event.kind === 'section-started' && event.id === 'again.su')).toEqual([]);
  });

  it('never sends a sudo password in the run that accepts the host key', async () => {
    account.sudo(['ALL=(ALL) ALL']);
    const knownHostsFile = join(sshd.folder, 'first-time');
    rmSync(knownHostsFile, { force: true });
    const run = await collect(at(account.name, { sudo: 'password', knownHostsFile }), [whoAmI], {
      acceptHostKey: () => true,
      answers: { 'sudo-password': account.password },
    });
    expect(run.error?.message).toContain('run again');
    expect(run.asked).toEqual([]);
    expect(run.raw('who').su?.broken).toBe('no-root');
  });

  it('cuts a flood, and goes on with the sections after it', async () => {
    const probe = rawProbe('flood', {
      before: user('echo before'),
      flood: user('cat /dev/zero'),
      after: user('echo after'),
    });
    const run = await collect(at(account.name), [probe]);
    expect(run.error).toBeNull();
    expect(run.raw('flood')).toMatchObject({
      before: { stdout: 'before\n', broken: null },
      flood: { broken: 'too-big', exitCode: null },
      after: { stdout: 'after\n', broken: null },
    });
  });

  it('ends a section that hangs, and goes on', async () => {
    const run = await collect(at(account.name), [
      rawProbe('slow', { hang: user('sleep 60', 1), after: user('echo after') }),
    ]);
    expect(run.raw('slow')).toMatchObject({ hang: { exitCode: 124 }, after: { stdout: 'after\n' } });
  });

  it('sections cannot read the rest of the script', async () => {
    const run = await collect(at(account.name), [rawProbe('eat', { eat: user('cat'), after: user('echo after') })]);
    expect(run.raw('eat')).toMatchObject({ eat: { stdout: '' }, after: { stdout: 'after\n' } });
  });

  it('looks at what was found, in the same shell', async () => {
    const found = rawProbe('first', { path: user('echo /etc/hostname') });
    const look = rawProbe(
      'second',
      {
        cat: {
          as: 'user',
          seconds: 5,
          sh: (_, facts) => {
            const value = facts.get(found.fact) as { path: { stdout: string } } | null;
            return value && `echo "looked at ${value.path.stdout.trim()}"`;
          },
        },
        nothing: { as: 'user', seconds: 5, sh: () => null },
      },
      'look',
    );
    const run = await collect(at(account.name), [found, look]);
    expect(run.raw('second')).toMatchObject({
      cat: { stdout: 'looked at /etc/hostname\n' },
      nothing: { broken: 'not-asked' },
    });
  });

  it('can be cancelled', async () => {
    const abort = new AbortController();
    const run = await collect(at(account.name), [rawProbe('slow', { hang: user('sleep 60', 60) })], {
      signal: abort.signal,
      onEvent: ({ kind }) => kind === 'section-started' && abort.abort(),
    });
    expect(run.error?.code).toBe('cancelled');
    expect(run.raw('slow').hang?.broken).toBe('cancelled');
  });

  it('ends after its total time', async () => {
    const run = await collect(at(account.name), [rawProbe('slow', { hang: user('sleep 60', 60) })], {
      totalSeconds: 1,
    });
    expect(run.error?.code).toBe('timeout');
    expect(run.raw('slow').hang?.broken).toBe('timeout');
  });
});
