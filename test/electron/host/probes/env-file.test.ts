import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, lchownSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { envExampleProbe } from '../../../../electron/host/probes/env-example';
import { envFileProbe } from '../../../../electron/host/probes/env-file';
import { envFileStatProbe } from '../../../../electron/host/probes/env-file-stat';
import { installedPackagesProbe } from '../../../../electron/host/probes/installed-packages';
import { requirementsProbe } from '../../../../electron/host/probes/requirements';
import type { FactValue, Read } from '../../../../shared/fact';
import type { envExample } from '../../../../shared/facts/host/env-example';
import type { EnvFile } from '../../../../shared/facts/host/env-file';
import type { EnvFileStat } from '../../../../shared/facts/host/env-file-stat';
import type { installedPackages } from '../../../../shared/facts/host/installed-packages';
import type { requirements } from '../../../../shared/facts/host/requirements';
import { describeWith } from '../../../support/needs';
import { appTarget, readContext, runProbe, runSections } from '../../../support/run-probe';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gonogo-env-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const at = (path: string): string => join(folder, path);
const write = (path: string, content: string | Buffer, mode = 0o600): void => {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(at(path), content, { mode });
};
const context = (app: object = {}) => readContext(appTarget({ directory: folder, ...app }));
const need = <V>(read: Read<V>): V => {
  if (!read.ok) throw new Error(JSON.stringify(read.reason));
  return read.value;
};

describe('host.env-file', () => {
  const see = (app?: object): Promise<Read<EnvFile>> => runProbe(envFileProbe, context(app));

  it('keeps bands and classes, and the values for the run only', async () => {
    write('.env', 'export SECRET_KEY="a-secret-of-thirty-two-characters"\r\nPORT=5000\nFLASK_ENV=production\n');
    const run = context();
    const read = need(await runProbe<EnvFile>(envFileProbe, run));
    expect(read).toMatchObject({ path: at('.env'), lines: 3, notAssignments: 0, otherKeys: 0 });
    expect(
      read.keys.map(({ key, set, length, secretLike, shape }) => [key, set, length, secretLike, shape.kind]),
    ).toEqual([
      ['FLASK_ENV', true, '8-15', false, 'environment-name'],
      ['PORT', true, '1-7', false, 'other'],
      ['SECRET_KEY', true, '32+', true, 'other'],
    ]);
    expect(run.secrets.environment?.get('SECRET_KEY')).toBe('a-secret-of-thirty-two-characters');
    expect(JSON.stringify(read)).not.toMatch(/thirty|5000/);
  });

  it('tells no name that may be a piece of a key', async () => {
    const piece = 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQ';
    write('.env', `PRIVATE_KEY=-----BEGIN PRIVATE KEY-----\n${piece}\nabc=\nroot:$6$salt$hash:19000::::::\nA_NAME\n`);
    const read = need(await see());
    expect(read.keys.map(({ key }) => key)).toEqual(['PRIVATE_KEY']);
    expect(read.otherKeys).toBe(4);
    expect(JSON.stringify(read)).not.toMatch(/MIIE|salt|abc|A_NAME/);
  });

  it('reads through a link that root made', async () => {
    write('shared/env', 'PORT=1\n');
    symlinkSync('shared/env', at('.env'));
    expect(need(await see()).keys).toHaveLength(1);
  });

  it('reads it as the python-dotenv beside the app does, and asks which that is only where it matters', async () => {
    write('.env', '\ufeffPORT=5000\nNOTE= # none\n');
    expect(await see()).toMatchObject({ ok: false, reason: { code: 'malformed' } });
    const readBy = async (version: string) => {
      const packages = [{ name: 'python-dotenv', version, folder: '/venv' }];
      const found = { get: () => ({ folders: [], packages }) as never };
      return need(await runProbe<EnvFile>(envFileProbe, { ...context(), found }));
    };
    expect((await readBy('1.0.1')).keys.map(({ key, set }) => [key, set])).toEqual([['NOTE', true]]);
    expect((await readBy('1.2.4')).keys.map(({ key, set }) => [key, set])).toEqual([
      ['NOTE', false],
      ['PORT', true],
    ]);
  });

  it('is unseen without the file', async () => {
    expect(await see()).toEqual({ ok: false, reason: { code: 'no-file', params: { path: at('.env') } } });
  });
  it('reads no folder and no device', async () => {
    mkdirSync(at('.env'));
    expect(await see()).toMatchObject({ ok: false, reason: { code: 'refused' } });
    expect(await see({ envFile: '/dev/null' })).toMatchObject({ ok: false, reason: { code: 'refused' } });
  });
  it('reads nothing above 1 MiB', async () => {
    write('.env', `A=${'x'.repeat(1024 * 1024)}`);
    expect(await see()).toMatchObject({ ok: false, reason: { code: 'too-big' } });
  });
  it('is malformed when it is not UTF-8, as for Python', async () => {
    write('.env', Buffer.from([0x41, 0x3d, 0xff, 0x0a]));
    expect(await see()).toMatchObject({ ok: false, reason: { code: 'malformed' } });
  });
  it('is malformed when it changed between stat and cat', async () => {
    write('.env', 'A=1\n');
    const run = context();
    const outputs = runSections(envFileProbe, run);
    outputs.cat = { ...outputs.cat!, stdout: Buffer.from('A=12\n') };
    expect(await envFileProbe.read(outputs, run)).toMatchObject({ ok: false, reason: { code: 'malformed' } });
    expect(run.secrets.environment).toBeNull();
  });
  it('says that root is needed', async () => {
    const run = context();
    const outputs = runSections(envFileProbe, run);
    const denied = { exitCode: 1, stderr: Buffer.from(`stat: cannot statx '${at('.env')}': Permission denied\n`) };
    outputs.link = { ...outputs.link!, ...denied };
    expect(await envFileProbe.read(outputs, run)).toMatchObject({ ok: false, reason: { code: 'no-root' } });
  });
});

