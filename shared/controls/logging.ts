import { appOldestProcess } from '../app-process';
import { defineControl, errorFrom, fail, note, pass, withNotes } from '../control';
import { type LogFile, logFiles } from '../facts/host/log-files';
import { logRotation } from '../facts/host/log-rotation';
import { processes } from '../facts/host/processes';
import { sockets } from '../facts/host/sockets';
import { octal } from '../facts/host/stat-line';
import { asvs, cis, nist, pciDss } from '../references';
import { type AppTarget, inApp } from '../target';
import { defineAttested } from './attested';

const day = 86_400;
const silentDays = 7;
/** The checklist's "10MB", as RotatingFileHandler examples write it: 10 × 1024 × 1024. */
const largestBytes = 10 * 1024 * 1024;
const mostKept = 10;

const logsOf = (app: AppTarget | undefined): string[] =>
  app && app.logFiles.length > 0 ? app.logFiles.map((file) => inApp(app, file)) : ['/PATH/TO/app.log'];
const megabytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MB`;

export const loggingPresent = defineControl({
  id: 'logging.present',
  point: 8,
  severity: 'major',
  method: 'automatic',
  scope: 'host:app',
  title: 'The app writes its log',
  why: 'After a break-in the log is all that tells what was taken and by which way. An app that logs nothing is found out by its customers.',
  expected: `each log file exists and was written within ${silentDays} days, or since the app started`,
  sources: ['Checklist point 8'],
  references: [...asvs('V16.2.1', 'V16.3.1'), ...nist('AU-2', 'AU-12'), ...cis('8.2')],
  fix: ({ target, quote }) => {
    const [first = ''] = logsOf(target.app);
    const folder = quote(first.slice(0, first.lastIndexOf('/')) || '/');
    const user = quote(target.app?.user ?? 'APP-USER');
    return {
      say: 'Give the app a folder that it may write to, and a file handler at level INFO or WARNING on the root logger; errors with their stack traces belong here and nowhere else. Then restart it. If the app logs to another file, correct logFiles in the target.',
      run: [`install -d -m 750 -o ${user} -g ${user} ${folder}`],
    };
  },
  needs: { logs: logFiles },
  wants: { listening: sockets, running: processes },
  words: {
    written: ({ files }: { files: number }) => (files === 1 ? 'the log is written' : `all ${files} logs are written`),
    absent: ({ path }: { path: string }) => `there is no ${path}`,
    empty: ({ path }: { path: string }) => `${path} is empty, and nothing was rotated away from it`,
    silent: ({ path, days }: { path: string; days: number }) => `${path} was last written ${days} days ago`,
    quiet: ({ path, days }: { path: string; days: number }) =>
      `${path} was last written ${days} days ago, after the app started`,
    none: () => 'the target names no log file',
  },
  judge: ({ logs }, { target, at }, { wants: { listening, running } }) => {
    if (logs.files.length === 0) return fail('none');
    const oldest =
      listening.ok && running.ok && target.app
        ? appOldestProcess(listening.value, running.value, target.app.port)
        : null;
    const startedAt = oldest !== null && typeof oldest === 'object' ? oldest.startedAt : null;
    const remarks = [];
    for (const { path, current, rotated } of logs.files) {
      if (!current) return fail('absent', { path });
      const written = [current, ...rotated].filter(({ bytes }) => bytes > 0);
      if (written.length === 0) return fail('empty', { path });
      const last = Math.max(...written.map(({ modified }) => modified));
      const days = Math.floor((at / 1000 - last) / day);
      if (days < silentDays) continue;
      if (typeof startedAt !== 'number' || last < startedAt) return fail('silent', { path, days });
      remarks.push(note('quiet', { path, days }));
    }
    return withNotes(pass('written', { files: logs.files.length }), remarks);
  },
});

export const loggingRotation = defineControl({
  id: 'logging.rotation',
  point: 8,
  severity: 'major',
  method: 'automatic',
  scope: 'host:app',
  title: 'Logs are rotated before they fill the disk',
  why: 'A log that grows without bound fills the disk, and an attacker can hurry it along with requests that log much: then the database stops, and whatever comes next is logged nowhere.',
  expected: 'logrotate or a rotating handler bounds each log, and none is above 10 MB, unless it is rotated by time',
  sources: ['Checklist point 8 (10 MB, 10 files)'],
  references: [...asvs('V16.1.1'), ...nist('AU-4', 'AU-5'), ...cis('8.3')],
  fix: ({ target, quote }) => ({
    say: `Put this into a file of its own in /etc/logrotate.d/, or use RotatingFileHandler(…, maxBytes=10485760, backupCount=10) in the app, not both. Try it with: logrotate --debug /etc/logrotate.conf`,
    config: {
      file: '/etc/logrotate.d/app',
      text: `${logsOf(target.app).map(quoteLog).join(' ')} {
    daily
    maxsize 10M
    rotate 10
    compress
    delaycompress
    missingok
    notifempty
    copytruncate
    su ${quote(target.app?.user ?? 'APP-USER')} ${quote(target.app?.user ?? 'APP-USER')}
}`,
    },
  }),
  needs: { logs: logFiles, rotation: logRotation },
  words: {
    bounded: ({ files }: { files: number }) => (files === 1 ? 'the log is rotated' : `all ${files} logs are rotated`),
    unbounded: ({ path }: { path: string }) =>
      `nothing rotates ${path}: no entry of logrotate names it, and the app's code has no rotating handler`,
    'too-big': ({ path, bytes }: { path: string; bytes: number }) =>
      `${path} or a rotated part of it has ${megabytes(bytes)}, so the rotation by size does not work`,
    'never-rotated': ({ path, bytes }: { path: string; bytes: number }) =>
      `${path} has ${megabytes(bytes)}, and nothing was ever rotated away from it`,
    large: ({ path, bytes }: { path: string; bytes: number }) =>
      `${path} is rotated by time and reaches ${megabytes(bytes)}; the checklist's figure is 10 MB`,
    'keeps-many': ({ path, kept }: { path: string; kept: number }) =>
      `${kept} old files of ${path} are kept; the checklist's figure is ${mostKept}, and some standards ask for a year`,
    none: () => 'the target names no log file',
  },
  judge: ({ logs, rotation }) => {
    if (logs.files.length === 0) return fail('none');
    const remarks = [];
    for (const { path, current, rotated } of logs.files) {
      const entry = rotation.files.find((file) => file.path === path)?.entry ?? null;
      if (!entry && rotation.handlers.length === 0) return fail('unbounded', { path });
      const bytes = Math.max(0, ...[current, ...rotated].map((file: LogFile | null) => file?.bytes ?? 0));
      if (bytes > largestBytes) {
        // logrotate runs by the clock, so a file may outgrow its size between two runs.
        if (!entry && !rotation.handlers.includes('time')) return fail('too-big', { path, bytes });
        if (rotated.length === 0) return fail('never-rotated', { path, bytes });
        remarks.push(note('large', { path, bytes }));
      }
      const kept = Math.max(rotated.length, entry?.rotate ?? 0);
      if (kept > mostKept) remarks.push(note('keeps-many', { path, kept }));
    }
    return withNotes(pass('bounded', { files: logs.files.length }), remarks);
  },
});

