import { defineControl, error, errorFrom, fail, note, pass, withNotes } from '../control';
import { kernelRules } from '../facts/host/kernel-rules';
import { sockets } from '../facts/host/sockets';
import { exposureOf } from '../firewall/exposure';
import { reachOf, strangerReach } from '../firewall/stranger-reach';
import { nist } from '../references';

/** The app's server speaks plain HTTP and trusts what a proxy tells it: only the proxy may reach it. */
export const firewallAppPortPrivate = defineControl({
  id: 'firewall.app-port-private',
  point: 12,
  severity: 'blocker',
  method: 'automatic',
  scope: 'host:app',
  title: "The app's own port is not reachable from outside",
  why: 'Whoever reaches it goes around TLS, rate limits and the headers that nginx sets, and may forge the address and scheme that the app takes from its proxy.',
  expected: 'the app listens on loopback or a Unix socket, or the firewall lets no stranger in at its port',
  sources: ['Checklist point 12'],
  references: [...nist('SC-7', 'AC-4')],
  fix: ({ target }) => {
    const port = target.app?.port ?? 5000;
    return {
      say: `Bind the app's server to loopback and take the port out of the firewall ("allow ${port}" opens it to everyone, not to this host only). A container port is published with the address in front of it: 127.0.0.1:${port}:${port}.`,
      run: [`ufw delete allow ${port}`, `ufw delete allow ${port}/tcp`],
      config: { file: 'gunicorn.conf.py', text: `bind = "127.0.0.1:${port}"` },
    };
  },
  needs: { listening: sockets },
  wants: { rules: kernelRules },
  words: {
    private: ({ port }: { port: number }) => `port ${port} listens on addresses of this host or its inner network only`,
    'kept-out': ({ port, by }: { port: number; by: string }) =>
      `port ${port} listens to all, and the firewall keeps strangers out (${by})`,
    open: ({ port, family, by }: { port: number; family: string; by: string }) =>
      `strangers reach port ${port} over ${family} (${by})`,
    published: ({ port, by }: { port: number; by: string }) =>
      `strangers reach port ${port}, which is published for a container (${by})`,
    unknown: ({ port, by }: { port: number; by: string }) =>
      `port ${port} listens to all, and whether the firewall lets strangers in could not be told: ${by}`,
    silent: ({ port }: { port: number }) => `nothing listens on port ${port}: a Unix socket, or the app is down`,
    'let-in': ({ port, by }: { port: number; by: string }) =>
      `the firewall would let strangers in at port ${port} (${by})`,
    'no-app': () => "the target does not describe the app, so its port isn't known",
  },
  judge: ({ listening }, { target }, { wants: { rules } }) => {
    if (!target.app) return error('no-app');
    const { port } = target.app;
    const ways = rules.ok ? Object.values(reachOf(strangerReach(rules.value), 'tcp', port)) : [];
    const published = ways.find((way) => way.published);
    if (published) return fail('published', { port, by: published.by });
    const listeners = listening.sockets.filter((socket) => socket.protocol === 'tcp' && socket.port === port);
    const exposure = exposureOf(listeners, rules.ok ? rules.value : null);
    if (exposure.kind === 'unknown')
      return rules.ok ? error('unknown', { port, by: exposure.by }) : errorFrom(rules.reason);
    if (exposure.kind === 'open') {
      return fail('open', { port, family: exposure.family === 'ipv4' ? 'IPv4' : 'IPv6', by: exposure.by });
    }
    if (exposure.kind === 'kept-out') return pass('kept-out', { port, by: exposure.by });
    const open = ways.find((way) => way.verdict === 'open');
    return withNotes(listeners.length > 0 ? pass('private', { port }) : pass('silent', { port }), [
      ...(open ? [note('let-in', { port, by: open.by })] : []),
    ]);
  },
});

export const firewallExposureControls = [firewallAppPortPrivate];
