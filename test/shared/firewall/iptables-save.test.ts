import { describe, expect, it } from 'vitest';
import { parseIptablesSave } from '../../../shared/firewall/iptables-save';
import { reachOf, strangerReach } from '../../../shared/firewall/stranger-reach';
import { iptablesRules } from '../../support/rules';

const at = (port: number, filter: string, protocol: 'tcp' | 'udp' = 'tcp') =>
  reachOf(strangerReach(iptablesRules(filter)), protocol, port).ipv4;

it.each([
  ['a rule outside of a table', '-A INPUT -j ACCEPT\n'],
  ['no COMMIT', '*filter\n:INPUT DROP [0:0]\n'],
  ['two tables in one', '*filter\n*nat\nCOMMIT\n'],
  ['a rule of no chain', '*filter\n-A INPUT -j ACCEPT\nCOMMIT\n'],
  ['a chain without policy', '*filter\n:INPUT\nCOMMIT\n'],
  ['an open quote', '*filter\n:INPUT DROP [0:0]\n-A INPUT -m comment --comment "so -j ACCEPT\nCOMMIT\n'],
  ['another answer', 'iptables-save: command not found\n'],
])('is malformed: %s', (_name, text) => {
  expect(parseIptablesSave(text, { family: 'ip', by: 'iptables' })).toMatchObject({
    ok: false,
    reason: { code: 'malformed' },
  });
});

it('keeps no comment, and is not fooled by one', () => {
  const rules = iptablesRules('-A INPUT -p tcp -m tcp --dport 22 -m comment --comment "secret \\" -j ACCEPT" -j DROP');
  expect(JSON.stringify(rules)).not.toContain('secret');
  expect(reachOf(strangerReach(rules), 'tcp', 22).ipv4.verdict).toBe('closed');
});

describe('what is unknown is named, and decides nothing', () => {
  it.each([
    ['-m geoip', '-m geoip --source-country DE'],
    ['-m set', '-m set --match-set trusted src'],
    ['-m time', '-m time --timestart 08:00:00'],
    ['-m owner', '-m owner --uid-owner 0'],
    ['-m recent', '-m recent --rcheck --name knocked'],
    ['-m conntrack --ctexpire', '-m conntrack --ctexpire 1:5'],
    ['address with a mask', '-s 10.0.0.1/255.0.0.255'],
    ['port by name', '-p tcp -m tcp --dport ssh'],
  ])('%s', (what, conditions) => {
    expect(at(22, `-A INPUT ${conditions} -j ACCEPT`)).toMatchObject({
      verdict: 'unknown',
      by: `not evaluated: ${what}`,
    });
    expect(at(22, `:INPUT ACCEPT [0:0]\n-A INPUT ${conditions} -j DROP`).verdict).toBe('unknown');
  });
  it('a rule of another form', () => {
    expect(at(22, '-A INPUT --horoscope 7 -j ACCEPT').verdict).toBe('unknown');
    expect(at(22, '-A INPUT -j HOROSCOPE').verdict).toBe('unknown');
  });
  it('whatever comes before a certain verdict does not matter', () => {
    expect(
      at(22, '-A INPUT -m geoip --source-country DE -j ACCEPT\n-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT').verdict,
    ).toBe('open');
    expect(at(22, '-A INPUT -p udp -m geoip --source-country DE -j ACCEPT').verdict).toBe('closed');
    const logged =
      ':INPUT DROP [0:0]\n:log - [0:0]\n-A log -j LOG\n-A INPUT -m geoip -j log\n-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT';
    expect(at(22, logged).verdict).toBe('open');
  });
});

it('where it is uncertain whether a chain was left, what follows there is not certain either', () => {
  const leave = (how: string) =>
    `:INPUT ACCEPT [0:0]\n:other - [0:0]\n-A INPUT -m geoip --source-country DE ${how}\n-A INPUT -j DROP`;
  expect(at(22, leave('-j RETURN')).verdict).toBe('unknown');
  expect(at(22, leave('-g other')).verdict).toBe('unknown');
  expect(at(22, leave('-j other')).verdict).toBe('closed');
});