describeWith(['root'], 'host.env-file with foreign links', () => {
  const nobody = 65534;
  it("follows no link that another than root or the file's owner made", async () => {
    write('secret', 'A=1\n');
    symlinkSync(at('secret'), at('.env'));
    lchownSync(at('.env'), nobody, nobody);
    expect(await runProbe(envFileProbe, context())).toMatchObject({ ok: false, reason: { code: 'refused' } });
    chownSync(at('secret'), nobody, nobody);
    expect(await runProbe(envFileProbe, context())).toMatchObject({ ok: true });
  });
});

describeWith(['setfacl', 'getfacl'], 'host.env-file-stat', () => {
  const see = (app?: object): Promise<Read<EnvFileStat>> => runProbe(envFileStatProbe, context(app));
  const seen = async (app?: object) => {
    const value = need(await see(app));
    if (!value.exists) throw new Error('not there');
    return value;
  };

  it('describes the file and every folder above', async () => {
    write('.env', 'A=1\n');
    chmodSync(at('.env'), 0o640);
    const stat = await seen();
    expect(stat).toMatchObject({
      type: 'regular',
      mode: 0o640,
      bytes: 4,
      symlink: null,
      acl: { checked: true, extraReaders: 0 },
    });
    expect(stat.parents.map(({ path }) => path)).toEqual(['/', '/tmp', folder]);
    expect(stat.parents[1]?.mode).toBe(0o1777);
  });
  it('describes what a link ends in', async () => {
    write('real', '', 0o604);
    chmodSync(at('real'), 0o604);
    symlinkSync('real', at('.env'));
    expect(await seen()).toMatchObject({
      symlink: { owner: userInfo().username },
      type: 'regular',
      mode: 0o604,
      bytes: 0,
    });
  });
  it('tells a missing file from a link to nothing', async () => {
    expect(need(await see())).toMatchObject({ exists: false, link: false });
    symlinkSync('nowhere', at('.env'));
    expect(need(await see())).toMatchObject({ exists: false, link: true });
  });
  it.each([
    ['u:nobody:r', 1],
    ['u:nobody:r,g:games:r', 2],
    ['u:nobody:x', 0],
    ['u:nobody:r,m::x', 0],
  ])('counts who may read by %s', async (entries, extraReaders) => {
    write('.env', 'A=1\n');
    execFileSync('setfacl', ['-m', entries, at('.env')]);
    expect((await seen()).acl).toEqual({ checked: true, extraReaders });
  });
  it('knows without getfacl whether there is a list', async () => {
    write('.env', 'A=1\n');
    const read = async () => {
      const outputs = runSections(envFileStatProbe, context());
      outputs.acl = { ...outputs.acl!, exitCode: 127, stderr: Buffer.from('sh: 1: getfacl: not found\n') };
      const value = need((await envFileStatProbe.read(outputs, context())) as Read<EnvFileStat>);
      return value.exists ? value.acl : null;
    };
    expect(await read()).toEqual({ checked: true, extraReaders: 0 });
    execFileSync('setfacl', ['-m', 'u:nobody:r', at('.env')]);
    expect(await read()).toEqual({ checked: false, extraReaders: 0 });
  });
  it('is malformed when stat says something else', async () => {
    write('.env', 'A=1\n');
    for (const name of ['link', 'file', 'parents'] as const) {
      const outputs = runSections(envFileStatProbe, context());
      outputs[name] = { ...outputs[name]!, stdout: Buffer.from('regular file/600/root\n') };
      expect(await envFileStatProbe.read(outputs, context())).toMatchObject({ reason: { code: 'malformed' } });
    }
  });
});

describe('host.env-example', () => {
  type Example = FactValue<typeof envExample>;
  const see = (live: Record<string, string> | null): Promise<Read<Example>> =>
    runProbe(envExampleProbe, {
      ...context(),
      secrets: { environment: live && new Map(Object.entries(live)), started: null, also: [] },
    });
  const live = {
    SECRET_KEY: 'the-live-one',
    PORT: '5000',
    lower_key: 'x',
    DATABASE_URL: 'postgresql://a:b-c-d-e@db/x',
  };

  it('compares names and secrets', async () => {
    write('.env.example', 'PORT=5000\nSECRET_KEY=\nANOTHER=the-live-one\nodd=1\n');
    const value = need(await see(live));
    expect(value).toEqual({
      exists: true,
      path: at('.env.example'),
      keys: ['ANOTHER', 'PORT', 'SECRET_KEY'],
      sameAsLive: ['SECRET_KEY'],
      missing: ['DATABASE_URL'],
    });
  });
  it('says that there is none', async () => expect(need(await see(live))).toMatchObject({ exists: false }));
  it('says nothing without the live values', async () => {
    write('.env.example', 'SECRET_KEY=\n');
    expect(await see(null)).toMatchObject({ ok: false, reason: { code: 'not-collected' } });
  });
});

