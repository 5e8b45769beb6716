import { type Answer, type Answering, type Answers, fails, lines, rootOnly, says } from '../answer';
import recorded from '../recorded-ufw.generated.json';
import type { PracticeState } from '../state';

/**
 * A host whose rules ufw made, as iptables-nft keeps them. The recording is of a real one (ufw 0.36.2, nftables 1.0.6,
 * iptables 1.8.9); where it said what is allowed, there is a mark in it.
 */
type NftFamily = 'ip' | 'ip6';

const nftAllow = (family: NftFamily, port: number, handle: number) => ({
  rule: {
    family,
    table: 'filter',
    chain: family === 'ip' ? 'ufw-user-input' : 'ufw6-user-input',
    handle,
    expr: [
      { match: { op: '==', left: { payload: { protocol: 'tcp', field: 'dport' } }, right: port } },
      { counter: { packets: 0, bytes: 0 } },
      { accept: null },
    ],
  },
});

function nft({ firewall }: PracticeState): Answer {
  const [metainfo] = recorded.nft;
  const nftables = firewall.active
    ? recorded.nft.flatMap((entry): unknown[] =>
        'allowed' in entry
          ? firewall.allowed.map((port, i) => nftAllow(entry.allowed as NftFamily, port, 500 + 4 * i))
          : [entry],
      )
    : [metainfo];
  return says(`${JSON.stringify({ nftables })}\n`);
}

/** Its heading and end carry the time. An untouched kernel has nothing to save. */
const save =
  (table: readonly string[], chain: string) =>
  ({ firewall }: PracticeState): Answer =>
    says(
      firewall.active
        ? lines(
            ...table.flatMap((line) =>
              line === 'allowed'
                ? firewall.allowed.map((port) => `-A ${chain} -p tcp -m tcp --dport ${port} -j ACCEPT`)
                : [line.startsWith('#') ? `${line} on ${new Date().toUTCString()}` : line],
            ),
          )
        : '',
    );

function status({ firewall }: PracticeState): Answer {
  if (!firewall.active) return says(lines('Status: inactive'));
  const row = (to: string, from: string) => `${to.padEnd(26)} ALLOW IN    ${from.padEnd(26)}`;
  return says(
    lines(
      'Status: active',
      'Logging: on (low)',
      'Default: deny (incoming), allow (outgoing), disabled (routed)',
      'New profiles: skip',
      '',
      'To                         Action      From',
      '--                         ------      ----',
      ...firewall.allowed.map((port) => row(`${port}/tcp`, 'Anywhere')),
      ...firewall.allowed.map((port) => row(`${port}/tcp (v6)`, 'Anywhere (v6)')),
      '',
    ),
  );
}

const deniedSave = (tool: string): Answer =>
  fails(
    4,
    `${tool} v1.8.9 (nf_tables): Could not fetch rule set generation id: Permission denied (you must be root)\n`,
  );

/** No table of the older kind was ever loaded. */
const nothingLegacy: Answering = () => says('');

/** One interface with public addresses (of the ranges for documentation), and a route to everywhere. */
const network = `\
== dev
Inter-|   Receive                                                |  Transmit
 face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
    lo: 8214096   41220    0    0    0     0          0         0  8214096   41220    0    0    0     0       0          0
  eth0: 998411203 1204110    0    0    0     0          0         0 401220117  801177    0    0    0     0       0          0
== route
Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
eth0\t00000000\t017100CB\t0003\t0\t0\t0\t00000000\t0\t0\t0
eth0\t007100CB\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0
== ipv6_route
20010db8000000000000000000000000 40 00000000000000000000000000000000 00 00000000000000000000000000000000 00000100 00000001 00000000 00000001     eth0
00000000000000000000000000000000 00 00000000000000000000000000000000 00 20010db8000000000000000000000001 00000400 00000001 00000000 00000003     eth0
00000000000000000000000000000001 80 00000000000000000000000000000000 00 00000000000000000000000000000000 00000000 00000002 00000000 80200001       lo
20010db8000000000000000000000010 80 00000000000000000000000000000000 00 00000000000000000000000000000000 00000000 00000002 00000000 80200001     eth0
== if_inet6
20010db8000000000000000000000010 02 40 00 80     eth0
00000000000000000000000000000001 01 80 10 80       lo
== addresses
127.0.0.1
203.0.113.10
`;

export const firewallAnswers: Answers = {
  'ufw.status': rootOnly(fails(1, 'ERROR: You need to be root to run this script\n'), status),
  'kernel-rules.nft': rootOnly(fails(1, 'Operation not permitted (you must be root)\n'), nft),
  'kernel-rules.ipv4': rootOnly(deniedSave('iptables-save'), save(recorded.iptables, 'ufw-user-input')),
  'kernel-rules.ipv6': rootOnly(deniedSave('ip6tables-save'), save(recorded.ip6tables, 'ufw6-user-input')),
  'kernel-rules.legacy-ipv4': nothingLegacy,
  'kernel-rules.legacy-ipv6': nothingLegacy,
  'kernel-rules.network': () => says(network),
};
