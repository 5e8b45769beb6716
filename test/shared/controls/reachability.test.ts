import { describe, expect, it } from 'vitest';
import type { FactValue, Reason } from '../../../shared/fact';
import { type KernelRules, kernelRules } from '../../../shared/facts/host/kernel-rules';
import { type Sockets, sockets } from '../../../shared/facts/host/sockets';
import { reachability } from '../../../shared/facts/site/reachability';
import { factOf, judged } from '../../support/judged';
import { recordedRules } from '../../support/rules';

type Seen = FactValue<typeof reachability>;
type State = 'open' | 'refused' | 'filtered';
const denied: Reason = { code: 'no-root', params: { command: 'nft' } };
const at = (states: Record<number, State>, more: Partial<Seen['addresses'][number]> = {}) => ({
  address: '203.0.113.5',
  hosts: ['web-1'],
  loopback: false,
  ports: Object.entries(states).map(([port, state]) => ({ port: Number(port), service: 'a service', state })),
  ...more,
});
const seen = (...addresses: Seen['addresses']): Seen => ({ loopback: false, addresses, unresolved: [] });
const finding = (tried: Seen | Reason, rules: KernelRules | Reason = denied, listens: Sockets | Reason = denied) =>
  judged('firewall.reachability', [factOf(reachability, tried), factOf(kernelRules, rules), factOf(sockets, listens)]);

it('without --active it is for a person', () => {
  const { status, code, observed } = judged('firewall.reachability', []);
  expect({ status, code }).toEqual({ status: 'manual', code: 'needs-active' });
  expect(observed).toContain('--active');
});
it('this machine itself says nothing', () => {
  expect(finding({ loopback: true, addresses: [], unresolved: [] })).toMatchObject({
    status: 'not-applicable',
    code: 'loopback',
  });
  expect(finding(seen(at({ 5432: 'open' }, { loopback: true }))).status).toBe('not-applicable');
});
it('a port that answers and is not listed', () => {
  expect(finding(seen(at({ 22: 'open', 5432: 'open', 6379: 'refused' })))).toMatchObject({
    status: 'fail',
    params: { open: [{ address: '203.0.113.5', port: 5432 }] },
    notes: [],
  });
});
it('and the rules say that it is closed: the disagreement is told', () => {
  expect(finding(seen(at({ 5432: 'open' })), recordedRules('ufw-good'))).toMatchObject({
    status: 'fail',
    notes: [{ code: 'rules-differ' }],
  });
});

describe('silence passes only where something else says the same', () => {
  const quiet = seen(at({ 5432: 'filtered', 6379: 'refused' }));
  it('nothing does', () => {
    expect(finding(quiet)).toMatchObject({ status: 'manual', code: 'unproven' });
  });
  it('a listed port that answered', () => {
    expect(finding(seen(at({ 443: 'open', 5432: 'filtered' })))).toMatchObject({ status: 'pass', code: 'quiet' });
  });
  it("the host's rules", () => {
    expect(finding(quiet, recordedRules('ufw-good')).status).toBe('pass');
    expect(finding(quiet, recordedRules('ufw-default-allow')).status).toBe('manual');
  });
  it("the host's sockets", () => {
    const none: Sockets = { source: 'ss', processesNamed: true, sockets: [] };
    expect(finding(quiet, denied, none).status).toBe('pass');
    const listens = {
      protocol: 'tcp',
      family: 'ipv4',
      address: '0.0.0.0',
      port: 5432,
      bound: 'any',
      dualStack: false,
      pid: null,
      process: null,
    } as const;
    expect(finding(quiet, denied, { ...none, sockets: [listens] }).status).toBe('manual');
  });
  it('of every host behind the address', () => {
    expect(
      finding(seen(at({ 5432: 'filtered' }, { hosts: ['web-1', 'web-2'] })), recordedRules('ufw-good')).status,
    ).toBe('manual');
  });
});

it('a host that could not be found is not green', () => {
  const tried = { ...seen(at({ 443: 'open' })), unresolved: ['db-1'] };
  expect(finding(tried)).toMatchObject({ status: 'manual', code: 'unresolved' });
  expect(finding(seen())).toMatchObject({ status: 'manual', code: 'no-address' });
});
it.each([
  { code: 'malformed', params: { what: 'x' } },
  { code: 'timeout', params: { seconds: 3 } },
] satisfies Reason[])('could not be seen: $code', (reason) => {
  expect(finding(reason)).toMatchObject({ status: 'manual', code: reason.code });
});
