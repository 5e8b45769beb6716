import { seen, unseen } from '../../../shared/fact';
import { clock, parseAptSimulation, parseKernels, systemUpdates } from '../../../shared/facts/host/system';
import { defineProbe } from '../probe';
import { textOf, whyNot } from '../section-reason';

/** Section `clock.date`, as the account: `date +%s`. First of all, so that it is read when it comes. */
export const clockProbe = defineProbe({
  fact: clock,
  roles: ['any'],
  sections: { date: { as: 'user', seconds: 5, sh: () => 'date +%s' } },
  read: ({ date }, { now }) => {
    const reason = whyNot(date);
    if (reason) return { ok: false, reason };
    const seconds = /^(\d{9,12})\n?$/.exec(textOf(date.stdout))?.[1];
    if (seconds === undefined) return unseen('malformed', { what: 'the time by date' });
    return seen({ aheadSeconds: Number(seconds) - Math.floor(now / 1000) });
  },
});

/**
 * As the account, and nothing is written. From the lists that are there:
 * nothing is fetched.
 *
 *     system-updates.lists     the time at which apt-get update last ended
 *     system-updates.apt       apt-get -s dist-upgrade
 *     system-updates.kernels   boot 1790000000, kernel 1780000000 /boot/vmlinuz-6.1.0-42-amd64, wanted
 */
export const systemUpdatesProbe = defineProbe({
  fact: systemUpdates,
  roles: ['any'],
  sections: {
    lists: { as: 'user', seconds: 5, sh: () => 'stat -c %Y -- /var/lib/apt/lists/partial' },
    apt: {
      as: 'user',
      seconds: 30,
      sh: () => simulation,
    },
    kernels: { as: 'user', seconds: 5, sh: () => kernels },
  },
  read: ({ lists, apt, kernels: installed }) => {
    const noKernel = whyNot(installed);
    const rebootNeeded = noKernel ? ({ ok: false, reason: noKernel } as const) : parseKernels(textOf(installed.stdout));
    if (!rebootNeeded.ok) return rebootNeeded;
    const noLists = whyNot(lists);
    if (noLists?.code === 'no-file') return seen({ apt: null, rebootNeeded: rebootNeeded.value });
    const reason = noLists ?? whyNot(apt);
    if (reason) return { ok: false, reason };
    // What apt-get has to complain of (a broken state, no lists) would look like nothing pending.
    if (/^E: /m.test(textOf(apt.stderr))) return unseen('command-failed', { command: 'apt-get -s', exitCode: 100 });
    const listsAt = Number(/^\d{1,12}/.exec(textOf(lists.stdout))?.[0] ?? 0);
    return seen({
      apt: { listsAt, ...parseAptSimulation(textOf(apt.stdout)) },
      rebootNeeded: rebootNeeded.value,
    });
  },
});

/** As root apt would write the index that it builds; another account only reads one, which saves seconds. */
const simulation = `\
if [ "$(id -u)" = 0 ]; then set -- -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache=; fi
apt-get -s -qq -o Debug::NoLocking=1 "$@" dist-upgrade | grep ^Inst || :`;

/** A package keeps the image's mtime, so it is ctime that tells when it was installed. */
const kernels = `\
awk '/^btime /{print "boot", $2}' /proc/stat
for f in /boot/vmlinuz-*; do [ ! -e "$f" ] || stat -c 'kernel %Z %n' -- "$f"; done
if [ -e /run/reboot-required ]; then echo wanted; fi`;
