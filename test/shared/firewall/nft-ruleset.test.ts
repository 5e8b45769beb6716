import { describe, expect, it } from 'vitest';
import { parseNftRuleset } from '../../../shared/firewall/nft-ruleset';
import { reachOf, strangerReach } from '../../../shared/firewall/stranger-reach';
import { nftRules } from '../../support/rules';

const table = (more: object = {}) => ({ table: { family: 'inet', name: 't', handle: 1, ...more } });
const input = (policy = 'drop') => ({
  chain: { family: 'inet', table: 't', name: 'in', type: 'filter', hook: 'input', prio: 0, policy },
});
const rule = (...expr: object[]) => ({ rule: { family: 'inet', table: 't', chain: 'in', expr } });
const port = (right: unknown, op = '==') => ({
  match: { op, left: { payload: { protocol: 'tcp', field: 'dport' } }, right },
});
const accept = { accept: null };
const at = (port: number, ...objects: object[]) => reachOf(strangerReach(nftRules(...objects)), 'tcp', port).ipv4;

it.each([
  ['no JSON', '{'],
  ['another shape', '[]'],
  ['a table without a name', '{"nftables":[{"table":{"family":"ip"}}]}'],
  ['a rule of no chain', JSON.stringify({ nftables: [table(), rule(accept)] })],
  ['a set that is none', '{"nftables":[{"set":{"family":"ip","table":"t","name":"s","elem":7}}]}'],
  ['too many rules', JSON.stringify({ nftables: [table(), input(), ...Array(50_001).fill(rule(accept))] })],
])('is malformed: %s', (_name, text) => {
  expect(parseNftRuleset(text)).toMatchObject({ ok: false, reason: { code: 'malformed' } });
});

it('keeps no comment, prefix or other free text', () => {
  const objects = [
    table({ comment: 'secret-1' }),
    input(),
    {
      rule: {
        family: 'inet',
        table: 't',
        chain: 'in',
        comment: 'secret-2',
        expr: [{ log: { prefix: 'secret-3' } }, port(22), accept],
      },
    },
    {
      set: {
        family: 'inet',
        table: 't',
        name: 'allowed',
        comment: 'secret-4',
        elem: [{ elem: { val: 1, comment: 'secret-5' } }],
      },
    },
  ];
  expect(JSON.stringify(nftRules(...objects))).not.toContain('secret');
});

describe('flags of a table', () => {
  const open = [input('accept')];
  it('dormant: as if it were not there', () => {
    expect(at(22, table({ flags: ['dormant'] }), input()).verdict).toBe('open');
    expect(at(22, table({ flags: 'dormant,owner' }), input()).verdict).toBe('open');
  });
  it('owner: in force', () => {
    expect(at(22, table({ flags: 'owner' }), input()).verdict).toBe('closed');
  });
  // nft 1.0.6 prints stray memory instead of the flags, so it may be dormant.
  it('unreadable: neither open nor closed', () => {
    expect(at(22, table({ flags: 'Lester Gooch #5' }), input())).toMatchObject({
      verdict: 'unknown',
      by: 'not evaluated: flags of a table',
    });
    expect(at(22, table({ flags: 'Lester Gooch #5' }), ...open, rule(port(22), { drop: null })).verdict).toBe(
      'unknown',
    );
  });
});

describe('what is unknown is named, and decides nothing', () => {
  it.each([
    ['a set that is not there', port('@gone')],
    ['a port by name', port('ssh')],
    ['an expression of the future', { match: { op: '==', left: { horoscope: 1 }, right: 1 } }],
    ['a statement of the future', { horoscope: null }],
    ["iptables' extension", { xt: { type: 'match', name: 'geoip' } }],
    ["an older nft's opaque extension", { xt: null }],
    ['a quota', { quota: { val: 1, val_unit: 'mbytes' } }],
    ['another ordering', port(22, '~')],
    ['no expression at all', 7 as never],
  ])('%s', (_name, expression) => {
    expect(at(22, table(), input(), rule(expression as object, accept)).verdict).toBe('unknown');
    expect(at(22, table(), input('accept'), rule(expression as object, { drop: null })).verdict).toBe('unknown');
  });
  it.each([
    ['queue', { queue: { num: 1 } }],
    ['an opaque target', { xt: { type: 'target', name: 'SYNPROXY' } }],
    ['a jump to nowhere', { jump: { target: 'gone' } }],
    ['no tracking', { notrack: null }],
  ])('%s', (_name, verdict) => {
    expect(at(22, table(), input(), rule(port(22), verdict)).verdict).toBe('unknown');
    expect(at(23, table(), input(), rule(port(22), verdict)).verdict).toBe('closed');
  });
});

it('a log or a counter after which the rule goes on changes nothing', () => {
  expect(
    at(22, table(), input(), rule(port(22), { counter: { packets: 1, bytes: 2 } }, { log: {} }, accept)).verdict,
  ).toBe('open');
  expect(at(22, table(), input(), rule(port(22), { counter: 'c' })).verdict).toBe('closed');
});

it('chains that jump in circles, or fan out without end, end', () => {
  const chain = (name: string) => ({ chain: { family: 'inet', table: 't', name } });
  const jump = (from: string, to: string) => ({
    rule: { family: 'inet', table: 't', chain: from, expr: [{ jump: { target: to } }] },
  });
  expect(at(22, table(), input(), chain('a'), jump('in', 'a'), jump('a', 'a')).verdict).toBe('unknown');
  const names = Array.from({ length: 15 }, (_, i) => `c${i}`);
  const fan = names.flatMap((name, i) => (i < 14 ? Array(8).fill(jump(name, names[i + 1]!)) : []));
  expect(at(22, table(), input(), ...names.map(chain), jump('in', 'c0'), ...fan)).toMatchObject({
    verdict: 'unknown',
    by: 'a rule set too large to evaluate',
  });
});
