import { describe, expect, it } from 'vitest';
import type { Reason } from '../../../shared/fact';
import { type KernelRules, kernelRules } from '../../../shared/facts/host/kernel-rules';
import { type Socket, type Sockets, sockets } from '../../../shared/facts/host/sockets';
import { type Ufw, ufw } from '../../../shared/facts/host/ufw';
import { factOf, judged } from '../../support/judged';
import { iptablesRules, noRules, recordedRules } from '../../support/rules';

const denied: Reason = { code: 'no-root', params: { command: 'nft' } };
const malformed: Reason = { code: 'malformed', params: { what: 'nft: no JSON' } };
const noTool: Reason = { code: 'no-tool', params: { tool: 'ufw' } };
const inactive: Ufw = { active: false };
const active: Ufw = {
  active: true,
  defaults: { incoming: 'deny', outgoing: 'allow', routed: 'disabled' },
  rules: [
    {
      action: 'allow',
      direction: 'in',
      family: 'ipv4',
      protocol: 'tcp',
      ports: [{ from: 22, to: 22 }],
      fromAnywhere: true,
    },
  ],
};
const finding = (control: string, rules: KernelRules | Reason, said: Ufw | Reason = noTool, target: object = {}) =>
  judged(control, [factOf(kernelRules, rules), factOf(ufw, said)], target);
const unsure = iptablesRules('-A INPUT -m geoip --source-country DE -j ACCEPT');
const notes = (found: ReturnType<typeof finding>) => found.notes.map(({ code }) => code);

describe.each(['firewall.active', 'firewall.default-deny', 'firewall.allowed-ports'])('%s', (control) => {
  it.each([
    ['no root', denied],
    ['malformed', malformed],
  ])('%s: for a person to attest, never green', (_name, reason) => {
    expect(finding(control, reason)).toMatchObject({ status: 'manual', code: reason.code });
  });
  it('passes with ufw as its guide says', () => {
    const allowed = { firewall: { allowedPorts: [22, 80, 443, 2222] } };
    expect(finding(control, recordedRules('ufw-good'), active, allowed).status).toBe('pass');
  });
  it('fails without any rule, and repairs it without locking anybody out', () => {
    const found = finding(control, noRules());
    expect(found.status).toBe('fail');
    if (control !== 'firewall.allowed-ports') expect(found.fix).toContain('ufw allow 22/tcp\n    ufw allow 80/tcp');
  });
  it('cannot tell: manual, with what could not be evaluated', () => {
    const found = finding(control, unsure);
    expect(found).toMatchObject({ status: 'manual', code: 'not-evaluated' });
    expect(found.observed).toContain('-m geoip');
  });
  it('without IPv6, IPv4 decides, and that is said', () => {
    const found = finding(control, recordedRules('ufw-no-ipv6', 'no-ipv6'));
    expect(found.notes.map(({ text }) => text)).toContain('IPv6 was not judged: no interface has an IPv6 address');
  });
});

describe('firewall.active', () => {
  it('ufw calls itself inactive, and other rules filter', () => {
    const found = finding('firewall.active', recordedRules('ufw-good'), inactive);
    expect([found.status, notes(found)]).toEqual(['pass', ['ufw-inactive']]);
  });
  it('ufw calls itself active, and IPv6 is let through', () => {
    const rules = iptablesRules('-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT', { ipv6: ':INPUT ACCEPT [0:0]' });
    const found = finding('firewall.active', rules, active);
    expect(found).toMatchObject({ status: 'fail', observed: 'nothing filters incoming IPv6' });
    expect(notes(found)).toEqual(['ufw-active']);
  });
});

describe('firewall.default-deny', () => {
  it('a list of forbidden ports is no default', () => {
    const found = finding('firewall.default-deny', recordedRules('ufw-default-allow'));
    expect(found).toMatchObject({ status: 'fail', code: 'accepts', params: { families: 'IPv4 and IPv6' } });
  });
  it('only IPv4 denies', () => {
    const rules = iptablesRules('-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT', {
      ipv6: ':INPUT ACCEPT [0:0]\n-A INPUT -p tcp -m tcp --dport 23 -j DROP',
    });
    expect(finding('firewall.default-deny', rules)).toMatchObject({
      status: 'fail',
      params: { families: 'IPv6', by: 'INPUT: policy accept' },
    });
  });
  it('only one family could be read: not green; a failure stays one', () => {
    const half = (ipv4: string) => ({
      ...iptablesRules(ipv4),
      unread: [{ family: 'ipv6' as const, what: 'iptables' as const, reason: denied }],
    });
    expect(finding('firewall.default-deny', half(''))).toMatchObject({
      status: 'manual',
      params: { families: 'IPv6' },
    });
    expect(finding('firewall.default-deny', half(':INPUT ACCEPT [0:0]'))).toMatchObject({
      status: 'fail',
      params: { families: 'IPv4' },
    });
  });
});

