import { defineControl, errorFrom, fail, manual, note, pass, withNotes } from '../control';
import { type BackupKind, backupHead } from '../facts/host/backup-head';
import { type BackupFile, backups } from '../facts/host/backups';
import { octal } from '../facts/host/stat-line';
import { printable } from '../printable';
import { cis, nist } from '../references';
import { defineAttested } from './attested';

/** A set that is much smaller than those before it was probably cut short. */
const smallestShare = 0.5;
const comparedWith = 5;

const noFolder = ({ path }: { path: string }): string => `there is no folder ${path}`;
const hours = (seconds: number): string => {
  const whole = Math.round(seconds / 3600);
  return whole < 72 ? `${whole} h` : `${Math.round(whole / 24)} days`;
};

export const backupRecent = defineControl({
  id: 'backup.recent',
  point: 19,
  severity: 'blocker',
  method: 'automatic/attested',
  scope: 'host:backup',
  title: 'There is a recent, whole backup',
  why: 'Ransomware, a bad migration or a slip of the hand costs everything since the last backup that works; jobs fail in silence for months, and leave files that look like backups.',
  expected: `the newest backup is younger than the target's limit, not empty, and at least half as large as usual`,
  sources: ['Checklist point 19', 'the target’s backups.maxAgeHours (24 by default)'],
  references: [...nist('CP-9'), ...cis('11.2')],
  fix: ({ target, quote }) => ({
    say: 'See why the backup job did not run or was cut short (journalctl -u UNIT, or the mail of cron). In a shell script "set -o pipefail", or a dump that fails leaves a valid, empty archive; write under another name and rename at the end. What is in the folder now:',
    run: [`ls -lt ${quote(target.backups.directory)} | head`],
  }),
  attest: {
    statement:
      'The newest backup was made at the time named here, and is complete; backups are made at least this often.',
    evidence: 'the listing of the backup service, or of the place where they lie, with times and sizes',
    expiresAfterDays: 7,
  },
  needs: { found: backups },
  wants: { heads: backupHead },
  words: {
    recent: ({ name, seconds }: { name: string; seconds: number }) => `${printable(name)} is ${hours(seconds)} old`,
    old: ({ name, seconds, limitHours }: { name: string; seconds: number; limitHours: number }) =>
      `the newest backup, ${printable(name)}, is ${hours(seconds)} old; the limit is ${limitHours} h`,
    empty: ({ name }: { name: string }) => `the newest backup, ${printable(name)}, holds nothing`,
    small: ({ name, percent }: { name: string; percent: number }) =>
      `the newest backup, ${printable(name)}, has ${percent} % of the usual size of those before it`,
    'from-the-future': ({ name }: { name: string }) =>
      `${printable(name)} is dated in the future, so its age is not known: compare the clocks`,
    unopened: ({ name }: { name: string }) =>
      `the beginning of ${printable(name)} was not seen, so an archive of nothing would not be noticed`,
    none: ({ path }: { path: string }) => `there is no backup in ${path}`,
    absent: noFolder,
  },
  judge: ({ found }, { target, at }, { wants: { heads } }) => {
    const path = target.backups.directory;
    if (!found.exists) return fail('absent', { path });
    const [newest, ...before] = found.newest;
    if (!newest) return fail('none', { path });
    const { name } = newest;
    const seconds = Math.floor(at / 1000) - newest.modified;
    const limitHours = target.backups.maxAgeHours;
    // The check itself takes a while, and clocks differ a little.
    if (seconds < -3600) return fail('from-the-future', { name });
    if (seconds > limitHours * 3600) return fail('old', { name, seconds, limitHours });
    const holdsNothing = heads.ok && heads.value.files.some((file) => file.name === name && file.holdsNothing);
    if (newest.bytes === 0 || holdsNothing) return fail('empty', { name });
    const usual = median(before.filter((file) => seriesOf(file) === seriesOf(newest)).slice(0, comparedWith));
    if (!found.restic && usual !== null && newest.bytes < usual * smallestShare) {
      return fail('small', { name, percent: Math.round((newest.bytes / usual) * 100) });
    }
    const recent = pass('recent', { name, seconds: Math.max(0, seconds) });
    return withNotes(recent, heads.ok ? [] : [note('unopened', { name })]);
  },
});

/** Backups of one kind: the names are alike except for date and number. */
const seriesOf = ({ name }: BackupFile): string => name.replace(/\d+/g, '0');

function median(files: readonly BackupFile[]): number | null {
  const sizes = files.map(({ bytes }) => bytes).sort((a, b) => a - b);
  const middle = sizes.length >> 1;
  if (sizes.length === 0) return null;
  return sizes.length % 2 === 1 ? sizes[middle]! : (sizes[middle - 1]! + sizes[middle]!) / 2;
}

export const backupMode = defineControl({
  id: 'backup.mode',
  point: 19,
  severity: 'blocker',
  method: 'automatic',
  scope: 'host:backup',
  title: 'Backups are closed to other accounts',
  why: 'A backup is the whole database in one file, without the application that guards it: whoever may read it has every account and every customer.',
  expected: 'files at most 0600, the folder closed to others',
  sources: ['Checklist point 19'],
  references: [...nist('CP-9(8)', 'AC-6'), ...cis('11.3')],
  fix: ({ target, quote }) => ({
    say: 'Close what is there, and set "umask 077" at the top of the backup job, so that new files are born closed.',
    run: [
      `chmod 700 ${quote(target.backups.directory)}`,
      `find ${quote(target.backups.directory)} -type f -exec chmod 600 {} +`,
    ],
  }),
  needs: { found: backups },
  words: {
    closed: ({ files }: { files: number }) => `${files} files, none open to anyone but their owner`,
    folder: ({ path, mode }: { path: string; mode: string }) =>
      `${path} has mode ${mode}: every account may look into it`,
    files: ({ loose, examples }: { loose: number; examples: string[] }) =>
      `${loose} ${loose === 1 ? 'file is' : 'files are'} wider than 0600: ${examples.map((name) => printable(name, 80)).join(', ')}`,
    none: ({ path }: { path: string }) => `there is no file in ${path}`,
    absent: noFolder,
  },
  judge: ({ found }, { target }) => {
    const path = target.backups.directory;
    if (!found.exists) return fail('absent', { path });
    if ((found.folder.mode & 0o007) !== 0) return fail('folder', { path, mode: octal(found.folder.mode) });
    if (found.loose > 0) return fail('files', { loose: found.loose, examples: found.looseExamples });
    return found.count === 0 ? fail('none', { path }) : pass('closed', { files: found.count });
  },
});

