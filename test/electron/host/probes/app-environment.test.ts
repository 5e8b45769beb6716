import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Found } from '../../../../electron/host/probe';
import { appEnvironmentProbe } from '../../../../electron/host/probes/app-environment';
import { envFileProbe } from '../../../../electron/host/probes/env-file';
import { processesProbe } from '../../../../electron/host/probes/processes';
import { socketsProbe } from '../../../../electron/host/probes/sockets';
import type { FactId, Read } from '../../../../shared/fact';
import { type AppEnvironment, appEnvironment, parseUnit } from '../../../../shared/facts/host/app-environment';
import type { EnvFile } from '../../../../shared/facts/host/env-file';
import { parseSudoList } from '../../../../shared/facts/host/sudo';
import { targetSchema } from '../../../../shared/target';
import { describeWith } from '../../../support/needs';
import { freePort } from '../../../support/nginx';
import { appTarget, readContext, runProbe } from '../../../support/run-probe';

const factsOf = (facts: Partial<Record<FactId, unknown>>): Found => ({
  get: (type) => (facts[type.id] ?? null) as never,
});

describeWith(['python3', 'ss', 'ps'], 'a running app', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'gonogo-app-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** An app that takes its own .env into its environment only after it has started, as load_dotenv() does. */
  const running = async (env: Record<string, string>, envFile: string | null) => {
    if (envFile !== null) writeFileSync(join(folder, '.env'), envFile);
    const port = await freePort();
    const app = spawn(
      'python3',
      [
        '-c',
        `import os, socket, time; os.environ['LATE'] = 'late'; s = socket.create_server(('127.0.0.1', ${port})); print('up', flush=True); time.sleep(60)`,
      ],
      { env: { PATH: process.env.PATH, ...env }, stdio: ['ignore', 'pipe', 'inherit'] },
    );
    try {
      await once(app.stdout, 'data');
      const context = readContext(appTarget({ directory: folder, port }));
      const found: Partial<Record<FactId, unknown>> = {};
      context.found = factsOf(found);
      for (const probe of [socketsProbe, processesProbe, appEnvironmentProbe]) {
        const read = await runProbe(probe, context);
        if (!read.ok) throw new Error(JSON.stringify(read.reason));
        found[probe.fact.id] = read.value;
      }
      const service = found[appEnvironment.id] as AppEnvironment;
      return { context, found, service, env: (await runProbe(envFileProbe, context)) as Read<EnvFile> };
    } finally {
      app.kill();
    }
  };
  const keysOf = (env: Read<EnvFile>) => {
    if (!env.ok) throw new Error(JSON.stringify(env.reason));
    return env.value.keys.map(({ key, line, started, shape }) => [
      key,
      line,
      started,
      'value' in shape ? shape.value : '',
    ]);
  };

  it('was started with values that go over those of the file; what it loaded later does not show', async () => {
    const { env, service, context } = await running(
      { FLASK_DEBUG: '1', FLASK_ENV: 'production', API_TOKEN: 'a-token-that-only-the-process-has', EDITOR: 'vi' },
      'FLASK_DEBUG=0\nFLASK_ENV=production\nPORT=5000\nLATE=late\n',
    );
    expect(keysOf(env)).toEqual([
      ['API_TOKEN', null, 'different', ''],
      ['FLASK_DEBUG', 1, 'different', true],
      ['FLASK_ENV', 2, 'same', 'production'],
      ['LATE', 4, 'none', ''],
      ['PORT', 3, 'none', ''],
    ]);
    expect(service.variables).toBeGreaterThanOrEqual(5);
    expect(JSON.stringify([env, service])).not.toContain('only-the-process');
    expect(context.secrets.started?.get('API_TOKEN')).toBe('a-token-that-only-the-process-has');
    expect(context.secrets.also).toContainEqual(['FLASK_DEBUG', '0']);
  });

  it('puts what the process has where the file refers to it', async () => {
    const { context } = await running({ DB_HOST: 'db-7' }, 'URL=postgresql://u:p@${DB_HOST}/shop\n');
    expect(context.secrets.environment?.get('URL')).toBe('postgresql://u:p@db-7/shop');
  });

  it('is the source where there is no file, when a service started it', async () => {
    const { context, found } = await running({ SECRET_KEY: 'k'.repeat(40) }, null);
    expect(await runProbe(envFileProbe, context)).toMatchObject({ ok: false, reason: { code: 'no-file' } });
    const unit = { name: 'shop.service', environmentFiles: [], secretsInUnit: [], needsReload: false };
    found[appEnvironment.id] = { variables: 1, unit };
    expect(keysOf((await runProbe(envFileProbe, context)) as Read<EnvFile>)).toEqual([
      ['SECRET_KEY', null, 'different', ''],
    ]);
  });
});