describeWith(['grep'], 'host.requirements', () => {
  type Requirements = FactValue<typeof requirements>;
  const see = async (app?: object): Promise<Requirements> =>
    need(await runProbe<Requirements>(requirementsProbe, context(app)));

  it('follows every -r and -c, and keeps no address', async () => {
    write(
      'requirements.txt',
      '--index-url https://user:hunter2@pypi.shop.test/simple\n-r requirements/base.txt\n-c limits.in\n\nFlask==3.0.3 \\\n    --hash=sha256:00ff\n',
    );
    write('requirements/base.txt', '-r ../more.txt\nSQLAlchemy>=2\n');
    write('more.txt', 'x @ https://user:hunter2@files.shop.test/x.whl\n');
    write('limits.in', 'sqlalchemy==2.0.30\n');
    write('notes.txt', 'not a requirement at all\n');
    const value = await see();
    expect(value.files).toEqual(['requirements.txt', 'requirements/base.txt', 'limits.in', 'more.txt']);
    expect(
      value.requirements.map(({ name, version, file, line, hashed, constraint }) => [
        name,
        version,
        file,
        line,
        hashed,
        constraint,
      ]),
    ).toEqual([
      ['flask', '3.0.3', 'requirements.txt', 5, true, false],
      ['sqlalchemy', null, 'requirements/base.txt', 2, false, false],
      ['sqlalchemy', '2.0.30', 'limits.in', 1, false, true],
      ['x', null, 'more.txt', 1, false, false],
    ]);
    expect(value).toMatchObject({ missing: [], notRead: 0, lockFiles: [] });
    expect(JSON.stringify(value)).not.toContain('hunter2');
  });
  it('names what is missing, but no place that may hold a password', async () => {
    write(
      'requirements.txt',
      '-r base.txt\n-r ../../etc/shadow\n-r https://user:hunter2@shop.test/r.txt\n-r /etc/passwd\n',
    );
    expect((await see()).missing).toEqual(['base.txt', '(another place)']);
  });
  it('does not turn in a ring', async () => {
    write('requirements.txt', '-r requirements.txt\n-r a.txt\n');
    write('a.txt', '-r requirements.txt\nflask==3\n');
    expect((await see()).files).toEqual(['requirements.txt', 'a.txt']);
  });
  it('says that the file is missing', async () => expect((await see()).missing).toEqual(['requirements.txt']));
  it('reads a file of another ending that the target names', async () => {
    write('deploy.pip', 'flask==3.0.3\n');
    expect((await see({ requirements: ['deploy.pip'] })).requirements).toHaveLength(1);
  });
  it('reads lock files', async () => {
    write(
      'poetry.lock',
      '[[package]]\nname = "Flask_Login"\nversion = "0.6.3"\n\n[package.dependencies]\nname = "x"\nversion = "1"\n',
    );
    write(
      'Pipfile.lock',
      JSON.stringify({ default: { gunicorn: { version: '==22.0.0' } }, develop: { pytest: { version: '==8.0' } } }),
    );
    const value = await see();
    expect(value.lockFiles).toEqual(['poetry.lock', 'Pipfile.lock']);
    expect(value.requirements.map(({ name, version }) => [name, version])).toEqual([
      ['flask-login', '0.6.3'],
      ['gunicorn', '22.0.0'],
    ]);
  });
  it('is malformed when a lock file is', async () => {
    write('Pipfile.lock', '{');
    expect(await runProbe(requirementsProbe, context())).toMatchObject({ reason: { code: 'malformed' } });
  });
});

describeWith(['find'], 'host.installed-packages', () => {
  it('reads the names of folders', async () => {
    const packages = 'venv/lib/python3.11/site-packages';
    for (const name of [
      'flask-3.0.3.dist-info',
      'Flask_Login-0.6.3.dist-info',
      'x-1.0+local.dist-info',
      'notes.dist-info',
      'flask',
    ])
      mkdirSync(at(`${packages}/${name}`), { recursive: true });
    const value = need(await runProbe<FactValue<typeof installedPackages>>(installedPackagesProbe, context()));
    expect(value.folders).toEqual([at(packages)]);
    expect(value.packages.map(({ name, version }) => `${name} ${version}`).sort()).toEqual([
      'flask 3.0.3',
      'flask-login 0.6.3',
      'x 1.0+local',
    ]);
  });
  it('is empty where there are none', async () =>
    expect(need(await runProbe(installedPackagesProbe, context()))).toEqual({ folders: [], packages: [] }));
});
