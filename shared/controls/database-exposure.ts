import { defineControl, errorFrom, fail, manual, note, pass, withNotes } from '../control';
import { kernelRules } from '../facts/host/kernel-rules';
import { processes } from '../facts/host/processes';
import { sockets } from '../facts/host/sockets';
import { exposureOf } from '../firewall/exposure';
import { reachOf, strangerReach } from '../firewall/stranger-reach';
import { nist, pciDss } from '../references';

const postgresPort = 5432;
/** What speaks PostgreSQL's protocol, by the kernel's name of the process. */
const servers = ['postgres', 'postmaster', 'pgbouncer', 'pgpool', 'odyssey'];

export const databaseNotExposed = defineControl({
  id: 'database.not-exposed',
  point: 10,
  severity: 'blocker',
  method: 'automatic/attested',
  scope: 'host:database',
  title: 'The database is not reachable from outside',
  why: 'A PostgreSQL server that the Internet can reach has its passwords guessed and its flaws tried before any of the app’s own defences are met; what it holds is then copied whole.',
  expected: 'the database listens on loopback or a Unix socket only, or the firewall lets no stranger in at its port',
  sources: ['Checklist point 10'],
  references: [...nist('SC-7', 'AC-3'), ...pciDss('1.4.4')],
  fix: () => ({
    say: "Let PostgreSQL listen where the app is; a second host is let in by its address only (ufw allow from ADDRESS to any port 5432 proto tcp). A container's port is published with the address in front of it: 127.0.0.1:5432:5432.",
    run: [
      `sudo -u postgres psql -c "ALTER SYSTEM SET listen_addresses = 'localhost'"`,
      'systemctl restart postgresql',
      `ufw delete allow ${postgresPort}`,
      `ufw delete allow ${postgresPort}/tcp`,
    ],
  }),
  attest: {
    statement:
      'The database runs with a provider, is not publicly accessible by its setting or its rules, and did not answer when I connected to its host and port from outside.',
    evidence: "the provider's setting or rules, and the failed attempt with its time",
    expiresAfterDays: 90,
  },
  needs: { listening: sockets },
  wants: { rules: kernelRules, running: processes },
  words: {
    private: ({ ports }: { ports: string }) => `port ${ports} listens on this host or its inner network only`,
    'socket-only': () => 'PostgreSQL runs, and listens on its Unix socket only',
    'kept-out': ({ port, by }: { port: number; by: string }) =>
      `port ${port} listens to all, and the firewall keeps strangers out (${by})`,
    open: ({ port, family, by }: { port: number; family: string; by: string }) =>
      `strangers reach the database on port ${port} over ${family} (${by})`,
    published: ({ by }: { by: string }) =>
      `strangers reach port ${postgresPort}, which is published for a container (${by})`,
    unknown: ({ port, by }: { port: number; by: string }) =>
      `port ${port} listens to all, and whether the firewall lets strangers in could not be told: ${by}`,
    'no-database': () => 'no database was seen on this host: one with a provider has to be attested',
    'names-unseen': () =>
      `processes could not be seen: only port ${postgresPort} was looked at, not a server on another one`,
  },
  judge: ({ listening }, _context, { wants: { rules, running } }) => {
    const published = rules.ok
      ? Object.values(reachOf(strangerReach(rules.value), 'tcp', postgresPort)).find((way) => way.published)
      : undefined;
    if (published) return fail('published', { by: published.by });
    const listeners = listening.sockets.filter(
      ({ protocol, port, process }) =>
        protocol === 'tcp' && (port === postgresPort || (process !== null && servers.includes(process))),
    );
    if (listeners.length === 0) {
      const runs = running.ok && running.value.processes.some(({ name }) => name === 'postgres');
      return runs && listening.processesNamed ? pass('socket-only') : manual('no-database');
    }
    const exposure = exposureOf(listeners, rules.ok ? rules.value : null);
    const notes = listening.processesNamed ? [] : [note('names-unseen')];
    switch (exposure.kind) {
      case 'private':
        return withNotes(pass('private', { ports: [...new Set(listeners.map(({ port }) => port))].join(', ') }), notes);
      case 'kept-out':
        return withNotes(pass('kept-out', { port: exposure.port, by: exposure.by }), notes);
      case 'open':
        return fail('open', {
          port: exposure.port,
          family: exposure.family === 'ipv4' ? 'IPv4' : 'IPv6',
          by: exposure.by,
        });
      case 'unknown':
        return rules.ok ? manual('unknown', { port: exposure.port, by: exposure.by }) : errorFrom(rules.reason);
    }
  },
});

export const databaseExposureControls = [databaseNotExposed];
