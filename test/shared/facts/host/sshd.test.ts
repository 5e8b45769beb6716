import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sshdProbe } from '../../../../electron/host/probes/sshd';
import { parseSshd, type Sshd, sshd } from '../../../../shared/facts/host/sshd';
import { describeWith } from '../../../support/needs';
import { appTarget, readContext, readRecorded } from '../../../support/run-probe';

const read = (given: Parameters<typeof parseSshd>[0]): Sshd => {
  const parsed = parseSshd(given);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.reason));
  return sshd.schema.parse(parsed.value);
};
const main = (text: string) => `== /etc/ssh/sshd_config\n${text}\n`;
const effective = (changes: Record<string, string> = {}) =>
  Object.entries({
    port: '22',
    permitrootlogin: 'without-password',
    permitemptypasswords: 'no',
    passwordauthentication: 'no',
    kbdinteractiveauthentication: 'no',
    ...changes,
  })
    .map(([keyword, value]) => `${keyword} ${value}\n`)
    .join('');

describe('Match blocks', () => {
  const blocks = (files: string) => read({ effective: effective(), files }).matchBlocks;

  it('reach to the next Match or the end of their file', () => {
    const files = `${main(`PermitRootLogin no
Match Address 10.0.0.0/8
  PermitRootLogin yes
Match all
  X11Forwarding no
Match User git,deploy
  PasswordAuthentication "yes"
  PasswordAuthentication no`)}== /etc/ssh/sshd_config.d/50.conf
PermitEmptyPasswords yes
`;
    expect(blocks(files)).toEqual([
      {
        conditions: ['address'],
        mayBeRoot: true,
        permitRootLogin: 'yes',
        permitEmptyPasswords: null,
        passwordAuthentication: null,
        keyboardInteractive: null,
      },
      {
        conditions: ['user'],
        mayBeRoot: false,
        permitRootLogin: null,
        permitEmptyPasswords: null,
        passwordAuthentication: 'yes',
        keyboardInteractive: null,
      },
    ]);
  });

  it.each([
    ['User root', true],
    ['User admin,root', true],
    ['User *', true],
    ['User rooty', false],
    ['Group wheel', true],
    ['User deploy Address 10.0.0.0/8', false],
  ])('whether root may be meant: %s', (conditions, mayBeRoot) => {
    expect(blocks(main(`Match ${conditions}\nPermitRootLogin yes`))).toMatchObject([{ mayBeRoot }]);
  });

  it('are unknown where the files are not readable', () => {
    expect(read({ effective: effective(), files: null }).matchBlocks).toBeNull();
  });
});

it.each([
  ['nothing', ''],
  ['no port', effective({ port: '' })],
  ['another word', effective({ permitrootlogin: 'perhaps' })],
  ['a flag that is none', effective({ passwordauthentication: 'maybe' })],
])('sshd -T is malformed: %s', (_name, text) => {
  expect(parseSshd({ effective: text, files: '' })).toMatchObject({ ok: false, reason: { code: 'malformed' } });
});

describe('where sshd does not run yet', () => {
  const context = readContext(appTarget());
  const noFolder = { stderr: 'Missing privilege separation directory: /run/sshd\r\n', exitCode: 255 };
  it('the files speak, the first value of each option', async () => {
    const files = `${main('Include /etc/ssh/sshd_config.d/*.conf\nPermitRootLogin no\nPort 2222')}
== /etc/ssh/sshd_config.d/10-ours.conf
PermitRootLogin yes
`;
    expect(await readRecorded(sshdProbe, { effective: noFolder, files }, context)).toMatchObject({
      ok: true,
      value: { permitRootLogin: 'yes', passwordAuthentication: true, ports: [2222] },
    });
  });
  it('no file, no answer; an Include of elsewhere neither', async () => {
    const malformed = { ok: false, reason: { code: 'malformed' } };
    expect(await readRecorded(sshdProbe, { effective: noFolder }, context)).toMatchObject(malformed);
    const files = main('Include /opt/sshd/*.conf');
    expect(await readRecorded(sshdProbe, { effective: noFolder, files }, context)).toMatchObject(malformed);
  });
  it('another failure is no answer', async () => {
    const denied = { stderr: 'sshd: no hostkeys available -- exiting.\n', exitCode: 1 };
    expect(await readRecorded(sshdProbe, { effective: denied, files: main('') }, context)).toMatchObject({
      ok: false,
      reason: { code: 'no-root' },
    });
  });
});

describeWith(['root', 'unshare', 'sshd', 'ssh-keygen'], 'against sshd', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'gonogo-sshd-'));
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', `${folder}/key`]);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each([
    ['PermitRootLogin yes', { permitRootLogin: 'yes' }],
    ['PermitRootLogin without-password', { permitRootLogin: 'prohibit-password' }],
    ['PermitRootLogin forced-commands-only', { permitRootLogin: 'forced-commands-only' }],
    ['PermitEmptyPasswords yes', { permitEmptyPasswords: true }],
    ['Port 22\nPort 2222', { ports: [22, 2222] }],
    [
      'PasswordAuthentication no\nKbdInteractiveAuthentication no',
      { passwordAuthentication: false, keyboardInteractive: false },
    ],
    ['PermitRootLogin no\nMatch Address 203.0.113.0/24\nPermitRootLogin yes', { permitRootLogin: 'yes' }],
    [
      'PermitRootLogin no\nMatch User root\nPasswordAuthentication yes',
      { permitRootLogin: 'no', passwordAuthentication: true },
    ],
  ])('%s', (config, expected) => {
    writeFileSync(`${folder}/config`, `HostKey ${folder}/key\n${config}\n`);
    const section = sshdProbe.sections.effective!;
    const argv = section.as === 'root' ? section.argv({} as never, {} as never)! : [];
    // sshd wants /run/sshd, which a machine that never ran it has not: it gets one of its own.
    const within = 'mount -t tmpfs tmpfs /run; mkdir /run/sshd; exec "$@"';
    const stdout = execFileSync(
      'unshare',
      ['-m', 'sh', '-ec', within, 'sh', '/usr/sbin/sshd', ...argv.slice(1), '-f', `${folder}/config`],
      { encoding: 'utf8' },
    );
    expect(read({ effective: stdout, files: '' })).toMatchObject(expected);
  });
});
