import { type Read, seen, unseen } from '../fact';
import type { KernelRules } from '../facts/host/kernel-rules';
import { formatIp, type IpAddress, isLinkLocal, isLoopback, isPrivate, parseIp, prefixRange } from '../ip-address';

/**
 * Where strangers can come in, from the kernel's own tables (proc_net(5)). The text has one part for each of dev, route,
 * ipv6_route, if_inet6 and addresses (the host's IPv4 addresses, one a line), each after a heading `== <name>`.
 */
export type NetworkFacts = Pick<KernelRules, 'interfaces' | 'addresses' | 'ipv6'>;

interface Route {
  device: string;
  network: IpAddress;
  length: number;
}

export function parseNetwork(text: string): Read<NetworkFacts> {
  const parts = new Map(
    text
      .split(/^== /m)
      .slice(1)
      .map((part) => {
        const [name = '', ...lines] = part.split('\n');
        return [name, lines.filter((line) => line.trim() !== '')];
      }),
  );
  const lines = (name: string) => parts.get(name) ?? [];
  if (!parts.has('dev') || !parts.has('route')) return unseen('malformed', { what: '/proc/net' });

  const names = lines('dev').flatMap((line) => /^\s*(\S{1,15}):/.exec(line)?.[1] ?? []);
  const routes = [...lines('route').flatMap(ipv4Route), ...lines('ipv6_route').flatMap(ipv6Route)];
  const given6 = lines('if_inet6').flatMap(ipv6Address);
  if (!names.includes('lo')) return unseen('malformed', { what: '/proc/net/dev' });

  const isPublic = (ip: IpAddress) => !isPrivate(ip) && !isLinkLocal(ip) && !isLoopback(ip) && !isMulticast(ip);
  const isOutside = (name: string) =>
    routes.some((route) => route.device === name && (route.length === 0 || isPublic(route.network))) ||
    given6.some(({ device, ip }) => device === name && isPublic(ip));
  const interfaces = names.filter((name) => name !== 'lo').map((name) => ({ name, outside: isOutside(name) }));
  const inner = routes.filter((route) => route.length > 0 && !isOutside(route.device));
  const outer = routes.filter((route) => route.length > 0 && isOutside(route.device));
  const isInner = (ip: IpAddress) =>
    inner.some((route) => covers(route, ip)) && !outer.some((route) => covers(route, ip));
  const canBeSentTo = (ip: IpAddress) => !isLoopback(ip) && !isLinkLocal(ip) && !isInner(ip);

  const given4 = lines('addresses').map((line) => parseIp(line.trim()));
  const ipv4 =
    parts.has('addresses') && given4.every((ip) => ip?.family === 'ipv4')
      ? given4.filter((ip) => ip !== null && canBeSentTo(ip)).map((ip) => formatIp(ip!))
      : null;
  const ipv6 = given6.map(({ ip }) => ip).filter(canBeSentTo);
  const linked = given6.some(({ device }) => device !== 'lo');
  return seen({
    interfaces,
    addresses: { ipv4, ipv6: ipv6.map(formatIp) },
    ipv6: ipv6.length > 0 ? 'on' : linked ? 'link-local' : 'off',
  });
}

const covers = ({ network, length }: Route, ip: IpAddress): boolean => {
  const { first, last } = prefixRange(network, length);
  return network.family === ip.family && first <= ip.value && ip.value <= last;
};

const isMulticast = ({ family, value }: IpAddress): boolean =>
  family === 'ipv4' ? value >> 28n === 0xen : value >> 120n === 0xffn;

/** Iface, Destination, Gateway, Flags, RefCnt, Use, Metric, Mask …: numbers in hex, the bytes of an address reversed. */
function ipv4Route(line: string): Route[] {
  const match = /^(\S{1,15})\s+([0-9A-F]{8})\s+[0-9A-F]{8}\s+[0-9A-F]{4}\s+\d+\s+\d+\s+\d+\s+([0-9A-F]{8})\s/.exec(
    line,
  );
  if (!match) return [];
  const number = (hex: string) => BigInt(`0x${hex.match(/../g)!.reverse().join('')}`);
  const length = number(match[3]!).toString(2).replaceAll('0', '').length;
  return [{ device: match[1]!, network: { family: 'ipv4', value: number(match[2]!) }, length }];
}

const rtfReject = 0x0200;
/** Destination, its length, source, its length, gateway, metric, use …, flags, device: addresses as 32 hex digits. */
function ipv6Route(line: string): Route[] {
  const match =
    /^([0-9a-f]{32}) ([0-9a-f]{2}) [0-9a-f]{32} [0-9a-f]{2} [0-9a-f]{32} [0-9a-f]{8} [0-9a-f]{8} [0-9a-f]{8} ([0-9a-f]{8})\s+(\S{1,15})$/.exec(
      line,
    );
  if (!match || match[4] === 'lo' || (Number.parseInt(match[3]!, 16) & rtfReject) !== 0) return [];
  const length = Number.parseInt(match[2]!, 16);
  if (length > 128) return [];
  return [{ device: match[4]!, network: { family: 'ipv6', value: BigInt(`0x${match[1]}`) }, length }];
}

/** Address, device number, prefix length, scope, flags, device. */
function ipv6Address(line: string): { device: string; ip: IpAddress }[] {
  const match = /^([0-9a-f]{32}) [0-9a-f]{2,8} [0-9a-f]{2} [0-9a-f]{2} [0-9a-f]{2,8}\s+(\S{1,15})$/.exec(line);
  return match ? [{ device: match[2]!, ip: { family: 'ipv6', value: BigInt(`0x${match[1]}`) } }] : [];
}
