import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkJson, gonogo, statuses } from '../support/gonogo';
import { describeWith } from '../support/needs';
import { base } from './base';
import { expectedOfGood } from './expected-good';
import { down, type Host, labNeeds, running, up, within } from './host';
import { defineScenario } from './scenario';
import good from './scenarios/good';

/** What a check leaves on a host: in its logs, and nowhere else. */

const nameOf = (host: string): string => `footprint-${process.pid}-${host}`;
const withoutCode = Object.fromEntries(Object.entries(expectedOfGood).map(([id, said]) => [id, said.split(' ')[0]]));

/** sshd then logs each connection, also one in which nobody signs in. */
const sayConnections = "echo 'LogLevel VERBOSE' >>/etc/ssh/sshd_config.d/10-host.conf";

/** Lines that a program wrote to the journal, since the host booted. */
const journal = (host: Host, program: string): string[] =>
  within(host, `journalctl -q -b -o cat SYSLOG_IDENTIFIER=${program}`).split('\n').filter(Boolean);

const signIns = (host: Host): string[] =>
  journal(host, 'sshd').filter((line) => /^(?:Accepted publickey for|Connection from) /.test(line));
const commandsOf = (host: Host): string[] =>
  journal(host, 'sudo').flatMap((line) => /\bCOMMAND=(.*)$/.exec(line)?.[1] ?? []);

describeWith(labNeeds, 'the footprint of a check', () => {
  beforeAll(() => void base(), 900_000);
  afterAll(() => {
    for (const name of running()) if (name.startsWith(nameOf(''))) down(name);
  });

  describe('where the account may run anything as root', () => {
    let host: Host;
    let before: string;
    let after: string;
    beforeAll(async () => {
      host = await up(nameOf('anything'), defineScenario({ ...good, prepare: sayConnections }));
      before = await settled(host);
      await checkJson(host.targetFile);
      after = files(host);
    }, 300_000);

    it('is one connection', () => {
      expect(signIns(host)).toEqual([
        expect.stringMatching(/^Connection from /),
        expect.stringMatching(/^Accepted publickey for deploy from /),
      ]);
    });

    it('is one sudo for all that runs as root', () => {
      expect(commandsOf(host).filter((command) => command !== 'list')).toEqual([expect.stringContaining('sh -c')]);
    });

    it('changes no file', () => {
      expect(difference(before, after)).toEqual([]);
    });

    it('would have been seen', () => {
      within(host, 'touch /etc/hosts; chmod 0750 /srv; echo more >>/srv/shop/.env; touch /run/new');
      expect(difference(after, files(host))).toEqual(
        expect.arrayContaining(
          ['/etc/hosts', '/run/new', '/srv', '/srv/shop/.env'].map((path) => expect.stringContaining(path)),
        ),
      );
    });
  });

  describe('where sudoers allows what the plan prints, and nothing more', () => {
    let host: Host;
    let rules: string[];
    beforeAll(async () => {
      host = await up(
        nameOf('listed'),
        defineScenario({ ...good, prepare: `${sayConnections}\nrm /etc/sudoers.d/deploy` }),
      );
      const { stdout } = await gonogo(['plan', host.targetFile]);
      rules = stdout.split('\n').flatMap((line) => /^ {2}(deploy ALL=.*)$/.exec(line)?.[1] ?? []);
      within(
        host,
        `cat >/etc/sudoers.d/gonogo <<'RULES'\n${rules.join('\n')}\nRULES\nchmod 0440 /etc/sudoers.d/gonogo`,
      );
    }, 300_000);

    it('is accepted by visudo', () => {
      expect(rules.length).toBeGreaterThan(20);
      expect(within(host, 'visudo -c')).toContain('/etc/sudoers.d/gonogo: parsed OK');
    });

    it('sees everything, with one sudo for each command', async () => {
      const { result, exitCode } = await checkJson(host.targetFile);
      expect(statuses(result)).toEqual(withoutCode);
      expect(exitCode).toBe(0);
      const commands = commandsOf(host).filter((command) => command !== 'list');
      expect(commands.filter((command) => command.includes('sh -c'))).toEqual([]);
      expect(commands.length).toBeGreaterThan(20);
      expect(journal(host, 'sudo').filter((line) => line.includes('command not allowed'))).toEqual([]);
      expect(signIns(host)).toHaveLength(2);
    }, 120_000);

    it('lets the account do nothing else', () => {
      const refused = (command: string) =>
        within(host, `runuser -u deploy -- sudo -n ${command} >/dev/null 2>&1 && echo allowed || echo refused`).trim();
      expect(refused('cat -- /srv/shop/.env')).toBe('allowed');
      for (const command of [
        'id',
        'sh -c id',
        'cat /etc/shadow',
        'cat -- /srv/shop/.env /etc/shadow',
        'stat -L -c %n -- /etc/shadow',
        'find /backups/ -maxdepth 2 -delete',
        'nft list ruleset',
        'nft -j flush ruleset',
        'runuser -u postgres -- psql',
        'sshd -T -f /etc/shadow',
        'od -An -v -tx1 -N 512 -- /backups/../etc/shadow',
        'od -An -v -tx1 -N 512 -- /etc/shadow',
      ])
        expect({ command, is: refused(command) }).toEqual({ command, is: 'refused' });
    });
  });
});

/**
 * Each file of the host with its mode, owner, size, and times of change; of the access times `plan` speaks. Left out is what
 * lives by itself, and what `plan` says is left behind.
 */
const files = (host: Host): string =>
  within(
    host,
    `find / \\( ${['/proc', '/sys', '/dev', ...alive].map((path) => `-path ${path}`).join(' -o ')} \\) -prune -o ! -path /run -printf '%p\\t%y %m %U:%G %s %T@ %C@\\n' | sort`,
  );

const alive = [
  // The database and the journal, which write when they like; what nginx notes of the requests to the site.
  '/var/lib/postgresql',
  '/run/postgresql',
  '/run/log/journal',
  '/var/log/journal',
  '/run/systemd/journal',
  '/var/log/nginx',
  // The login, sudo's timestamp, ufw's lock.
  '/var/log/lastlog',
  '/var/log/wtmp',
  '/run/utmp',
  '/run/sudo',
  '/run/motd.dynamic',
  '/run/ufw.lock',
];

/** The same twice in a row: the workers of the app still start when systemd says that all is running. */
async function settled(host: Host): Promise<string> {
  let last = '';
  for (let attempt = 0; attempt < 60; attempt++) {
    const now = files(host);
    if (now === last) return now;
    last = now;
    await sleep(500);
  }
  throw new Error('the host does not come to rest');
}

/** Lines of either that the other does not have. */
function difference(before: string, after: string): string[] {
  const [a, b] = [before, after].map((text) => new Set(text.split('\n')));
  return [...a!]
    .filter((line) => !b!.has(line))
    .map((line) => `- ${line}`)
    .concat([...b!].filter((line) => !a!.has(line)).map((line) => `+ ${line}`));
}