describe('what is known of a first packet', () => {
  it.each([
    ['-m limit --limit 3/min', 'open'],
    ['-m connlimit --connlimit-above 5', 'closed'],
    ['-m hashlimit --hashlimit-above 5/sec --hashlimit-name x', 'closed'],
    ['-m hashlimit --hashlimit-upto 5/sec --hashlimit-burst 5 --hashlimit-mode srcip --hashlimit-name x', 'open'],
    ['-m recent --update --seconds 30 --hitcount 6 --name DEFAULT --rsource', 'closed'],
    ['-m recent ! --update --seconds 30 --hitcount 6 --name DEFAULT --rsource', 'open'],
    ['-p tcp -m tcp --tcp-flags FIN,SYN,RST,ACK SYN', 'open'],
    ['-p tcp -m tcp ! --tcp-flags FIN,SYN,RST,ACK SYN', 'closed'],
    ['-p tcp -m tcp --tcp-flags FIN,ACK NONE', 'open'],
    ['-p tcp -m tcp --tcp-flags ALL NONE', 'closed'],
    ['-m policy --dir in --pol ipsec', 'closed'],
    ['-m policy --dir in --pol none', 'open'],
    ['-m rpfilter --invert', 'closed'],
    ['-m pkttype --pkt-type broadcast', 'closed'],
    ['-m conntrack --ctstate INVALID', 'closed'],
    ['-m state --state NEW', 'open'],
    ['-m mark --mark 0x1', 'closed'],
    ['-f', 'closed'],
    ['-i lo', 'closed'],
    ['! -i lo', 'open'],
    ['-i eth+', 'open'],
    ['-i docker0', 'closed'],
    ['-d 203.0.113.5/32', 'open'],
    ['-d 203.0.113.6/32', 'closed'],
    ['-d 224.0.0.0/4', 'closed'],
    ['-m iprange --src-range 10.0.0.1-10.0.0.9', 'closed'],
    ['-m iprange --dst-range 203.0.113.1-203.0.113.9', 'open'],
    ['-m rt --rt-type 0', 'closed'],
  ])('%s: %s', (conditions, verdict) => {
    expect(at(22, `-A INPUT ${conditions} -j ACCEPT`).verdict).toBe(verdict);
  });
});

describe('sources', () => {
  it.each([
    ['10.0.0.0/8', 'closed'],
    ['198.51.100.7/32', 'closed'],
    ['198.51.100.0/24', 'closed'],
    ['0.0.0.0/1', 'open'],
    ['64.0.0.0/6', 'open'],
  ])('let in from %s: %s', (source, verdict) => {
    expect(at(22, `-A INPUT -s ${source} -j ACCEPT`).verdict).toBe(verdict);
  });
  it('refused to a few: still open to the rest; refused to all in two halves: closed', () => {
    const accept = '-A INPUT -p tcp -j ACCEPT';
    expect(at(22, `-A INPUT -s 198.51.100.7/32 -j DROP\n${accept}`).verdict).toBe('open');
    expect(at(22, `-A INPUT -s 0.0.0.0/1 -j DROP\n-A INPUT -s 128.0.0.0/1 -j DROP\n${accept}`).verdict).toBe('closed');
    expect(at(22, `-A INPUT -s 0.0.0.0/1 -j DROP\n${accept}`).verdict).toBe('open');
    expect(at(22, `-A INPUT ! -s 10.0.0.0/8 -j DROP\n${accept}`).verdict).toBe('closed');
  });
  it('thousands of single addresses are no work', () => {
    const banned = Array.from(
      { length: 20_000 },
      (_, i) => `-A INPUT -s 198.${i >> 8}.${i & 255}.1/32 -p tcp -j REJECT`,
    );
    expect(at(22, `${banned.join('\n')}\n-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT`).verdict).toBe('open');
  });
});

it("a source port is the stranger's to choose; DHCP's answers do not count", () => {
  expect(at(5353, '-A INPUT -p udp -m udp --sport 53 -j ACCEPT', 'udp').verdict).toBe('open');
  expect(at(5353, ':INPUT ACCEPT [0:0]\n-A INPUT -p udp -m udp --sport 1024:65535 -j DROP', 'udp').verdict).toBe(
    'open',
  );
  expect(at(68, '-A INPUT -p udp -m udp --sport 67 --dport 68 -j ACCEPT', 'udp').verdict).toBe('closed');
  expect(at(68, '-A INPUT -p udp -m udp --dport 68 -j ACCEPT', 'udp').verdict).toBe('open');
});
