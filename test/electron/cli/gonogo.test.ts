import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checklistDigest } from '../../../shared/checklist/version';
import { checkJson, gonogo, type Ran } from '../../support/gonogo';
import { describeWith } from '../../support/needs';
import { freePort } from '../../support/sshd';

/** The built command line, as a person or a script meets it: what it writes where, and its exit codes. */

const folder = mkdtempSync(join(tmpdir(), 'gonogo-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

const schemas = join(import.meta.dirname, '../../../docs/schemas');
/** A validator that is not ours, over the published schema. */
function problems(schema: string, value: unknown): unknown {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  const validate = ajv.compile(JSON.parse(readFileSync(join(schemas, schema), 'utf8')));
  return validate(value) ? null : validate.errors;
}

describe('demo', () => {
  const out = join(folder, 'demo');
  const record = join(out, 'record');
  const json = (name: string) => JSON.parse(readFileSync(join(out, name), 'utf8'));
  let ran: Ran;
  beforeAll(async () => {
    ran = await gonogo(['demo', '--out', out]);
  });

  it('ends well, with the report and the line that verifies it', () => {
    expect(ran.stderr).toBe('');
    expect(ran.exitCode).toBe(0);
    expect(ran.stdout).toContain(`file://${record}/report.html`);
    expect(ran.stdout).toContain('openssl cms -verify -binary');
  });

  it('goes from no-go to go, in JSON that meets the published schema', () => {
    const [before, after] = [json('check-before.json'), json('check-after.json')];
    expect([before.decision, after.decision]).toEqual(['no-go', 'go']);
    expect(problems('check.schema.json', before)).toBeNull();
    expect(problems('check.schema.json', after)).toBeNull();
    expect(problems('record.schema.json', json('record/record.json'))).toBeNull();
    // What we publish may gain fields; what is there keeps its form.
    const finding = { ...before.findings[0], status: 'green' };
    expect(problems('check.schema.json', { ...before, later: true })).toBeNull();
    expect(problems('check.schema.json', { ...before, findings: [finding] })).not.toBeNull();
  });

  it('refuses an unknown key of a target, by the published schema too', () => {
    const target = { name: 'Shop', site: { url: 'https://shop.test' } };
    expect(problems('target.schema.json', target)).toBeNull();
    expect(problems('target.schema.json', { ...target, sites: [] })).not.toBeNull();
  });

  it('overwrites nothing', async () => {
    const again = await gonogo(['demo', '--out', out]);
    expect(again.exitCode).toBe(2);
    expect(again.stderr).toMatch(/^gonogo: .*nothing is overwritten.*\n$/);
  });

  it('tells what changed', async () => {
    const [before, after] = [join(out, 'check-before.json'), join(out, 'check-after.json')];
    expect((await gonogo(['diff', before, after])).exitCode).toBe(1);
    expect(await gonogo(['diff', after, after])).toMatchObject({ exitCode: 0, stdout: 'Nothing changed.\n' });
  });

  it('verifies: intact without a trust file, valid with the signer in it', async () => {
    const env = { GONOGO_HOME: folder };
    expect(await gonogo(['verify', record], { env })).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('INTACT, SIGNERS NOT IDENTIFIED'),
    });
    const trusted = await gonogo(['verify', record, '--trust', join(record, 'signers.pem')], { env });
    expect(trusted).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('VALID') });
  });

  describeWith(['zip'], 'in one file', () => {
    const packed = join(out, 'packed.gonogo');

    it('verifies and compares as the folder does', async () => {
      execFileSync('zip', ['-qr', packed, '.'], { cwd: record });
      const trust = ['--trust', join(record, 'signers.pem')];
      const [one, other] = [await gonogo(['verify', packed, ...trust]), await gonogo(['verify', record, ...trust])];
      expect(one.exitCode).toBe(0);
      expect(one.stdout.replaceAll(packed, record)).toBe(other.stdout);
      expect(await gonogo(['diff', record, packed])).toMatchObject({ exitCode: 0, stdout: 'Nothing changed.\n' });
    });

    it('is unreadable when it is cut short: exit 2, in one line', async () => {
      const cut = file('cut.gonogo', readFileSync(packed).subarray(0, 9_000).toString('latin1'));
      const { exitCode, stdout } = await gonogo(['verify', cut, '--format', 'json']);
      expect(exitCode).toBe(2);
      expect(JSON.parse(stdout).reasons).toEqual([
        { code: 'unreadable', where: cut, words: expect.stringContaining('is cut short') },
      ]);
      expect(await gonogo(['diff', cut, record])).toMatchObject({ exitCode: 2, stdout: '' });
    });
  });

  describeWith(['openssl'], 'without us', () => {
    it('openssl verifies the signature', () => {
      const args = ['cms', '-verify', '-binary', '-inform', 'DER', '-in', 'record.json.p7s', '-content', 'record.json'];
      const trust = ['-CAfile', 'signers.pem', '-purpose', 'any', '-out', '/dev/null'];
      execFileSync('openssl', [...args, ...trust], { cwd: record, stdio: 'pipe' });
    });
  });

  it('is not authentic with one changed byte in the report', async () => {
    const report = join(record, 'report.html');
    const bytes = readFileSync(report);
    bytes[bytes.length >> 1]! ^= 1;
    writeFileSync(report, bytes);
    const changed = await gonogo(['verify', record, '--format', 'json']);
    expect(changed.exitCode).toBe(1);
    expect(JSON.parse(changed.stdout)).toMatchObject({
      authentic: false,
      reasons: [{ code: 'file-changed', where: 'report.html' }],
    });
  });
});

