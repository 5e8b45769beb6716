import { describe, expect, it } from 'vitest';
import { unseen } from '../../../shared/fact';
import { parseNetwork } from '../../../shared/firewall/network';
import { reachOf, type StrangerReach, strangerReach } from '../../../shared/firewall/stranger-reach';
import { iptablesRules, networkOf, noRules, readTexts, recordedRules } from '../../support/rules';

const open = (reach: StrangerReach, family: 'ipv4' | 'ipv6', protocol: 'tcp' | 'udp') =>
  reach[family][protocol]
    .filter(({ verdict }) => verdict === 'open')
    .map(({ from, to, by }) => `${from === to ? from : `${from}-${to}`} by ${by}`);

describe("ufw's own rule sets", () => {
  it('the rule that lets in is named, and no port is unknown', () => {
    const reach = strangerReach(recordedRules('ufw-good'));
    expect(open(reach, 'ipv4', 'tcp')).toEqual([
      '22 by ufw-user-input: tcp, destination port 22, accept',
      '80 by ufw-user-input: tcp, destination port 80 443, accept',
      '443 by ufw-user-input: tcp, destination port 80 443, accept',
      '2222 by ufw-user-limit-accept: accept',
    ]);
    expect(open(reach, 'ipv6', 'udp')).toEqual([]);
    expect(reach.ipv6).toMatchObject({ filtered: true, defaultVerdict: 'drop', absent: null });
    expect(
      [reach.ipv4, reach.ipv6]
        .flatMap(({ tcp, udp }) => [...tcp, ...udp])
        .filter(({ verdict }) => verdict === 'unknown'),
    ).toEqual([]);
  });
  it('every port from 1 to 65535 has one verdict', () => {
    for (const family of ['ipv4', 'ipv6'] as const) {
      const ports = strangerReach(recordedRules('ufw-app-open'))[family].udp;
      expect(ports[0]!.from).toBe(1);
      expect(ports.at(-1)!.to).toBe(65535);
      for (const [i, { from }] of ports.entries()) if (i > 0) expect(from).toBe(ports[i - 1]!.to + 1);
    }
  });
  it.each([
    ['ufw-app-open', 'drop', 'drop'],
    // Without rules for it, ufw lets nothing in over IPv6.
    ['ufw-no-ipv6', 'drop', 'drop'],
    ['ufw-default-allow', 'accept', 'accept'],
    ['ufw-inactive', 'accept', 'accept'],
  ])('%s: by default IPv4 %s, IPv6 %s', (name, ipv4, ipv6) => {
    const reach = strangerReach(recordedRules(name));
    expect([reach.ipv4.defaultVerdict, reach.ipv6.defaultVerdict]).toEqual([ipv4, ipv6]);
  });
  it('switched off, nothing is filtered', () => {
    expect(strangerReach(recordedRules('ufw-inactive')).ipv4).toMatchObject({
      filtered: false,
      defaultBy: 'INPUT: policy accept',
    });
  });
});

it('no rules at all', () => {
  expect(strangerReach(noRules()).ipv4).toMatchObject({ filtered: false, defaultVerdict: 'accept' });
});

describe('where strangers come in', () => {
  it('is told from routes and addresses', () => {
    expect(parseNetwork(networkOf('both'))).toMatchObject({
      ok: true,
      value: {
        interfaces: expect.arrayContaining([
          { name: 'eth0', outside: true },
          { name: 'docker0', outside: false },
          { name: 'eth1', outside: false },
        ]),
        addresses: { ipv4: ['203.0.113.5'], ipv6: ['2001:db8::5'] },
        ipv6: 'on',
      },
    });
  });
  it.each([
    ['link-local', 'no interface has an IPv6 address beyond its own link'],
    ['off', 'no interface has an IPv6 address'],
  ] as const)('IPv6 %s: says how that is known', (absent, defaultBy) => {
    const reach = strangerReach(noRules(absent === 'off' ? 'no-ipv6' : 'link-local'));
    expect(reach.ipv6).toMatchObject({ absent, defaultBy });
    expect(reach.ipv4.defaultVerdict).toBe('accept');
  });
  it('unknown: rules that name an interface or an address decide nothing', () => {
    const rules = iptablesRules('-A INPUT -i eth0 -p tcp -m tcp --dport 22 -j ACCEPT\n-A INPUT -i lo -j ACCEPT', {
      network: 'nonsense',
    });
    expect(rules).toMatchObject({ interfaces: [], addresses: { ipv4: null }, ipv6: 'on' });
    const reach = strangerReach(rules);
    expect(reachOf(reach, 'tcp', 22).ipv4).toMatchObject({ verdict: 'unknown', by: 'not evaluated: interface' });
    expect(reachOf(reach, 'tcp', 23).ipv4.verdict).toBe('closed');
  });
  it.each(['', '== dev\n', networkOf('both').replace('    lo:', '  loop:')])('malformed', (text) => {
    expect(parseNetwork(text)).toMatchObject({ ok: false, reason: { code: 'malformed' } });
  });
});

describe('what could not be read', () => {
  const accepts = '*filter\n:INPUT ACCEPT [0:0]\nCOMMIT\n';
  const denied = unseen('no-root', { command: 'iptables-save' });
  it('no tool at all is no answer, nor is no root', () => {
    expect(readTexts({})).toEqual({ ok: false, reason: { code: 'no-tool', params: { tool: 'nft' } } });
    expect(readTexts({ nft: denied, ipv4: denied, ipv6: denied })).toMatchObject({
      ok: false,
      reason: { code: 'no-root' },
    });
  });
  it('one family: its ports are unknown, the other stands', () => {
    const read = readTexts({ nft: '{"nftables": []}', ipv4: accepts, ipv6: denied, network: networkOf('both') });
    if (!read.ok) throw new Error(read.reason.code);
    const reach = strangerReach(read.value);
    expect(reach.ipv4.defaultVerdict).toBe('accept');
    expect(reach.ipv6).toMatchObject({
      defaultVerdict: 'unknown',
      filtered: false,
      defaultBy: 'the rules of iptables: needs root: iptables-save was refused to this account',
    });
  });
  it('legacy tables that only a missing command could list', () => {
    const save = `# Generated by iptables-save v1.8.9 (nf_tables) on Tue\n${accepts}`;
    const read = readTexts({
      nft: '{"nftables": []}',
      ipv4: save,
      ipv6: save,
      warnsOfLegacy: true,
      network: networkOf('both'),
    });
    if (!read.ok) throw new Error(read.reason.code);
    expect(strangerReach(read.value).ipv4.defaultVerdict).toBe('unknown');
  });
});

it('a container port is open by its translation, whatever listens here', () => {
  const published = iptablesRules(
    ':INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n-A FORWARD -d 172.17.0.2/32 -o docker0 -p tcp -m tcp --dport 80 -j ACCEPT',
    {
      nat: '-A PREROUTING -p tcp -m tcp --dport 8080 -j DNAT --to-destination 172.17.0.2:80',
    },
  );
  expect(reachOf(strangerReach(published), 'tcp', 8080).ipv4).toMatchObject({ verdict: 'open', published: true });
  expect(reachOf(strangerReach(published), 'tcp', 80).ipv4).toMatchObject({ verdict: 'closed', published: false });
});