const encrypted = new Set<BackupKind>(['gpg', 'age', 'openssl', 'luks', 'borg']);
const undecided = new Set<BackupKind>(['unknown', 'zip', 'borg-keyfile-or-none']);

export const backupEncrypted = defineControl({
  id: 'backup.encrypted',
  point: 19,
  severity: 'major',
  method: 'automatic/attested',
  scope: 'host:backup',
  title: 'Backups are encrypted',
  why: 'Backups travel: to another host, a provider, a disk in a drawer. In the clear, each place where a copy lies is as valuable to a thief as the database.',
  expected: 'by their content the newest backups are encrypted (gpg, age, openssl, LUKS, restic, borg)',
  sources: ['Checklist point 19'],
  references: [...nist('CP-9(8)', 'SC-28(1)'), ...cis('3.11', '11.3')],
  fix: ({ target, quote }) => ({
    say: 'Encrypt to a public key whose private half is not on this host, so that nobody who breaks in here can read old backups. AGE-RECIPIENT is that public key, SHOP-DB the database. Then remove what lies there in the clear.',
    run: [
      `set -o pipefail; pg_dump -Fc SHOP-DB | age -r AGE-RECIPIENT -o ${quote(`${target.backups.directory.replace(/\/+$/, '')}/new.dump.age`)}`,
    ],
  }),
  attest: {
    statement: 'The backups are encrypted by the means named here, and the key is kept apart from them.',
    evidence: 'the command or setting that encrypts, and where the key lies',
    expiresAfterDays: 180,
  },
  needs: { found: backups },
  wants: { heads: backupHead },
  words: {
    encrypted: ({ kinds }: { kinds: string[] }) => `the newest backups are encrypted (${kinds.join(', ')})`,
    clear: ({ name, kind }: { name: string; kind: string }) =>
      `${printable(name)} is not encrypted: by its content it is ${kind}`,
    undecided: ({ name }: { name: string }) =>
      `whether ${printable(name)} is encrypted cannot be told from its first bytes`,
    none: ({ path }: { path: string }) => `there is no backup in ${path}`,
    absent: noFolder,
  },
  judge: ({ found }, { target }, { wants: { heads } }) => {
    const path = target.backups.directory;
    if (!found.exists) return fail('absent', { path });
    if (found.restic) return pass('encrypted', { kinds: ['restic'] });
    if (found.newest.length === 0) return fail('none', { path });
    if (!heads.ok) return errorFrom(heads.reason);
    const clear = heads.value.files.find(({ kind }) => !encrypted.has(kind) && !undecided.has(kind));
    if (clear) return fail('clear', { name: clear.name, kind: clear.kind });
    const unclear = heads.value.files.find(({ kind }) => undecided.has(kind));
    if (unclear || heads.value.files.length === 0) return manual('undecided', { name: unclear?.name ?? path });
    return pass('encrypted', { kinds: [...new Set(heads.value.files.map(({ kind }) => kind))] });
  },
});

export const backupRestoreTested = defineAttested({
  id: 'backup.restore-tested',
  point: 19,
  severity: 'major',
  title: 'A restore was tried',
  why: 'A backup is worth what can be restored from it. Missing tables, a lost key or a dump of the wrong database are found in the drill, or on the worst day.',
  expected: 'a restore into an empty system within the last 90 days, with its duration and what was checked afterwards',
  sources: ['Checklist points 19 and 20 (quarterly)'],
  references: [...nist('CP-9(1)', 'CP-10'), ...cis('11.5')],
  fix: 'Restore the newest backup into an empty database on another machine, with the key from where it is kept, start the app on it, sign in, count what matters. Write down how long it took.',
  attest: {
    statement:
      'On the date named here a backup was restored into an empty system; the app ran on it, the figures were right, and it took as long as stated.',
    evidence: 'the protocol: date, which backup, duration, figures compared, by whom',
    expiresAfterDays: 90,
  },
});

export const backupOffsite = defineAttested({
  id: 'backup.offsite',
  point: 19,
  severity: 'major',
  title: 'A copy lies elsewhere',
  why: 'Ransomware encrypts the backups that it can reach first; fire and a closed account at the provider take host and backups together.',
  expected: 'a current copy at another place and under another account, which this host cannot delete',
  sources: ['Checklist point 19'],
  references: [...nist('CP-6', 'CP-9(3)'), ...cis('11.4')],
  fix: 'Copy to another provider or place with credentials that may only add (object lock, borg serve --append-only, restic rest-server --append-only), or let that place fetch.',
  attest: {
    statement:
      'A copy of the backups, not older than the target allows, lies at the place named here; from this host it can neither be changed nor deleted.',
    evidence: 'a listing of that place with dates, and the setting that forbids deletion',
    expiresAfterDays: 90,
  },
});

export const backupControls = [backupRecent, backupMode, backupEncrypted, backupRestoreTested, backupOffsite];