describe('what cannot run', () => {
  it.each([
    ['a missing file', ['check', join(folder, 'none.yml')], /none\.yml: no such file/],
    ['an unknown command', ['chekc', 'x'], /unknown command 'chekc'/],
    ['an unknown option', ['check', 'x', '--formt', 'json'], /unknown option '--formt'/],
    ['an unknown control', ['check', 'x', '--only', 'tls.expire'], /--only tls\.expire: there is no such control/],
    ['a record that is not there', ['verify', join(folder, 'none')], /none/],
    ['secrets without a keychain', ['secrets', 'list', join(folder, 'site.yml')], /No keychain here/],
  ])('%s: exit 2, in words, without a stack', async (_what, args, words) => {
    file('site.yml', 'name: Shop\nsite: { url: "https://shop.test" }\n');
    const { exitCode, stdout, stderr } = await gonogo(args);
    expect(exitCode).toBe(2);
    expect(stdout + stderr).toMatch(words);
    expect(stderr).not.toMatch(/^\s+at |defect/m);
  });

  it('says line and suggestion of an unknown key, and nothing on stdout', async () => {
    const target = file('bad.yml', 'name: Shop\nsite:\n  url: https://shop.test\n  conect: 127.0.0.1\n');
    const { exitCode, stdout, stderr } = await gonogo(['check', target, '--format', 'json']);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toMatch(/bad\.yml:4:3: .*did you mean "connect"/);
  });

  it('asks twelve hosts at once without a warning of Node about so many listeners', async () => {
    const port = await freePort();
    const host = (n: number) =>
      `  - { name: web-${n}, roles: [web], ssh: { host: 127.0.0.1, port: ${port}, user: nobody } }`;
    const target = file(
      'twelve.yml',
      `name: Shop\nhosts:\n${Array.from({ length: 12 }, (_, n) => host(n)).join('\n')}\n`,
    );
    const { exitCode, stdout, stderr } = await gonogo(['check', target, '--hosts-at-once', '12']);
    expect(exitCode).toBe(2);
    expect(stdout).toContain('web-11');
    expect(stderr).not.toContain('Warning');
  });

  it('is complete JSON and exit 2 when a host is down', async () => {
    const port = await freePort();
    const yaml = `name: Shop
hosts: [{ name: web-1, roles: [web], ssh: { host: 127.0.0.1, port: ${port}, user: nobody } }]
`;
    const { result, exitCode } = await checkJson(file('down.yml', yaml));
    expect(exitCode).toBe(2);
    expect(result).toMatchObject({
      decision: 'no-go',
      partial: true,
      hosts: [{ name: 'web-1', hostKey: null, commands: [], error: { code: 'unreachable' } }],
    });
    expect(problems('check.schema.json', result)).toBeNull();
    const statuses = new Set(result.findings.filter(({ host }) => host === 'web-1').map(({ status }) => status));
    expect(statuses.has('pass')).toBe(false);
  });
});

describe('controls', () => {
  it('is JSON that meets the published schema', async () => {
    const { stdout, exitCode } = await gonogo(['controls', '--format', 'json']);
    expect(exitCode).toBe(0);
    expect(problems('controls.schema.json', JSON.parse(stdout))).toBeNull();
  });

  it('names the checklist by the digest of its source, though the bundle has it from its build', async () => {
    const { stdout } = await gonogo(['controls', '--format', 'json']);
    expect(JSON.parse(stdout).checklist.sha256).toBe(checklistDigest());
  });
});
