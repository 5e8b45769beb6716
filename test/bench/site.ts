/**
 * `npm run bench:site`: how fast the site is seen, against the tools that people know, on one local server in one run. Prints;
 * asserts nothing. Each part is a function of its own, so that another can stand beside it.
 */
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { offerHello } from '../../electron/site/offer-hello';
import { siteLimits } from '../../electron/site/site-context';
import { scanHandshake } from '../../electron/site/tls-handshake-scan';
import { scanTls } from '../../electron/site/tls-scan';
import { clientHello } from '../../shared/tls/client-hello';
import { readServerFlight } from '../../shared/tls/server-flight';
import { type RunningNginx, startNginx } from '../support/nginx';

async function median(times: number, work: () => unknown): Promise<number> {
  await work();
  const taken: number[] = [];
  for (let time = 0; time < times; time += 1) {
    const before = performance.now();
    await work();
    taken.push(performance.now() - before);
  }
  return taken.sort((a, b) => a - b)[Math.floor(times / 2)]!;
}

const row = (what: string, took: number, compared = ''): void =>
  console.log(`${what.padEnd(58)} ${took.toFixed(0).padStart(8)} ms   ${compared}`);
const has = (program: string): boolean => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;
const run = (program: string, ...args: string[]): unknown => spawnSync(program, args, { stdio: 'ignore' });

/** The whole TLS verdict against sslscan and testssl.sh, and against as many bare handshakes as it takes. */
async function benchTls(nginx: RunningNginx): Promise<void> {
  const where = `127.0.0.1:${nginx.httpsPort}`;
  const endpoint = { address: '127.0.0.1', port: nginx.httpsPort, serverName: 'shop.example' };
  const options = { signal: new AbortController().signal, limits: siteLimits };
  let connections = 0;
  const suites = await median(9, () => scanTls(endpoint, options));
  const verdict = await median(9, async () => {
    const scan = await scanTls(endpoint, options);
    const handshake = await scanHandshake(endpoint, scan, options);
    connections = scan.ok && handshake.ok ? scan.value.connections + handshake.value.connections : Number.NaN;
  });
  const hello = (): Uint8Array =>
    clientHello({ version: 'TLSv1.2', suites: [0xc02f], serverName: 'shop.example', random: randomBytes(32) });
  const asking = { timeoutMs: siteLimits.handshakeMs, signal: options.signal, read: readServerFlight };
  const bare = await median(51, () => offerHello(endpoint, hello(), asking));
  row('versions and suites', suites);
  row('the same, with groups, signatures and extensions', verdict, `${connections} connections`);
  const floor = bare * connections;
  row(`floor: ${connections} × one bare hello`, floor, `we take ${(verdict / floor).toFixed(2)} ×`);
  if (has('sslscan')) {
    const sslscan = await median(5, () => run('sslscan', '--no-heartbleed', where));
    row('sslscan', sslscan, `we are ${(sslscan / verdict).toFixed(1)} × as fast (goal: faster)`);
  }
  if (has('testssl') && process.argv.includes('--testssl')) {
    const before = performance.now();
    run('testssl', '--quiet', '--warnings', 'off', where);
    const testssl = performance.now() - before;
    row('testssl.sh, its full run, once', testssl, `we are ${(testssl / verdict).toFixed(0)} × as fast (goal: ≥ 100)`);
  } else console.log('testssl.sh: takes minutes; with -- --testssl');
}

const nginx = await startNginx({
  https: 'ssl_protocols TLSv1.2 TLSv1.3;',
  certificate: (pki) => pki.leaf('rsa', { key: 'rsa:2048' }),
});
try {
  await benchTls(nginx);
} finally {
  await nginx.stop();
}