describe('firewall.allowed-ports', () => {
  it("names the rule that lets the app's port in", () => {
    const found = finding('firewall.allowed-ports', recordedRules('ufw-app-open'));
    expect(found.status).toBe('fail');
    expect(found.observed).toBe(
      'let in from anywhere, and not listed: tcp 5000 over IPv4 and IPv6 (ufw-user-input: tcp, destination port 5000, accept); udp 1000-2000 over IPv4 and IPv6 (ufw-user-input: udp, destination port 1000-2000, accept); udp 5000 over IPv4 and IPv6 (ufw-user-input: udp, destination port 5000, accept)',
    );
  });
  it('the SSH port counts only if it is listed', () => {
    const found = finding('firewall.allowed-ports', recordedRules('ufw-no-ipv6'), noTool, {
      firewall: { allowedPorts: [443] },
    });
    expect(found.observed).toContain('tcp 22 over IPv4 ');
  });
  it('a range is cut at the listed ports', () => {
    const rules = iptablesRules('-A INPUT -p tcp -m tcp --dport 79:81 -j ACCEPT');
    expect(finding('firewall.allowed-ports', rules).params).toMatchObject({
      open: [
        { from: 79, to: 79 },
        { from: 81, to: 81 },
      ],
      more: 0,
    });
  });
  it('a rule behind the back of ufw', () => {
    const found = finding(
      'firewall.allowed-ports',
      iptablesRules('-A INPUT -p tcp -m multiport --dports 22,6379 -j ACCEPT'),
      active,
    );
    expect(found.notes).toMatchObject([
      { text: 'ufw lists no rule for tcp 6379 over IPv4 and IPv6: it is let in past ufw' },
    ]);
  });
  it('a failure is not hidden by what could not be evaluated', () => {
    const rules = iptablesRules('-A INPUT -p tcp -m tcp --dport 6379 -j ACCEPT\n-A INPUT -m geoip -j ACCEPT');
    expect(finding('firewall.allowed-ports', rules).status).toBe('fail');
  });
});

const socket = (more: Partial<Socket> = {}): Socket => ({
  protocol: 'tcp',
  family: 'ipv4',
  address: '0.0.0.0',
  port: 5000,
  bound: 'any',
  dualStack: false,
  pid: 7,
  process: 'gunicorn',
  ...more,
});
const listening = (...list: Partial<Socket>[]): Sockets => ({
  source: 'ss',
  processesNamed: true,
  sockets: list.map(socket),
});
const loopback = { address: '127.0.0.1', bound: 'loopback' } as const;

describe('firewall.app-port-private', () => {
  const app = (listens: Sockets | Reason, rules: KernelRules | Reason = recordedRules('ufw-good')) =>
    judged('firewall.app-port-private', [factOf(sockets, listens), factOf(kernelRules, rules)]);
  it('loopback: private, whatever the rules', () => {
    expect(app(listening(loopback), denied)).toMatchObject({ status: 'pass', code: 'private' });
  });
  it('to all, and kept out by the rule that is named', () => {
    expect(app(listening({}))).toMatchObject({
      status: 'pass',
      code: 'kept-out',
      params: { by: 'INPUT: policy drop' },
    });
  });
  it('to all, and let in', () => {
    expect(app(listening(loopback, {}), recordedRules('ufw-app-open'))).toMatchObject({
      status: 'fail',
      observed: 'strangers reach port 5000 over IPv4 (ufw-user-input: tcp, destination port 5000, accept)',
    });
  });
  it('dual-stack, and open over IPv6 only', () => {
    const rules = iptablesRules('', { ipv6: ':INPUT ACCEPT [0:0]' });
    expect(app(listening({ family: 'ipv6', address: '::', dualStack: true }), rules)).toMatchObject({
      status: 'fail',
      params: { family: 'IPv6' },
    });
    expect(app(listening({}), rules).status).toBe('pass');
  });
  it('an address of an inner network is not for strangers', () => {
    expect(app(listening({ address: '10.0.0.5', bound: 'address' }), noRules()).status).toBe('pass');
    expect(app(listening({ address: '203.0.113.5', bound: 'address' }), noRules()).status).toBe('fail');
  });
  it('to all, and the rules unseen or not evaluated: never green', () => {
    expect(app(listening({}), denied)).toMatchObject({ status: 'error', code: 'no-root' });
    expect(app(listening({}), unsure)).toMatchObject({ status: 'error', code: 'unknown' });
  });
  it('nothing listens; what the firewall would let in is said', () => {
    expect(app(listening())).toMatchObject({ status: 'pass', code: 'silent', notes: [] });
    expect(app(listening({ protocol: 'udp' }), recordedRules('ufw-app-open'))).toMatchObject({
      status: 'pass',
      notes: [{ code: 'let-in' }],
    });
  });
  it('published for a container, whatever listens', () => {
    const rules = iptablesRules(':INPUT DROP [0:0]\n:FORWARD ACCEPT [0:0]', {
      nat: '-A PREROUTING -p tcp -m tcp --dport 5000 -j DNAT --to-destination 172.17.0.2:5000',
    });
    expect(app(listening(loopback), rules)).toMatchObject({ status: 'fail', code: 'published' });
  });
  it('sockets unseen', () => {
    expect(app(malformed)).toMatchObject({ status: 'error', code: 'malformed' });
  });
});