/** logrotate's own quoting; the target's paths hold no control characters. */
const quoteLog = (path: string): string => (/[\s"'{}]/.test(path) ? `"${path.replaceAll('"', '?')}"` : path);

export const loggingMode = defineControl({
  id: 'logging.mode',
  point: 8,
  severity: 'major',
  method: 'automatic',
  scope: 'host:app',
  title: 'Logs are closed to other accounts',
  why: 'Logs hold e-mail addresses, tokens in links and the traces of errors. Any other hacked service on the host reads them, and where it may write too, it removes its own traces.',
  expected: 'no log file, rotated ones included, may be read or written by others',
  sources: ['Checklist point 8'],
  references: [...asvs('V16.4.2'), ...nist('AU-9'), ...cis('3.3')],
  fix: ({ target, quote }) => ({
    say: 'Close what is there, and let new files be born closed: UMask=0027 in the [Service] section of the app’s unit, and "create 640" where logrotate makes them.',
    run: logsOf(target.app).map((path) => {
      const [folder, name] = [path.slice(0, path.lastIndexOf('/')) || '/', path.slice(path.lastIndexOf('/') + 1)];
      return `find ${quote(folder)} -maxdepth 1 -type f -name ${quote(`${name}*`)} -exec chmod o-rwx {} +`;
    }),
  }),
  needs: { logs: logFiles },
  words: {
    closed: () => 'nothing for others',
    open: ({ path, mode, files }: { path: string; mode: string; files: number }) =>
      files === 1
        ? `${path} or a rotated part of it has mode ${mode}`
        : `${files} files of ${path} are open to others, one with mode ${mode}`,
    none: () => 'the target names no log file',
  },
  judge: ({ logs }) => {
    if (logs.files.length === 0) return fail('none');
    for (const { path, current, rotated } of logs.files) {
      const open = [current, ...rotated].filter((file) => file !== null).filter(({ mode }) => (mode & 0o007) !== 0);
      if (open[0]) return fail('open', { path, mode: octal(open[0].mode), files: open.length });
      if (!current) return errorFrom({ code: 'no-file', params: { path } });
    }
    return pass('closed');
  },
});

export const loggingReviewed = defineAttested({
  id: 'logging.reviewed',
  point: 8,
  severity: 'major',
  title: 'Somebody reads the logs, by plan',
  why: 'Guessing passwords, probing for holes and carrying data away leave lines in the log for days before they succeed. Unread, they only serve to reconstruct it.',
  expected:
    'failed sign-ins, database errors, failed e-mail and unusual API use are looked at, by a named person, at least weekly',
  sources: ['Checklist point 8'],
  references: [...asvs('V16.3.3'), ...nist('AU-6'), ...cis('8.11'), ...pciDss('10.4.1')],
  fix: 'Name a person and a day. Better, let rules watch and wake someone: many failed sign-ins from one address or for one account, a burst of database or SMTP errors, API use far above the usual.',
  attest: {
    statement:
      'The log is looked at by the person and as often as named here, for failed sign-ins, database errors, failed e-mail and unusual API use; the last time was on the date named here.',
    evidence: 'notes or tickets of the last review, or the rules of the alerts',
    expiresAfterDays: 90,
  },
});

export const loggingRetention = defineAttested({
  id: 'logging.retention',
  point: 8,
  severity: 'major',
  title: 'Logs are kept long enough, off this host',
  why: 'Break-ins are often found after months. An attacker with root wipes the logs of the host; a copy elsewhere that he cannot delete still tells.',
  expected:
    'a copy elsewhere, kept for a stated time (12 months with the module pci), that accounts of this host cannot delete',
  sources: ['Checklist point 8', 'PCI DSS 4.0.1, 10.5.1'],
  references: [...asvs('V16.4.3'), ...nist('AU-11', 'AU-9(2)'), ...cis('8.9', '8.10'), ...pciDss('10.5.1')],
  fix: 'Ship the log to another system (rsyslog or systemd-journal-upload over TLS, or a log service) with credentials that may add and not delete. Write down how long it is kept, and why no longer.',
  attest: {
    statement:
      'Logs are copied off the host to the place named here, kept for the time named here, and cannot be deleted from the host.',
    evidence: 'the retention setting of that place, and a recent line found there',
    expiresAfterDays: 365,
  },
});

export const loggingControls = [loggingPresent, loggingRotation, loggingMode, loggingReviewed, loggingRetention];
