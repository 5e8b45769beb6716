import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { planHost, scriptFor } from '../../../electron/host/plan';
import type { Section } from '../../../electron/host/probe';
import { sudoersRule } from '../../../electron/host/sudoers';
import { readScript } from '../../../shared/collector-script';
import { hostTarget, rawProbe, root, user } from '../../support/collecting';
import { describeWith } from '../../support/needs';
import { makeTestAccount, type TestAccount } from '../../support/test-account';

const learned: Section = {
  as: 'root',
  seconds: 5,
  argv: () => null,
  pattern: () => ['cat', '^/proc/[0-9]+/environ$'],
};
const probes = [
  rawProbe('one', { a: user('echo "$HOME"'), b: root(['nft', '-j', 'list', 'ruleset']) }),
  rawProbe('two', { c: root(['cat', '/srv/my shop/.env']), d: root(['ufw', 'status', 'verbose']) }),
  rawProbe('three', { e: learned, f: { as: 'user', seconds: 5, sh: () => null } }, 'look'),
];
const now = Date.UTC(2026, 0, 1, 12);
const plan = (ssh: object) => {
  const { target, host } = hostTarget(ssh);
  return planHost(target, host, { probes, now });
};

describe('planHost', () => {
  it('names each command and who runs it', () => {
    const { user: asUser, root: asRoot } = plan({ user: 'deploy', sudo: 'nopasswd' });
    expect(asUser).toEqual([
      { id: 'one.a', command: 'echo "$HOME"' },
      { id: 'three.f', command: '# known once the probes before it have answered' },
    ]);
    expect(asRoot).toEqual([
      { id: 'one.b', command: 'nft -j list ruleset' },
      { id: 'two.c', command: "cat '/srv/my shop/.env'" },
      { id: 'two.d', command: 'ufw status verbose' },
      { id: 'three.e', command: 'cat ^/proc/[0-9]+/environ$' },
    ]);
  });

  it('writes a rule for each, in every usual place, that ends after two weeks', () => {
    const { sudoers } = plan({ user: 'deploy', sudo: 'nopasswd' });
    expect(sudoers[0]).toBe(
      'deploy ALL=(root) NOTAFTER=20260115120000Z NOPASSWD: /usr/sbin/nft -j list ruleset, /sbin/nft -j list ruleset, /usr/bin/nft -j list ruleset, /bin/nft -j list ruleset',
    );
    expect(sudoers[3]).toContain('/usr/bin/cat ^/proc/[0-9]+/environ$');
    expect(sudoers).toHaveLength(4);
  });

  it('has no rules where no sudo is asked for, or the account is root', () => {
    expect(plan({ user: 'deploy' }).sudoers).toEqual([]);
    expect(plan({ user: 'root', sudo: 'nopasswd' }).sudoers).toEqual([]);
  });

  it('says what a check leaves behind', () => {
    const said = plan({ user: 'deploy', sudo: 'nopasswd' }).unavoidable.join('\n');
    for (const word of ['login', 'sudo', 'access times', '/run/ufw.lock']) expect(said).toContain(word);
    expect(plan({ user: 'deploy' }).unavoidable.join('\n')).not.toContain('sudo');
  });

  it('says that root which becomes another account is logged', () => {
    const said = (ssh: object, section: Section) => {
      const { target, host } = hostTarget(ssh);
      const all = [rawProbe('one', { a: section })];
      return planHost(target, host, { probes: all, now }).unavoidable.join('\n').includes('runuser');
    };
    const [asRoot, asAccount] = [root(['runuser', '-u', 'postgres', '--', 'psql']), user('runuser -u "$o" -- git')];
    expect(said({ user: 'deploy', sudo: 'nopasswd' }, asRoot)).toBe(true);
    expect(said({ user: 'root' }, asRoot)).toBe(true);
    expect(said({ user: 'root' }, asAccount)).toBe(true);
    expect(said({ user: 'deploy', sudo: 'nopasswd' }, asAccount)).toBe(false);
    expect(said({ user: 'deploy' }, asRoot)).toBe(false);
  });

  it('shows the script that would be sent', () => {
    const { target, host } = hostTarget({});
    expect(
      readScript(scriptFor(target, host, 'root', probes))?.sections.map(({ id, command }) => [id, command]),
    ).toEqual([
      ['one.b', 'nft -j list ruleset'],
      ['two.c', "cat '/srv/my shop/.env'"],
      ['two.d', 'ufw status verbose'],
    ]);
  });
});

const until = new Date(Date.now() + 24 * 60 * 60 * 1000);
const hard = [
  ['printf', '%s', 'a,b:c=d\\e'],
  ['printf', '%s', 'star*', 'q?', '[x]', '!no', '#hash'],
  ['printf', '%s', 'user@host', '"quoted"', '100%'],
  ['printf', '^not'],
  ['cat', '/srv/my shop/.env'],
  ['true'],
];

describeWith(['visudo'], 'the rules, by visudo', () => {
  it.each([...hard, ['cat', '^/proc/[0-9]+/environ$'], ['grep', '-c', '#', 'a.b', '^/srv/[a-z#,:=]+$']])(
    'accepts %j',
    (...words) => {
      const folder = mkdtempSync(join(tmpdir(), 'gonogo-sudoers-'));
      try {
        const file = join(folder, 'rules');
        writeFileSync(file, `${sudoersRule('deploy', words, until)}\n`, { mode: 0o440 });
        execFileSync('/usr/sbin/visudo', ['-cf', file], { stdio: 'pipe' });
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
  );
});

describeWith(['root', 'sudo', 'useradd'], 'the rules, by sudo', () => {
  let account: TestAccount;
  beforeAll(() => {
    account = makeTestAccount();
  });
  afterAll(() => account?.remove());

  const allows = (words: readonly string[]): boolean => {
    const run = spawnSync('su', [account.name, '-c', 'exec sudo -n -- "$@"', '-s', '/bin/sh', '--', 'sh', ...words], {
      stdio: 'pipe',
    });
    return !/a password is required|not allowed/.test(run.stderr.toString());
  };
  const rule = (words: readonly string[]) => account.sudo([sudoersRule('x', words, until).replace(/^x /, '')]);

  it.each(hard)('allow exactly %j', (...words) => {
    rule(words);
    expect(allows(words)).toBe(true);
    expect(allows([...words, 'more'])).toBe(false);
    expect(allows(['id'])).toBe(false);
    if (words.length > 1) expect(allows(words.slice(0, -1))).toBe(false);
  });

  it('a star is a star', () => {
    rule(['cat', '/etc/*.conf']);
    expect(allows(['cat', '/etc/host.conf'])).toBe(false);
    expect(allows(['cat', '/etc/*.conf'])).toBe(true);
  });

  it('a learned path matches its pattern and nothing behind it', () => {
    rule(['cat', '-v', '^/proc/[0-9]+/environ$']);
    expect(allows(['cat', '-v', '/proc/1/environ'])).toBe(true);
    expect(allows(['cat', '-v', '/proc/1/environ', '/etc/shadow'])).toBe(false);
    expect(allows(['cat', '-v', '/proc/self/environ'])).toBe(false);
    expect(allows(['cat', '/proc/1/environ'])).toBe(false);
  });
});
