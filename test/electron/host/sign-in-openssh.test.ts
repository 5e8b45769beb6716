import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { collect, rawProbe, root, user } from '../../support/collecting';
import { describeWith } from '../../support/needs';
import { type Sshd, type SshdOptions, startSshd } from '../../support/sshd';
import { makeTestAccount, type TestAccount } from '../../support/test-account';

const whoAmI = rawProbe('who', { me: user('id -un'), su: root(['id', '-un']) });
/** How many connections its log shows once it says nothing more. */
async function connectionsOf(sshd: Sshd): Promise<number> {
  for (let before = -1; before !== sshd.log().length; ) {
    before = sshd.log().length;
    await new Promise((done) => setTimeout(done, 400));
  }
  return sshd.log().match(/^Connection from /gm)?.length ?? 0;
}
const keygen = (...args: string[]): string => execFileSync('ssh-keygen', args, { encoding: 'utf8' });

describeWith(['sshd', 'ssh', 'root', 'useradd', 'ssh-agent'], 'signing in at real OpenSSH servers', () => {
  let account: TestAccount;
  let home: string;
  const running: Sshd[] = [];
  const start = async (options: SshdOptions = {}): Promise<Sshd> => {
    const sshd = await startSshd(options);
    running.push(sshd);
    return sshd;
  };
  const at = (sshd: Sshd, more = {}) => ({
    host: '127.0.0.1',
    port: sshd.port,
    user: account.name,
    identityFile: sshd.identityFile,
    knownHostsFile: sshd.knownHostsFile,
    ...more,
  });
  /** How OpenSSH's own client ends, by the server's key and with these known hosts. */
  const sshStatus = (sshd: Sshd, knownHostsFile: string): number | null => {
    const options = ['-F', '/dev/null', '-o', 'BatchMode=yes', '-o', `UserKnownHostsFile=${knownHostsFile}`];
    const at = ['-i', sshd.identityFile, '-p', String(sshd.port), `${account.name}@127.0.0.1`];
    return spawnSync('ssh', [...options, ...at, 'true']).status;
  };
  /** A person's home with this ssh_config. */
  const machine = (config: string, env: NodeJS.ProcessEnv = {}) => {
    mkdirSync(join(home, '.ssh'), { recursive: true });
    const file = join(home, '.ssh', 'config');
    writeFileSync(file, config, { mode: 0o600 });
    return { files: { user: file, system: '/none', home, localUser: 'tester' }, env };
  };
  beforeAll(() => {
    account = makeTestAccount();
    home = mkdtempSync(join(tmpdir(), 'gonogo-home-'));
  });
  afterAll(async () => {
    account?.remove();
    if (home) rmSync(home, { recursive: true });
    await Promise.all(running.map((sshd) => sshd.stop()));
  });

  it('one connection serves a whole run, whatever its sections do', async () => {
    const sshd = await start();
    account.sudo(['ALL=(ALL) NOPASSWD: ALL']);
    const before = await connectionsOf(sshd);
    const probe = rawProbe('much', {
      flood: user('cat /dev/zero'),
      hang: user('sleep 60', 1),
      ...Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`n${i}`, user(`echo ${i}`)])),
      su: root(['id', '-un']),
    });
    const run = await collect(at(sshd, { sudo: 'nopasswd' }), [whoAmI, probe]);
    expect(run.error).toBeNull();
    expect(run.raw('much')).toMatchObject({
      flood: { broken: 'too-big' },
      n29: { stdout: '29\n' },
      su: { stdout: 'root\n' },
    });
    expect((await connectionsOf(sshd)) - before).toBe(1);
  });

  it('with an agent of many keys: a named one first, and plain words where the server stops listening', async () => {
    const sshd = await start();
    const socket = join(sshd.folder, 'agent');
    const others = Array.from({ length: 30 }, (_, i) => join(sshd.folder, `other-${i}`));
    for (const file of others) keygen('-q', '-t', 'ed25519', '-N', '', '-f', file);
    const started = execFileSync('ssh-agent', ['-s', '-a', socket], { encoding: 'utf8' });
    try {
      const env = { SSH_AUTH_SOCK: socket };
      execFileSync('ssh-add', ['-q', ...others, sshd.identityFile], { env });
      const ssh = at(sshd, { identityFile: undefined });
      const lost = await collect(ssh, [whoAmI], { machine: machine('', env) });
      expect(lost.error).toMatchObject({ code: 'auth', message: expect.stringMatching(/31 keys.*IdentitiesOnly/) });
      const named = machine(`IdentityFile ${sshd.identityFile}.pub\n`, env);
      expect((await collect(ssh, [whoAmI], { machine: named })).error).toBeNull();
      const only = machine(`IdentitiesOnly yes\nIdentityFile ${sshd.identityFile}.pub\n`, env);
      expect((await collect(ssh, [whoAmI], { machine: only })).error).toBeNull();
    } finally {
      process.kill(Number(/SSH_AGENT_PID=(\d+)/.exec(started)?.[1]));
    }
  });

  it.each([
    ['password', 'PasswordAuthentication yes'],
    ['keyboard-interactive', 'KbdInteractiveAuthentication yes'],
  ])('with %s by PAM: right, and wrong only once', async (method, line) => {
    const sshd = await start({ config: ['UsePAM yes', line, 'PubkeyAuthentication no'] });
    const right = await collect(at(sshd), [whoAmI], { answers: { password: account.password } });
    expect(right.error).toBeNull();
    expect(right.raw('who').me?.stdout).toBe(`${account.name}\n`);
    expect(right.asked).toHaveLength(1);
    expect(right.asked[0]?.prompt).toContain(sshd.hostKeyFingerprint);
    const wrong = await collect(at(sshd), [whoAmI], { answers: { password: 'canary-7c1e' } });
    expect(wrong.error).toMatchObject({ code: 'auth', message: expect.stringMatching(`tried .*${method}`) });
    expect(wrong.asked).toHaveLength(1);
    expect(sshd.log().match(/Failed password for|PAM: Authentication failure for/g)).toHaveLength(1);
    expect(JSON.stringify(wrong) + sshd.log()).not.toContain('canary-7c1e');
  });

  it('with a key and a password where the server wants both', async () => {
    const sshd = await start({
      config: ['UsePAM yes', 'PasswordAuthentication yes', 'AuthenticationMethods publickey,password'],
    });
    const run = await collect(at(sshd), [whoAmI], { answers: { password: account.password } });
    expect(run.error).toBeNull();
    expect(run.asked).toHaveLength(1);
  });

  it('through a chain of jump hosts, as ssh goes, with one connection to each', async () => {
    const [outer, inner, last] = [await start(), await start(), await start()];
    const known = join(home, 'known_hosts');
    writeFileSync(known, [outer, inner, last].map((sshd) => readFileSync(sshd.knownHostsFile, 'utf8')).join(''));
    const block = (alias: string, sshd: Sshd, more: string): string =>
      `Host ${alias}\n  HostName 127.0.0.1\n  Port ${sshd.port}\n  IdentityFile ${sshd.identityFile}\n  ${more}\n`;
    const config = `${block('outer', outer, 'ProxyJump none')}${block('inner', inner, 'ProxyJump outer')}${block('last', last, 'ProxyJump inner')}Host *\n  User ${account.name}\n  IdentitiesOnly yes\n  UserKnownHostsFile ${known}\n`;
    const person = machine(config);
    const ssh = spawnSync('ssh', ['-F', person.files.user, '-o', 'BatchMode=yes', 'last', 'id -un'], {
      encoding: 'utf8',
    });
    expect(ssh.stdout).toBe(`${account.name}\n`);
    const before = await Promise.all([outer, inner, last].map(connectionsOf));
    const run = await collect({ host: 'last' }, [whoAmI], { machine: person });
    expect(run.error).toBeNull();
    expect(run.address).toBe(`127.0.0.1:${last.port}`);
    expect(run.hostKey).toBe(last.hostKeyFingerprint);
    const after = await Promise.all([outer, inner, last].map(connectionsOf));
    expect(after.map((now, i) => now - before[i]!)).toEqual([1, 1, 1]);
    // Each server's key is checked: the one in the middle is not known any more.
    writeFileSync(known, [outer, last].map((sshd) => readFileSync(sshd.knownHostsFile, 'utf8')).join(''));
    const stopped = await collect({ host: 'last' }, [whoAmI], { machine: person });
    expect(stopped.error).toMatchObject({
      code: 'host-key',
      message: expect.stringContaining(inner.hostKeyFingerprint),
    });
    expect(await connectionsOf(last)).toBe(after[2]!);
  });

  it('over IPv6', async () => {
    const sshd = await start({ address: '::1' });
    // Known by its short form.
    const long = '0:0:0:0:0:0:0:1';
    const run = await collect(at(sshd, { host: long }), [whoAmI]);
    expect(run).toMatchObject({ error: null, address: `${long}:${sshd.port}`, trustedBy: 'known_hosts' });
  });

  it('takes a key that is known without its port, as ssh does', async () => {
    const sshd = await start();
    const knownHostsFile = join(sshd.folder, 'without-port');
    writeFileSync(knownHostsFile, readFileSync(sshd.knownHostsFile, 'utf8').replace(/^\S+/, '127.0.0.1'));
    expect(sshStatus(sshd, knownHostsFile)).toBe(0);
    expect(await collect(at(sshd, { knownHostsFile }), [whoAmI])).toMatchObject({
      error: null,
      trustedBy: 'known_hosts',
    });
  });

  it('a host that is known by its certificate only: one line, no sign-in, nothing written, whatever is accepted', async () => {
    const sshd = await start({
      config: ['HostCertificate FOLDER/host_ed25519-cert.pub'],
      prepare: (folder) => {
        keygen('-q', '-t', 'ed25519', '-N', '', '-f', join(folder, 'ca'));
        keygen('-q', '-s', join(folder, 'ca'), '-I', 'host', '-h', '-n', '127.0.0.1', join(folder, 'host_ed25519.pub'));
      },
    });
    const knownHostsFile = join(sshd.folder, 'authority');
    const text = `@cert-authority * ${readFileSync(join(sshd.folder, 'ca.pub'), 'utf8')}`;
    writeFileSync(knownHostsFile, text);
    expect(sshStatus(sshd, knownHostsFile)).toBe(0);
    const before = await connectionsOf(sshd);
    const signedIn = () => sshd.log().match(/^Accepted publickey/gm)?.length;
    expect(signedIn()).toBe(1);
    const run = await collect(at(sshd, { knownHostsFile }), [whoAmI], { acceptHostKey: () => true });
    expect(run).toMatchObject({
      hostKey: null,
      error: { code: 'host-key', message: expect.stringContaining(`${knownHostsFile}:1`) },
    });
    expect(run.error?.message).toContain('host certificates are not supported here');
    expect(run.error?.message).toContain(`ssh-ed25519 ${sshd.hostKeyFingerprint}`);
    expect(readFileSync(knownHostsFile, 'utf8')).toBe(text);
    expect(await connectionsOf(sshd)).toBe(before + 1);
    expect(signedIn()).toBe(1);
    // With the key compared by a person and pinned it goes on.
    const pinned = await collect(at(sshd, { knownHostsFile, hostKey: sshd.hostKeyFingerprint }), [whoAmI]);
    expect(pinned).toMatchObject({ error: null, trustedBy: 'pin' });
  });

  it('a server that stops answering is given up after its patience, not after the whole time', async () => {
    const sshd = await start();
    const probe = rawProbe('slow', { before: user('echo before'), hang: user('sleep 60', 60) });
    const stopped: number[] = [];
    const run = await collect(at(sshd), [probe], {
      patience: 1000,
      onEvent: (event) => {
        if (event.kind !== 'section-started' || event.id !== 'slow.hang') return;
        // The processes of this connection, and no others: the machine behind it has gone.
        const children = (pid: string): string[] => {
          const found = spawnSync('pgrep', ['-P', pid], { encoding: 'utf8' }).stdout.split('\n').filter(Boolean);
          return [...found, ...found.flatMap(children)];
        };
        const daemon = readFileSync(join(sshd.folder, 'pid'), 'utf8').trim();
        for (const pid of children(daemon)) {
          process.kill(Number(pid), 'SIGSTOP');
          stopped.push(Number(pid));
        }
      },
    });
    for (const pid of stopped.reverse()) process.kill(pid, 'SIGKILL');
    expect(stopped.length).toBeGreaterThan(0);
    expect(run.error).toEqual({
      code: 'timeout',
      message: expect.stringContaining('did not answer for 1 s while the checks ran'),
    });
    expect(run.raw('slow')).toMatchObject({ before: { stdout: 'before\n' }, hang: { broken: 'closed' } });
  });
});
