import { expect, it } from 'vitest';
import type { Reason } from '../../../shared/fact';
import { type KernelRules, kernelRules } from '../../../shared/facts/host/kernel-rules';
import { type Processes, processes } from '../../../shared/facts/host/processes';
import { type Socket, type Sockets, sockets } from '../../../shared/facts/host/sockets';
import { factOf, judged } from '../../support/judged';
import { iptablesRules, noRules, recordedRules } from '../../support/rules';

const denied: Reason = { code: 'no-root', params: { command: 'nft' } };
const socket = (more: Partial<Socket> = {}): Socket => ({
  protocol: 'tcp',
  family: 'ipv4',
  address: '127.0.0.1',
  port: 5432,
  bound: 'loopback',
  dualStack: false,
  pid: 7,
  process: 'postgres',
  ...more,
});
const listening = (list: Partial<Socket>[], processesNamed = true): Sockets => ({
  source: 'ss',
  processesNamed,
  sockets: list.map(socket),
});
const everywhere = { address: '0.0.0.0', bound: 'any' } as const;
const running = (...names: string[]): Processes => ({
  processes: names.map((name, i) => ({ pid: i + 1, ppid: 0, user: 'postgres', startedAt: 0, name })),
});
const finding = (
  listens: Sockets | Reason,
  rules: KernelRules | Reason = recordedRules('ufw-good'),
  runs: Processes = running('postgres'),
) => judged('database.not-exposed', [factOf(sockets, listens), factOf(kernelRules, rules), factOf(processes, runs)]);

it('loopback passes without the rules', () => {
  expect(finding(listening([{}, { family: 'ipv6', address: '::1' }]), denied)).toMatchObject({
    status: 'pass',
    code: 'private',
    notes: [],
  });
});
it('to all, and let in from one address only', () => {
  expect(finding(listening([everywhere]))).toMatchObject({ status: 'pass', code: 'kept-out' });
});
it('to all, and let in', () => {
  expect(finding(listening([everywhere]), noRules())).toMatchObject({
    status: 'fail',
    code: 'open',
    params: { port: 5432, family: 'IPv4' },
  });
});
it('a second server on another port is found by its name', () => {
  const both = [{}, { ...everywhere, port: 5433 }];
  expect(finding(listening(both), noRules())).toMatchObject({ status: 'fail', params: { port: 5433 } });
  expect(finding(listening([{}, { ...everywhere, port: 80, process: 'nginx' }]), noRules()).status).toBe('pass');
});
it('without names only the usual port is looked at, and that is said', () => {
  expect(finding(listening([{ process: null, pid: null }], false), denied)).toMatchObject({
    status: 'pass',
    notes: [{ code: 'names-unseen' }],
  });
});
it('a socket only, or no database here at all', () => {
  expect(finding(listening([]))).toMatchObject({ status: 'pass', code: 'socket-only' });
  expect(finding(listening([]), noRules(), running('nginx'))).toMatchObject({ status: 'manual', code: 'no-database' });
  expect(finding(listening([], false))).toMatchObject({ status: 'manual', code: 'no-database' });
});
it('published for a container past the firewall', () => {
  const rules = iptablesRules(':INPUT DROP [0:0]\n:FORWARD ACCEPT [0:0]', {
    nat: '-A PREROUTING -p tcp -m tcp --dport 5432 -j DNAT --to-destination 172.17.0.2:5432',
  });
  expect(finding(listening([]), rules, running('nginx'))).toMatchObject({ status: 'fail', code: 'published' });
});
it('what could not be seen is for a person', () => {
  expect(finding(listening([everywhere]), denied)).toMatchObject({ status: 'manual', code: 'no-root' });
  expect(finding(listening([everywhere]), iptablesRules('-A INPUT -m geoip -j ACCEPT'))).toMatchObject({
    status: 'manual',
    code: 'unknown',
  });
  expect(finding({ code: 'malformed', params: { what: 'a line of ss' } })).toMatchObject({
    status: 'manual',
    code: 'malformed',
  });
});
