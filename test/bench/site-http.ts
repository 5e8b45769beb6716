/**
 * All passive HTTP probes together against one slow site, as a ratio to its slowest single exchange (connection and handshake
 * included), measured in the same run. Prints; asserts nothing. `npm run bench:site`
 */
import { readFileSync } from 'node:fs';
import { createServer as createPlain, type RequestListener } from 'node:http';
import { createServer, request } from 'node:https';
import { collectSite } from '../../electron/site/collect';
import { planSite } from '../../electron/site/plan';
import { type Target, targetSchema } from '../../shared/target';
import { freePort, startNginx } from '../support/nginx';

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

/** From the end of the TLS phase to the end of the run. */
async function probes(target: Target): Promise<number> {
  let began = 0;
  const seen = new Set<string>();
  await collectSite({
    target,
    active: false,
    version: 'bench',
    signal: new AbortController().signal,
    onEvent: (event) => {
      if (event.kind !== 'fact') return;
      seen.add(event.id);
      if (began === 0 && seen.has('site.certificate') && seen.has('site.tls')) began = performance.now();
    },
  });
  return performance.now() - began;
}

const exchange = (port: number, path: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const before = performance.now();
    request(
      { host: '127.0.0.1', port, path, servername: 'shop.example', rejectUnauthorized: false, agent: false },
      (response) => response.resume().once('end', () => resolve(performance.now() - before)),
    )
      .once('error', reject)
      .end();
  });

async function row(what: string, delayOf: (path: string) => number): Promise<void> {
  const nginx = await startNginx();
  const leaf = nginx.pki.leaf('app');
  const answer: RequestListener = ({ url = '/' }, response) => {
    setTimeout(() => response.writeHead(url === '/' || url === '/login' ? 200 : 404).end('ok'), delayOf(url));
  };
  const secure = createServer({ cert: readFileSync(leaf.certFile), key: readFileSync(leaf.keyFile) }, answer);
  const port = await freePort();
  const plain = createPlain((_request, response) => {
    setTimeout(() => response.writeHead(301, { Location: `https://shop.example:${port}/` }).end(), delayOf('/'));
  });
  const plainPort = await freePort();
  try {
    await new Promise<void>((resolve) => secure.listen(port, '127.0.0.1', resolve));
    await new Promise<void>((resolve) => plain.listen(plainPort, '127.0.0.1', resolve));
    const target = targetSchema.parse({
      name: 'Bench',
      site: {
        url: `https://shop.example:${port}`,
        connect: '127.0.0.1',
        http: `127.0.0.1:${plainPort}`,
        caFile: nginx.caFile,
      },
    });
    const all: number[] = [];
    const single: number[] = [];
    for (let times = 0; times < 5; times += 1) {
      all.push(await probes(target));
      const paths = await Promise.all(['/', '/login', '/gonogo-none'].map((path) => exchange(port, path)));
      single.push(Math.max(...paths));
    }
    const requests = planSite(target, false).filter((line) => /^(?:GET|OPTIONS) /.test(line)).length;
    const [took, floor] = [median(all), median(single)];
    console.log(
      `${what.padEnd(44)} ${took.toFixed(0).padStart(6)} ms   slowest exchange ${floor.toFixed(0).padStart(5)} ms   ${(took / floor).toFixed(2)} ×   (goal ≤ 3 ×; ${requests} requests, 4 at once)`,
    );
  } finally {
    for (const server of [secure, plain]) {
      server.closeAllConnections();
      server.close();
    }
    await nginx.stop();
  }
}

await row('HTTP probes, a site that answers at once', () => 0);
await row('HTTP probes, sign-in takes 300 ms', (path) => (path.startsWith('/login') ? 300 : 10));
await row('HTTP probes, every answer takes 100 ms', () => 100);
