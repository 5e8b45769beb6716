import { describe, expect, it } from 'vitest';
import type { Reason } from '../../../shared/fact';
import { type Sshd, type SshdMatchBlock, sshd } from '../../../shared/facts/host/sshd';
import { factOf, judged } from '../../support/judged';

const server = (more: Partial<Sshd> = {}): Sshd => ({
  permitRootLogin: 'no',
  permitEmptyPasswords: false,
  passwordAuthentication: false,
  keyboardInteractive: false,
  ports: [22],
  matchBlocks: [],
  ...more,
});
const block = (more: Partial<SshdMatchBlock>): Partial<Sshd> => ({
  matchBlocks: [
    {
      conditions: ['address'],
      mayBeRoot: true,
      permitRootLogin: null,
      permitEmptyPasswords: null,
      passwordAuthentication: null,
      keyboardInteractive: null,
      ...more,
    },
  ],
});
const finding = (control: string, seen: Sshd | Reason) => judged(control, [factOf(sshd, seen)]);

describe.each(['firewall.ssh-hardening', 'firewall.ssh-passwords'])('%s', (control) => {
  it.each([
    { code: 'no-root', params: { command: 'sshd' } },
    { code: 'malformed', params: { what: 'sshd -T' } },
    { code: 'no-tool', params: { tool: 'sshd' } },
  ] satisfies Reason[])('$code is an error', (reason) => {
    expect(finding(control, reason)).toMatchObject({ status: 'error', code: reason.code });
  });
  it('Match blocks unread: not green', () => {
    expect(finding(control, server({ matchBlocks: null }))).toMatchObject({ status: 'error', code: 'match-unread' });
  });
});

it.each([
  [{}, 'pass', 'hardened'],
  [{ permitRootLogin: 'prohibit-password' }, 'pass', 'hardened'],
  [{ permitRootLogin: 'forced-commands-only' }, 'pass', 'hardened'],
  [{ permitRootLogin: 'yes' }, 'fail', 'root-password'],
  [{ permitRootLogin: 'yes', matchBlocks: null }, 'fail', 'root-password'],
  [{ permitEmptyPasswords: true }, 'fail', 'empty-passwords'],
  [block({ permitRootLogin: 'yes' }), 'fail', 'match-root'],
  [block({ permitRootLogin: 'yes', mayBeRoot: false }), 'pass', 'hardened'],
  [block({ permitRootLogin: 'no' }), 'pass', 'hardened'],
  [block({ permitEmptyPasswords: 'yes', mayBeRoot: false }), 'fail', 'match-empty'],
  [block({ permitRootLogin: 'unreadable' }), 'error', 'match-unreadable'],
] satisfies [Partial<Sshd>, string, string][])('ssh-hardening: %j is %s', (more, status, code) => {
  expect(finding('firewall.ssh-hardening', server(more))).toMatchObject({ status, code, notes: [] });
});

it('ssh-hardening: passwords for others are a remark', () => {
  expect(finding('firewall.ssh-hardening', server({ passwordAuthentication: true }))).toMatchObject({
    status: 'pass',
    notes: [{ code: 'passwords' }],
  });
});

it.each([
  [{}, 'pass', 'keys'],
  [{ passwordAuthentication: true }, 'fail', 'passwords'],
  [{ keyboardInteractive: true }, 'fail', 'passwords'],
  [block({ passwordAuthentication: 'yes' }), 'fail', 'match-passwords'],
  [block({ keyboardInteractive: 'unreadable' }), 'fail', 'match-passwords'],
  [block({ passwordAuthentication: 'no' }), 'pass', 'keys'],
] satisfies [Partial<Sshd>, string, string][])('ssh-passwords: %j is %s', (more, status, code) => {
  expect(finding('firewall.ssh-passwords', server(more))).toMatchObject({ status, code });
});
