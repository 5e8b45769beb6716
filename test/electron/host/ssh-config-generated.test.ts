import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ConnectionError } from '../../../electron/host/connection-error';
import { readSshConfig } from '../../../electron/host/ssh-config';
import { sshRoute } from '../../../electron/host/ssh-route';
import { quoteAll } from '../../../shared/shell';
import { hostTarget } from '../../support/collecting';
import { describeWith } from '../../support/needs';
import { type ConfigCase, configCase } from '../../support/ssh-config-cases';

const me = userInfo();
const env = { SSH_AUTH_SOCK: '/run/agent.sock', GONOGO_AGENT: '/run/other.sock', GONOGO_WORD: 'word' };
const count = 2000;

/** What both answer with. `refused`: the configuration is one that ssh does not take. */
type Answer = 'refused' | Record<string, string | number | boolean | null | string[]>;

describeWith(['ssh'], 'ssh_config, generated, with ssh -G as the oracle', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'gonogo-ssh-G-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const write = ({ files }: ConfigCase, name: string): string => {
    const home = join(folder, name);
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(home, dirname(path)), { recursive: true });
      writeFileSync(join(home, path), text.replaceAll('DIR', home), { mode: 0o600 });
    }
    return join(home, 'config');
  };

  it(`agrees on ${count} of them`, { timeout: 120_000 }, async () => {
    const cases = Array.from({ length: count }, (_, seed) => ({ seed, ...configCase(seed) }));
    const configs = cases.map((one) => write(one, String(one.seed)));
    const theirs = askSsh(cases, configs);
    const differences: object[] = [];
    let refused = 0;
    for (const [i, one] of cases.entries()) {
      const mine = await ours(one, configs[i]!);
      // ssh also refuses faults in blocks that do not apply, and what we do not read; nobody signs in with such a file.
      if (theirs[i] === 'refused') refused++;
      else if (JSON.stringify(mine) !== JSON.stringify(theirs[i]))
        differences.push({ ...one, ours: mine, theirs: theirs[i] });
    }
    expect(differences.slice(0, 3)).toEqual([]);
    // The generator is worth something: it is neither all errors nor all defaults.
    expect(refused).toBeLessThan(count / 3);
    expect(new Set(theirs.map((answer) => JSON.stringify(answer))).size).toBeGreaterThan(count / 3);
  });

  it('expands the names of identity files as ssh does, which -G does not show', async () => {
    const named = [
      '/k/%h-%p-%r',
      '~/.ssh/%n',
      '%d/%u',
      '/k/%k.%i.%l.%L.%%',
      '/k/${GONOGO_WORD}',
      '"~/two words/#1"',
      'none',
    ];
    const text = `Host web\nHostName shop.example\nPort 23\nUser deploy\nHostKeyAlias Alias\n${named.map((name) => `IdentityFile ${name}\n`).join('')}`;
    const config = write({ files: { config: text }, alias: 'web', given: {} }, 'identities');
    const { stderr } = spawnSync('ssh', ['-v', '-F', config, '-o', 'ProxyCommand=false', 'web'], {
      encoding: 'utf8',
      env: { ...env, PATH: process.env.PATH },
    });
    const theirs = [...stderr.matchAll(/^debug1: identity file (.*) type -?\d+\r?$/gm)].map(([, file]) => file!);
    const files = { user: config, system: join(folder, 'none'), home: me.homedir, localUser: me.username };
    const [hop] = await sshRoute(hostTarget({ host: 'web' }).host, { files, env });
    expect(hop!.identities.files).toEqual(theirs.filter((file) => !file.endsWith('-cert')));
    expect(theirs.length).toBeGreaterThan(6);
  });

  async function ours({ alias, given }: ConfigCase, config: string): Promise<Answer> {
    const files = { user: config, system: join(folder, 'none'), home: me.homedir, localUser: me.username };
    try {
      const settings = await readSshConfig(alias, given, files);
      // The way through jump hosts is another matter: each would be looked up in its turn.
      const ssh = { host: alias, ...given, jump: 'none' };
      const hop = (await sshRoute(hostTarget(ssh).host, { files, env })).at(-1)!;
      return {
        hostname: hop.address,
        user: hop.user,
        port: hop.port,
        identityfile: settings.identityFiles,
        identitiesonly: hop.identities.only,
        identityagent: hop.identities.agent,
        proxyjump: settings.proxyJump === 'none' ? null : (settings.proxyJump?.replace('ssh://', '') ?? null),
        hostkeyalias: settings.hostKeyAlias ?? null,
        userknownhostsfile: hop.knownHostsFiles.join(' '),
        globalknownhostsfile: hop.globalKnownHostsFiles.join(' '),
      };
    } catch (error) {
      if (error instanceof ConnectionError) return 'refused';
      throw error;
    }
  }

  /** One shell asks for all of them: starting ssh is what takes its time. */
  function askSsh(cases: readonly ConfigCase[], configs: readonly string[]): Answer[] {
    const script = cases
      .map(({ alias, given }, i) => {
        const options = [...(given.user ? ['-l', given.user] : []), ...(given.port ? ['-p', String(given.port)] : [])];
        return `${quoteAll(['ssh', '-G', '-F', configs[i]!, ...options, alias])} 2>/dev/null; echo "exit $?"\n`;
      })
      .join('');
    const { stdout } = spawnSync('sh', ['-s'], {
      input: script,
      encoding: 'utf8',
      env: { ...env, PATH: process.env.PATH },
      maxBuffer: 256 * 1024 * 1024,
    });
    const answers = stdout.split(/^exit (\d+)\n/m);
    return cases.map((_, i) => (answers[2 * i + 1] === '0' ? fromPrinted(answers[2 * i]!) : 'refused'));
  }

  function fromPrinted(printed: string): Answer {
    const all = printed.split('\n').map((line) => line.split(/ (.*)/s) as [string, string]);
    const first = (name: string): string | null => all.find(([key]) => key === name)?.[1] ?? null;
    const files = all.filter(([key]) => key === 'identityfile').map(([, value]) => value);
    const agent = first('identityagent') ?? 'SSH_AUTH_SOCK';
    return {
      hostname: first('hostname')!,
      user: first('user')!,
      port: Number(first('port')),
      identityfile: files.join() === defaultFiles.join() ? [] : files,
      identitiesonly: first('identitiesonly') === 'yes',
      identityagent:
        agent === 'none'
          ? null
          : agent === 'SSH_AUTH_SOCK'
            ? env.SSH_AUTH_SOCK
            : agent === '$GONOGO_AGENT'
              ? env.GONOGO_AGENT
              : agent,
      proxyjump: first('proxyjump'),
      hostkeyalias: first('hostkeyalias'),
      userknownhostsfile: first('userknownhostsfile')!.replace(/^none$/, ''),
      globalknownhostsfile: first('globalknownhostsfile')!,
    };
  }
});

const defaultFiles = ['rsa', 'ecdsa', 'ecdsa_sk', 'ed25519', 'ed25519_sk', 'xmss', 'dsa'].map(
  (type) => `~/.ssh/id_${type}`,
);