it('is unseen where nothing listens on the port of the app', async () => {
  const context = readContext(appTarget(), { found: factsOf({}) });
  expect(await runProbe(appEnvironmentProbe, context)).toMatchObject({ ok: false, reason: { code: 'unreachable' } });
});

describe('the unit, by systemctl show', () => {
  it('names its files and which secrets it sets, without their values', () => {
    const read = parseUnit(
      [
        'Environment=PORT=5000 "API_TOKEN=with space \\"and quote\\"" SECRET_KEY= MAIL_PASSWORD=x',
        'EnvironmentFiles=/etc/shop/env (ignore_errors=no)',
        'EnvironmentFiles=/srv/shop/a b.env (ignore_errors=yes)',
        'Id=shop@1.service',
        'LoadState=loaded',
        'NeedDaemonReload=yes',
      ].join('\n'),
      [],
    );
    expect(read).toEqual({
      ok: true,
      value: {
        name: 'shop@1.service',
        environmentFiles: ['/etc/shop/env', '/srv/shop/a b.env'],
        secretsInUnit: ['API_TOKEN', 'MAIL_PASSWORD'],
        needsReload: true,
      },
    });
  });
  it.each([
    ['none', 'none\n', { ok: true, value: null }],
    ['one that is not loaded', 'Id=x.service\nLoadState=not-found\n', { ok: true, value: null }],
    ['something else', 'Failed to connect to bus\n', { ok: false }],
  ])('%s', (_, text, expected) => expect(parseUnit(text, [])).toMatchObject(expected));
});

describe('where sudo keeps what commands print', () => {
  const host = (sudo: string, user = 'deploy') => {
    const target = targetSchema.parse({
      name: 'Example Shop',
      hosts: [{ name: 'web-1', ssh: { sudo, user } }],
      app: { directory: '/srv/shop' },
    });
    return { target, host: target.hosts[0]!, app: target.app! };
  };
  const argv = (found: Found, sudo: string, user?: string) => {
    const { cat } = envFileProbe.sections;
    return cat?.as === 'root' ? cat.argv(host(sudo, user), found) : undefined;
  };
  it.each([
    ['it does', { logsOutput: true }, 'nopasswd', null],
    ['it would not say', null, 'password', null],
    ['it does not', { logsOutput: false }, 'nopasswd', expect.any(Array)],
    ['there is no sudo', null, 'none', expect.any(Array)],
  ])('values are read only where it does not: %s', (_, fact, sudo, expected) => {
    expect(argv(factsOf(fact ? { 'host.sudo': fact } : {}), sudo)).toEqual(expected);
  });
  it('says why', async () => {
    const { target } = host('nopasswd');
    const context = readContext(target, { found: factsOf({ 'host.sudo': { logsOutput: true } }) });
    expect(await envFileProbe.read({} as never, context)).toMatchObject({ reason: { code: 'refused' } });
  });
});

describeWith(['root', 'sudo', 'unshare', 'mount'], 'sudo -l of the real sudo', () => {
  const listed = (...sudoers: string[]): string => {
    const folder = mkdtempSync(join(tmpdir(), 'gonogo-sudo-'));
    try {
      const file = join(folder, 'sudoers');
      writeFileSync(file, sudoers.map((line) => `${line}\n`).join(''), { mode: 0o440 });
      // Over /etc/sudoers in a mount namespace of its own.
      const script = `mount --bind ${file} /etc/sudoers && exec sudo -n -l -U nobody`;
      return execFileSync('unshare', ['-m', 'sh', '-c', script], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };
  const all = 'nobody ALL=(ALL) NOPASSWD: ALL';
  it.each([
    ['plain', ['Defaults env_reset', all], false],
    ['for all', ['Defaults env_reset, log_output', all], true],
    ['of the account', ['Defaults:nobody log_output', all], true],
    ['switched off', ['Defaults !log_output', all], false],
    ['of one command', ['Defaults!/usr/bin/cat log_output', all], true],
    ['as a tag', ['nobody ALL=(ALL) NOPASSWD: LOG_OUTPUT: ALL'], true],
    ['input only', ['Defaults log_input', all], false],
  ])('%s', (_, sudoers, logsOutput) => expect(parseSudoList(listed(...sudoers))).toEqual({ logsOutput }));
});
