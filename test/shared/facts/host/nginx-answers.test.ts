import { Agent, request } from 'node:http';
import { expect, it } from 'vitest';
import { type NginxLocation, nginx, readNginx } from '../../../../shared/facts/host/nginx';
import { selectLocation, selectServers } from '../../../../shared/facts/host/nginx-select';
import { describeWith } from '../../../support/needs';
import { freePort, startNginx } from '../../../support/nginx';
import { nginxFrames } from '../../../support/nginx-frames';
import { nginxServers } from '../../../support/nginx-servers';

/** Which server and location answer, and whether a limit is in force there: nginx itself says. */
describeWith(['nginx', 'openssl'], 'against nginx, answering', () => {
  it.each([20261124, 7, 42, 1999, 5, 6, 8, 9, 10, 11, 12, 13])('generated servers, seed %i', async (seed) => {
    const port = await freePort();
    const { config, requests } = nginxServers(12, seed, port);
    const running = await startNginx({ top: config, certificate: null });
    const agent = new Agent({ keepAlive: true });
    const ask = (host: string, path: string, key: string) =>
      new Promise<{ location: string; status: number }>((resolve, reject) => {
        const headers = { Host: host, 'X-Key': key };
        request({ host: '127.0.0.1', port, path, headers, agent }, (answer) => {
          answer.resume();
          answer.on('end', () =>
            resolve({ location: String(answer.headers['x-location']), status: answer.statusCode ?? 0 }),
          );
        })
          .on('error', reject)
          .end();
      });
    try {
      const differ: object[] = [];
      const reached = new Set<string>();
      let limited = 0;
      for (const [index, { host, path }] of requests.entries()) {
        const first = await ask(host, path, `k${index}`);
        // Its key has had its one request a minute: a limit that is in force refuses the second.
        const second = await ask(host, path, `k${index}`);
        const theirs = { location: first.location, limited: second.status === 503 };
        const mine = ours(config, { host, port, path });
        reached.add(theirs.location);
        limited += theirs.limited ? 1 : 0;
        if (JSON.stringify(mine) !== JSON.stringify(theirs)) differ.push({ host, path, mine, theirs });
      }
      expect(differ.slice(0, 5)).toEqual([]);
      expect(reached.size).toBeGreaterThan(10);
      expect(limited).toBeGreaterThan(5);
      expect(limited).toBeLessThan(requests.length);
    } finally {
      agent.destroy();
      await running.stop();
    }
  });
});

/** The number that each location sends stands in its zone's place of a second reading, as the fact keeps no headers. */
function ours(config: string, { host, port, path }: { host: string; port: number; path: string }) {
  const at = (text: string) => {
    const read = readNginx(nginxFrames({ files: { '/etc/nginx/nginx.conf': `http {\n${text}\n}` } }));
    if (!read.ok) throw new Error(JSON.stringify(read.reason));
    const [server] = selectServers(nginx.schema.parse(read.value), { name: host, port }) ?? [];
    if (!server) throw new Error('no server');
    const location = selectLocation(server, path);
    if (location === 'unclear') throw new Error(`unclear: ${path}`);
    return location === 'none' ? server : (location as NginxLocation);
  };
  const numbered = config
    .replace(/limit_req zone=\w+;|limit_req_dry_run \w+;/g, '')
    .replace(/add_header X-Location (\w+) always;/g, 'limit_req zone=$1;');
  return {
    location: at(numbered).limits[0]?.zone ?? 'undefined',
    limited: at(config).limits.some(({ dryRun }) => !dryRun),
  };
}
