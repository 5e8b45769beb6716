import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { debianPython } from './needs';

/**
 * A host, a stranger and a container, each in a network namespace of its own, so that a rule set is judged by what a
 * connection meets. The host answers on every port of `labPorts`, TCP and UDP, IPv4 and IPv6; the container on TCP 80.
 */
export const labPorts = [22, 23, 53, 68, 80, 81, 443, 1005, 2222, 3000, 5000, 5432, 8080, 8081, 9999, 60000];

export interface Reached {
  tcp: { ipv4: number[]; ipv6: number[] };
  udp: { ipv4: number[]; ipv6: number[] };
}
export interface Lab {
  /** Runs in the host's namespace, with mounts that vanish with it. Throws on a failure. */
  host: (script: string) => string;
  /** The same, with what came on stderr and the exit code. */
  try: (argv: readonly string[]) => { stdout: string; stderr: string; exitCode: number };
  /** Knocks at each port from the stranger's side. */
  knock: (ports?: readonly number[]) => Reached;
  stop: () => void;
}

const addresses = { ipv4: '203.0.113.5', ipv6: '2001:db8::5' };

export async function startLab(): Promise<Lab> {
  removeAbandoned();
  const id = `gonogo${process.pid}`;
  const [host, stranger, container] = [`${id}h`, `${id}s`, `${id}c`] as const;
  const run = (program: string, args: readonly string[]) =>
    execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  const within = (namespace: string, script: string) => run('ip', ['netns', 'exec', namespace, 'sh', '-ec', script]);
  // The kernel remembers a UDP flow for 30 s, past a change of rules: each knock comes from ports of its own.
  let own = 20_000;
  const children: ChildProcess[] = [];
  const stop = () => {
    for (const child of children) child.kill('SIGKILL');
    for (const namespace of [host, stranger, container]) spawnSync('ip', ['netns', 'del', namespace]);
  };
  try {
    for (const namespace of [host, stranger, container]) {
      run('ip', ['netns', 'add', namespace]);
      within(namespace, 'ip link set lo up');
    }
    within(
      host,
      `ip link add eth0 type veth peer name eth0 netns ${stranger}
ip addr add ${addresses.ipv4}/24 dev eth0; ip -6 addr add ${addresses.ipv6}/64 dev eth0 nodad; ip link set eth0 up
ip link add docker0 type bridge; ip addr add 172.17.0.1/16 dev docker0; ip link set docker0 up
ip link add veth1 type veth peer name eth0 netns ${container}; ip link set veth1 master docker0 up
ip link add eth1 type bridge; ip addr add 10.0.0.5/24 dev eth1; ip link set eth1 up
echo 1 > /proc/sys/net/ipv4/ip_forward`,
    );
    within(
      stranger,
      `ip addr add 203.0.113.1/24 dev eth0; ip -6 addr add 2001:db8::1/64 dev eth0 nodad; ip link set eth0 up
ip route add 172.17.0.0/16 via ${addresses.ipv4}`,
    );
    within(container, 'ip addr add 172.17.0.2/16 dev eth0; ip link set eth0 up; ip route add default via 172.17.0.1');
    within(host, 'ip route add default via 203.0.113.1; ip -6 route add default via 2001:db8::1');
    children.push(await listen(host, labPorts), await listen(container, [80]));
  } catch (problem) {
    stop();
    throw problem;
  }
  return {
    host: (script) => within(host, script),
    try: (argv) => {
      const { stdout, stderr, status } = spawnSync('ip', ['netns', 'exec', host, ...argv], {
        encoding: 'utf8',
        env: { PATH: '/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' },
        maxBuffer: 2 ** 26,
      });
      return { stdout, stderr, exitCode: status ?? -1 };
    },
    knock: (ports = labPorts) => {
      own = own + ports.length < 60_000 ? own + ports.length : 20_000;
      return JSON.parse(
        run('ip', ['netns', 'exec', stranger, debianPython, '-c', knocker, JSON.stringify({ addresses, ports, own })]),
      ) as Reached;
    },
    stop,
  };
}

/** Namespaces outlive a test run that was killed. */
function removeAbandoned(): void {
  for (const [name, pid] of execFileSync('ip', ['netns', 'list'], { encoding: 'utf8' }).matchAll(
    /^gonogo(\d+)[hsc]\b/gm,
  )) {
    if (!existsSync(`/proc/${pid}`)) spawnSync('ip', ['netns', 'del', name]);
  }
}

async function listen(namespace: string, ports: readonly number[]): Promise<ChildProcess> {
  const child = spawn('ip', ['netns', 'exec', namespace, debianPython, '-c', listener, JSON.stringify(ports)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [first] = (await Promise.race([once(child.stdout!, 'data'), once(child, 'exit')])) as [unknown];
  if (String(first).trim() !== 'ready') throw new Error(`the listener in ${namespace} did not start`);
  return child;
}

const listener = `
import json, selectors, socket, sys
waiting = selectors.DefaultSelector()
waiting.register(sys.stdin, selectors.EVENT_READ, None)
for port in json.loads(sys.argv[1]):
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
        s = socket.socket(socket.AF_INET6, kind)
        s.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
        s.bind(('::', port))
        if kind == socket.SOCK_STREAM:
            s.listen(64)
        waiting.register(s, selectors.EVENT_READ, kind)
print('ready', flush=True)
while True:
    for key, _ in waiting.select():
        if key.data is None:
            sys.exit()  # the test is gone
        elif key.data == socket.SOCK_STREAM:
            key.fileobj.accept()[0].close()
        else:
            _, peer = key.fileobj.recvfrom(64)
            key.fileobj.sendto(b'here', peer)
`;

const knocker = `
import asyncio, json, socket, sys
asked = json.loads(sys.argv[1])
def opened(family, kind, own):
    s = socket.socket(family, kind); s.setblocking(False)
    if family == socket.AF_INET6: s.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
    s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    s.bind(('', own))
    return s
async def tcp(family, address, port, own):
    s = opened(family, socket.SOCK_STREAM, own)
    try:
        await asyncio.wait_for(asyncio.get_running_loop().sock_connect(s, (address, port)), 0.6)
        return port
    except (OSError, asyncio.TimeoutError):
        return None
    finally:
        s.close()
async def udp(family, address, port, own):
    s = opened(family, socket.SOCK_DGRAM, own)
    try:
        await asyncio.get_running_loop().sock_connect(s, (address, port))
        s.send(b'x')
        await asyncio.wait_for(asyncio.get_running_loop().sock_recv(s, 64), 0.6)
        return port
    except (OSError, asyncio.TimeoutError):
        return None
    finally:
        s.close()
async def main():
    reached = {}
    for name, knock in (('tcp', tcp), ('udp', udp)):
        found = await asyncio.gather(*[asyncio.gather(*[knock(family, asked['addresses'][version], port, asked['own'] + i) for i, port in enumerate(asked['ports'])])
            for family, version in ((socket.AF_INET, 'ipv4'), (socket.AF_INET6, 'ipv6'))])
        reached[name] = {version: [p for p in ports if p] for version, ports in zip(('ipv4', 'ipv6'), found)}
    print(json.dumps(reached))
asyncio.run(main())
`;
