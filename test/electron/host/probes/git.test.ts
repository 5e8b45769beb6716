import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { gitProbe } from '../../../../electron/host/probes/git';
import { releaseProbe } from '../../../../electron/host/probes/release';
import type { FactValue } from '../../../../shared/fact';
import type { GitRepository } from '../../../../shared/facts/host/git';
import type { release } from '../../../../shared/facts/host/release';
import { describeWith } from '../../../support/needs';
import { appTarget, readContext, runProbe, runSections } from '../../../support/run-probe';

const isRoot = process.getuid?.() === 0;

describeWith(['git', 'awk', 'runuser'], 'git against real repositories', () => {
  let base: string;
  let root: string;
  beforeEach(() => {
    base = mkdtempSync(join(tmpdir(), 'gonogo-git-'));
    chmodSync(base, 0o755);
    root = join(base, 'shop');
    mkdirSync(root);
  });
  afterEach(() => rmSync(base, { recursive: true, force: true }));

  const git = (...args: string[]): string =>
    execFileSync(
      'git',
      [
        '-C',
        root,
        '-c',
        'user.name=Dev',
        '-c',
        'user.email=dev@shop.example',
        '-c',
        'init.defaultBranch=main',
        ...args,
      ],
      {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      },
    ).trim();
  const write = (path: string, content: string): void => {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), content);
  };
  const commit = (message: string, ...paths: string[]): string => {
    git('add', '-f', '--', ...paths);
    git('commit', '-q', '-m', message);
    return git('rev-parse', 'HEAD');
  };
  /** As on most servers: the repository belongs to the app's account. */
  const handOver = (): void => {
    if (isRoot) execFileSync('chown', ['-R', 'nobody', base]);
  };
  const context = (live: Record<string, string> | null = null, directory = root, app: object = {}) =>
    readContext(appTarget({ directory, ...app }), {
      secrets: { environment: live && new Map(Object.entries(live)), started: null, also: [] },
    });
  const see = async (...args: Parameters<typeof context>): Promise<GitRepository> => {
    const read = await runProbe<GitRepository>(gitProbe, context(...args));
    if (!read.ok) throw new Error(JSON.stringify(read.reason));
    return read.value;
  };
  const repository = async (...args: Parameters<typeof context>) => {
    const { repository } = await see(...args);
    if (!repository) throw new Error('no repository seen');
    return repository;
  };

  it('is null where no folder upwards is a repository', async () => {
    expect(await see()).toEqual({ repository: null, outerTracked: [] });
  });

  it('sees a clean repository that ignores its env file', async () => {
    git('init', '-q');
    write('.gitignore', '.env\n');
    write('.env.example', 'SECRET_KEY=\n');
    write('.env', 'SECRET_KEY=live-value-live-value\n');
    const head = commit('first', '.gitignore', '.env.example');
    handOver();
    expect(await see({ SECRET_KEY: 'live-value-live-value' })).toEqual({
      repository: {
        root,
        head,
        shallow: false,
        partial: false,
        someBranches: false,
        envFile: '.env',
        tracked: false,
        ignored: true,
        exampleTracked: true,
        history: { commits: 0, first: null, versions: 0, allRead: true, heldSecrets: false, sameAsLive: [] },
      },
      outerTracked: [],
    });
  });

  it('sees it tracked, and that git ignores it all the same', async () => {
    git('init', '-q');
    write('.gitignore', '.env\n');
    write('.env', 'A=1\n');
    commit('first', '.gitignore', '.env');
    handOver();
    expect(await repository()).toMatchObject({ tracked: true, ignored: true });
  });

  it('finds a secret in a commit that was taken back, and whether it is still in use', async () => {
    git('init', '-q');
    write('app.py', '');
    commit('start', 'app.py');
    write(
      '.env',
      'SECRET_KEY=the-first-key-of-the-shop\nPORT=5000\nDATABASE_URL=postgresql://shop:pw-of-the-shop@db-1/shop\n',
    );
    const first = commit('oops', '.env');
    git('rm', '-q', '--cached', '.env');
    git('commit', '-q', '-m', 'take it back');
    handOver();
    const live = { SECRET_KEY: 'another', PORT: '5000', DATABASE_URL: 'postgresql://shop:pw-of-the-shop@db-2/shop' };
    expect((await repository(live)).history).toEqual({
      commits: 2,
      first,
      versions: 1,
      allRead: true,
      heldSecrets: true,
      sameAsLive: ['DATABASE_URL'],
    });
    expect((await repository(null)).history.sameAsLive).toBeNull();
  });

  it('does not take placeholders for secrets', async () => {
    git('init', '-q');
    write('.env', 'SECRET_KEY=changeme\nSENDER_PASSWORD=\nPORT=5000\n');
    commit('template', '.env');
    handOver();
    expect((await repository()).history).toMatchObject({ versions: 1, heldSecrets: false });
  });

  it.each([
    ['a reset commit, by the reflog', () => git('reset', '-q', '--hard', 'HEAD~1')],
    [
      'another branch',
      () => git('checkout', '-q', '-B', 'main', 'HEAD~1', '--force') && git('branch', 'old', 'main@{1}'),
    ],
  ])('looks into %s', async (_, hide) => {
    git('init', '-q');
    write('app.py', '');
    commit('start', 'app.py');
    write('.env', 'API_TOKEN=abcdefgh12345678\n');
    commit('oops', '.env');
    hide();
    handOver();
    expect((await repository()).history).toMatchObject({ versions: 1, heldSecrets: true });
  });

  it('looks into a tag that no branch holds, with everything packed', async () => {
    git('init', '-q');
    write('app.py', '');
    commit('start', 'app.py');
    write('.env', 'API_TOKEN=abcdefgh12345678\n');
    commit('oops', '.env');
    git('tag', 'v1');
    git('reset', '-q', '--hard', 'HEAD~1');
    git('reflog', 'expire', '--expire=now', '--all');
    git('gc', '-q', '--prune=now');
    git('pack-refs', '--all');
    handOver();
    expect((await repository()).history).toMatchObject({ versions: 1, heldSecrets: true });
  });

  it.each([
    ['to', 'production.env', '.env'],
    ['from', '.env', 'production.env'],
  ])('follows a file that was renamed %s the name', async (_, from, to) => {
    git('init', '-q');
    write(from, 'API_TOKEN=abcdefgh12345678\n');
    commit('first', from);
    git('mv', from, to);
    git('commit', '-q', '-m', 'renamed');
    git('rm', '-q', '--cached', to);
    git('commit', '-q', '-m', 'gone');
    handOver();
    expect(await repository()).toMatchObject({ tracked: false, history: { versions: 1, heldSecrets: true } });
  });

  it('sees the history of the whole repository from a worktree of it', async () => {
    git('init', '-q');
    write('.env', 'API_TOKEN=abcdefgh12345678\n');
    commit('oops', '.env');
    git('rm', '-q', '.env');
    write('app.py', '');
    commit('clean', 'app.py');
    const tree = join(base, 'release-7');
    git('worktree', 'add', '-q', '--detach', tree);
    handOver();
    expect(await repository(null, tree)).toMatchObject({ root: tree, history: { versions: 1, heldSecrets: true } });
  });

  it('takes a submodule for a repository of its own, and sees the one around it', async () => {
    const module = join(base, 'module');
    execFileSync('git', ['init', '-q', module], { stdio: 'ignore' });
    const outer = root;
    root = module;
    write('.env', 'API_TOKEN=abcdefgh12345678\n');
    commit('oops', '.env');
    root = outer;
    git('init', '-q');
    git('-c', 'protocol.file.allow=always', 'submodule', 'add', '-q', module, 'app');
    git('commit', '-q', '-m', 'with a module');
    handOver();
    expect(await see(null, join(root, 'app'))).toMatchObject({
      repository: { root: join(root, 'app'), tracked: true, history: { versions: 1, heldSecrets: true } },
      outerTracked: [],
    });
  });

  it('looks into stashes of untracked files', async () => {
    git('init', '-q');
    write('app.py', '');
    commit('start', 'app.py');
    write('.env', 'API_TOKEN=abcdefgh12345678\n');
    git('stash', '-q', '-u');
    handOver();
    expect((await repository()).history).toMatchObject({ versions: 1, heldSecrets: true });
  });

  it('looks behind grafts and replacements', async () => {
    git('init', '-q');
    write('.env', 'API_TOKEN=abcdefgh12345678\n');
    commit('oops', '.env');
    git('rm', '-q', '.env');
    write('app.py', '');
    const clean = commit('clean', 'app.py');
    git('reflog', 'expire', '--expire=now', '--all');
    writeFileSync(join(root, '.git', 'info', 'grafts'), `${clean}\n`);
    handOver();
    expect((await repository()).history).toMatchObject({ versions: 1, heldSecrets: true });
  });

  it('knows the file by its path: of an app in a subfolder, and not by its name elsewhere', async () => {
    git('init', '-q');
    write('frontend/.env', 'VITE_API_TOKEN=abcdefgh12345678\n');
    write('backend/.env', 'A=1\n');
    commit('both', 'frontend/.env', 'backend/.env');
    handOver();
    expect(await repository(null, join(root, 'backend'))).toMatchObject({
      envFile: 'backend/.env',
      tracked: true,
      history: { versions: 1, heldSecrets: false },
    });
  });

  it('finds a repository further up that tracks the file', async () => {
    git('init', '-q');
    write('app/.env', 'A=1\n');
    commit('outer', 'app/.env');
    execFileSync('git', ['init', '-q', join(root, 'app')], { stdio: 'ignore' });
    handOver();
    expect(await see(null, join(root, 'app'))).toMatchObject({
      repository: { root: join(root, 'app'), tracked: false, head: null },
      outerTracked: [root],
    });
  });

  it('says what a clone leaves out', async () => {
    git('init', '-q');
    write('a', '1');
    commit('one', 'a');
    write('a', '2');
    commit('two', 'a');
    const source = root;
    git('config', 'uploadpack.allowFilter', 'true');
    const clone = (name: string, ...args: string[]): string => {
      execFileSync('git', ['clone', '-q', ...args, `file://${source}`, join(base, name)], { stdio: 'ignore' });
      return join(base, name);
    };
    const [whole, shallow, partial, single] = [
      clone('whole'),
      clone('shallow', '--depth', '1', '--no-single-branch'),
      clone('partial', '--filter=blob:none', '--no-checkout'),
      clone('single', '--single-branch'),
    ];
    handOver();
    expect(await repository(null, whole)).toMatchObject({ shallow: false, partial: false, someBranches: false });
    expect(await repository(null, shallow)).toMatchObject({ shallow: true, partial: false, someBranches: false });
    expect(await repository(null, partial)).toMatchObject({ shallow: false, partial: true });
    expect(await repository(null, single)).toMatchObject({ shallow: false, someBranches: true });
  });

  it('hands over names that a shell reads otherwise as they are', async () => {
    root = join(base, "it's $(touch pwned) [shop]");
    mkdirSync(root);
    git('init', '-q');
    write("e'n v", 'A_TOKEN=abcdefgh12345678\n');
    commit('odd', "e'n v");
    handOver();
    expect(await repository(null, root, { envFile: "e'n v" })).toMatchObject({
      tracked: true,
      history: { versions: 1 },
    });
    expect(existsSync(join(root, 'pwned'))).toBe(false);
  });

  it('runs no program that the repository names, and changes no file', async () => {
    git('init', '-q');
    write('.env', 'A_TOKEN=abcdefgh12345678\n');
    write('.gitattributes', '* filter=evil diff=evil merge=evil text=auto\n');
    write('app.py', 'print(1)\n');
    commit('first', '.env', '.gitattributes', 'app.py');
    const ran = join(base, 'ran');
    mkdirSync(ran);
    chmodSync(ran, 0o777);
    const program = (name: string): string => {
      const path = join(base, `program-${name}`);
      writeFileSync(path, `#!/bin/sh\ntouch ${ran}/${name}\ncat\n`, { mode: 0o755 });
      return path;
    };
    const hooks = join(base, 'hooks');
    mkdirSync(hooks);
    for (const hook of [
      'post-index-change',
      'reference-transaction',
      'fsmonitor-watchman',
      'pre-commit',
      'post-checkout',
    ])
      writeFileSync(join(hooks, hook), `#!/bin/sh\ntouch ${ran}/hook-${hook}\n`, { mode: 0o755 });
    for (const [key, name] of [
      ['core.fsmonitor', 'fsmonitor'],
      ['gpg.program', 'gpg'],
      ['diff.external', 'diff'],
      ['diff.evil.textconv', 'textconv'],
      ['filter.evil.clean', 'clean'],
      ['filter.evil.smudge', 'smudge'],
      ['filter.evil.process', 'process'],
      ['core.pager', 'pager'],
      ['core.editor', 'editor'],
      ['core.sshCommand', 'ssh'],
      ['core.askPass', 'askpass'],
      ['credential.helper', 'credential'],
      ['core.alternateRefsCommand', 'alternates'],
      ['core.gitProxy', 'proxy'],
    ] as const)
      git('config', key, program(name));
    git('config', 'core.hooksPath', hooks);
    git('config', 'log.showSignature', 'true');
    // A newer time than the index knows: git status would look again, filter, and write.
    write('app.py', 'print(2)\n');
    handOver();
    const times = (folder: string): string[] =>
      readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
        const path = join(folder, entry.name);
        const { mtimeMs, ctimeMs } = statSync(path);
        return [`${path} ${mtimeMs} ${ctimeMs}`, ...(entry.isDirectory() ? times(path) : [])];
      });
    const before = times(root);
    expect(await repository()).toMatchObject({ tracked: true, history: { versions: 1 } });
    expect(await runProbe(releaseProbe, context())).toMatchObject({ ok: true, value: { dirty: null, changed: 1 } });
    expect(readdirSync(ran)).toEqual([]);
    expect(times(root)).toEqual(before);
    // The traps are live: plain git springs them.
    execFileSync('git', ['-C', root, '-c', 'safe.directory=*', 'status'], { stdio: 'ignore' });
    expect(readdirSync(ran)).toEqual(expect.arrayContaining(['fsmonitor']));
  });

  it('never runs git as root', () => {
    git('init', '-q');
    handOver();
    const traced = join(base, 'git');
    writeFileSync(traced, '#!/bin/sh\necho "uid $(id -u)"\n', { mode: 0o755 });
    const { repository } = gitProbe.sections;
    const sh = repository!.as === 'user' ? repository!.sh(context(), context().found)! : '';
    const output = execFileSync('sh', ['-c', `PATH=${base}:$PATH; ${sh.replace('printf ', 'g uid; printf ')}`], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    expect(output).toContain('uid ');
    expect(output).not.toMatch(/uid 0$/m);
  });

  it('is unseen where the repository is broken', async () => {
    git('init', '-q');
    write('a', '1');
    commit('one', 'a');
    rmSync(join(root, '.git', 'HEAD'));
    handOver();
    expect(await runProbe(gitProbe, context())).toMatchObject({ ok: false, reason: { code: 'command-failed' } });
  });

  it('is unseen without git', async () => {
    git('init', '-q');
    handOver();
    const outputs = runSections(gitProbe, context());
    outputs.repository = {
      ...outputs.repository!,
      exitCode: 127,
      stderr: Buffer.from('env: git: No such file or directory\n'),
    };
    expect(await gitProbe.read(outputs, context())).toMatchObject({
      reason: { code: 'no-tool', params: { tool: 'git' } },
    });
  });

  const released = async (): Promise<FactValue<typeof release>> => {
    handOver();
    const read = await runProbe<FactValue<typeof release>>(releaseProbe, context());
    if (!read.ok) throw new Error(JSON.stringify(read.reason));
    return read.value;
  };
  it.each([
    ['clean', () => {}, { dirty: false, changed: 0 }],
    ['clean beside untracked files', () => write('untracked', 'x'), { dirty: false, changed: 0 }],
    ['a changed file', () => appendFileSync(join(root, 'app.py'), '\n'), { dirty: true, changed: 1 }],
    ['a missing file', () => rmSync(join(root, 'app.py')), { dirty: true, changed: 1 }],
    ['a staged file', () => [write('new.py', 'x'), git('add', 'new.py')], { dirty: true, changed: 1 }],
  ])('tells the release: %s', async (_, change, expected) => {
    git('init', '-q');
    write('app.py', 'print(1)\n');
    write('a folder/ünï.py', 'x');
    const head = commit('first', 'app.py', 'a folder/ünï.py');
    change();
    expect(await released()).toEqual({ commit: head, ...expected });
  });

  it('tells no release without a commit or a repository', async () => {
    expect(await released()).toEqual({ commit: null, dirty: null, changed: 0 });
    git('init', '-q');
    expect(await released()).toEqual({ commit: null, dirty: null, changed: 0 });
  });
});
