import { z } from 'zod';
import { defineFact, type FactValue, type Read, seen, unseen } from '../../fact';
import { formatIp, type IpAddress, isLinkLocal, isLoopback, parseIp, unmapped } from '../../ip-address';

/** A listening TCP socket, or an unconnected UDP one, of the host's own network namespace. */
export const socketSchema = z.strictObject({
  protocol: z.enum(['tcp', 'udp']),
  family: z.enum(['ipv4', 'ipv6']),
  /** Without brackets and zone; an IPv4-mapped address is given as IPv4. */
  address: z.string().max(64),
  port: z.number().int().min(1).max(65535),
  bound: z.enum(['loopback', 'any', 'address', 'link-local']),
  /** An IPv6 socket that takes IPv4 too. /proc/net does not say, so there it is true for each that is bound to any. */
  dualStack: z.boolean(),
  pid: z.number().int().positive().nullable(),
  /** The kernel's name of the process, at most 15 bytes; null when it could not be seen. */
  process: z
    .string()
    .regex(/^[\x21-\x7e ]{1,15}$/)
    .nullable(),
});
export type Socket = z.infer<typeof socketSchema>;

/** Every socket that waits for strangers on this host, by ss(8), or by /proc/net where there is no ss. */
export const sockets = defineFact({
  id: 'host.sockets',
  schema: z.strictObject({
    source: z.enum(['ss', 'proc']),
    /** False where the account may not see whose sockets they are. */
    processesNamed: z.boolean(),
    sockets: z.array(socketSchema).max(20_000),
  }),
});
export type Sockets = FactValue<typeof sockets>;

// Local address as ss prints it: `*`, `0.0.0.0`, `[::]`, a zone after `%`. The rest of the line is the peer and, for root, users:((…)).
const ssLine =
  /^(tcp|udp)\s+(LISTEN|UNCONN)\s+\d+\s+\d+\s+(?:\[([0-9a-fA-F:.]{2,45})\]|([0-9.]{7,15})|(\*))(?:%([^\s:]{1,15}))?:(\d{1,5})\s+\S+(?:\s+users:\(\("(.{0,64}?)",pid=(\d{1,10}),.*)?\s*$/;

/** `ss -H -ltnup`. `asRoot`: then each line names its processes. */
export function parseSs(text: string, { asRoot }: { asRoot: boolean }): Read<Sockets> {
  const found: Socket[] = [];
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const match = ssLine.exec(line);
    const port = Number(match?.[7]);
    const ip = match?.[5] ? anyIpv6 : parseIp(match?.[3] ?? match?.[4] ?? '');
    if (!match || !ip || port < 1 || port > 65535) return unseen('malformed', { what: 'a line of ss' });
    const process = match[8] ?? null;
    found.push({
      protocol: match[1] as Socket['protocol'],
      ...place(ip, match[6] === 'lo'),
      port,
      dualStack: match[5] === '*',
      pid: match[9] ? Number(match[9]) : null,
      process: process !== null && /^[\x21-\x7e ]{1,15}$/.test(process) ? process : null,
    });
  }
  return within20k({ source: 'ss', processesNamed: asRoot, sockets: found });
}

// Only the tables of UDP end in a count of drops.
const procHeader = /^\s*sl\s+local_address\s.*?(\sdrops)?\s*$/;
const procLine =
  /^\s*\d+: ([0-9A-F]{8}|[0-9A-F]{32}):([0-9A-F]{4}) (?:[0-9A-F]{8}|[0-9A-F]{32}):([0-9A-F]{4}) ([0-9A-F]{2})\s/;
/** include/net/tcp_states.h: TCP_LISTEN; a UDP socket without peer is TCP_CLOSE. */
const waiting = { tcp: '0A', udp: '07' };

/** /proc/net/{tcp,tcp6,udp,udp6} one after the other, each with its heading. Names no processes. */
export function parseProcNet(text: string): Read<Sockets> {
  const found: Socket[] = [];
  const tables = { tcp: 0, udp: 0 };
  let protocol: Socket['protocol'] | null = null;
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const header = procHeader.exec(line);
    if (header) {
      protocol = header[1] ? 'udp' : 'tcp';
      tables[protocol] += 1;
      continue;
    }
    const match = procLine.exec(line);
    if (!match || !protocol) return unseen('malformed', { what: 'a line of /proc/net/tcp or udp' });
    const port = Number.parseInt(match[2]!, 16);
    if (match[4] !== waiting[protocol] || match[3] !== '0000' || port === 0) continue;
    const socket = { protocol, ...place(procAddress(match[1]!), false), port, pid: null, process: null };
    found.push({ ...socket, dualStack: socket.family === 'ipv6' && socket.bound === 'any' });
  }
  if (tables.tcp === 0 || tables.udp === 0) return unseen('malformed', { what: '/proc/net/tcp or udp is missing' });
  return within20k({ source: 'proc', processesNamed: false, sockets: found });
}

const anyIpv6: IpAddress = { family: 'ipv6', value: 0n };

/** The kernel prints each 32-bit word in the machine's own byte order; every machine that Debian, Ubuntu or RHEL calls amd64 or arm64 is little-endian. */
const procAddress = (hex: string): IpAddress => {
  const bytes = (hex.match(/.{8}/g) ?? []).map((word) => word.match(/../g)!.reverse().join('')).join('');
  return { family: hex.length === 8 ? 'ipv4' : 'ipv6', value: BigInt(`0x${bytes}`) };
};

function place(given: IpAddress, onLoopbackDevice: boolean): Pick<Socket, 'family' | 'address' | 'bound'> {
  const ip = unmapped(given);
  const bound = ((): Socket['bound'] => {
    if (onLoopbackDevice || isLoopback(ip)) return 'loopback';
    if (ip.value === 0n) return 'any';
    return isLinkLocal(ip) ? 'link-local' : 'address';
  })();
  return { family: ip.family, address: formatIp(ip), bound };
}

const within20k = (value: Sockets): Read<Sockets> =>
  value.sockets.length > 20_000 ? unseen('malformed', { what: 'more than 20000 listening sockets' }) : seen(value);
