import { defineControl, error, fail, notApplicable, note, pass, withNotes } from '../control';
import { clock, systemUpdates } from '../facts/host/system';
import { asvs, cis, nist, pciDss } from '../references';

/** The operating system under the app. */

const staleListsDays = 7;
const day = 86_400;

export const depsSystemUpdates = defineControl({
  id: 'deps.system-updates',
  point: 17,
  severity: 'minor',
  method: 'automatic',
  scope: 'host:any',
  title: 'No security update of the system waits',
  why: 'OpenSSL, nginx and the kernel have holes too, and the day on which the fix is published is the day on which the hole is.',
  expected: `apt knows of no update from a security archive, by lists of at most ${staleListsDays} days`,
  sources: ['Checklist point 17 (keep updated)'],
  references: [...asvs('V15.2.1'), ...cis('7.3'), ...nist('SI-2'), ...pciDss('6.3.3')],
  fix: () => ({
    say: 'Install them now, and let the system do it by itself from now on.',
    run: ['apt-get update', 'apt-get upgrade', 'apt-get install unattended-upgrades'],
  }),
  needs: { system: systemUpdates },
  words: {
    current: ({ pending }: { pending: number }) =>
      pending === 0 ? 'nothing waits' : `no security update waits (${pending} others do)`,
    waiting: ({ security }: { security: number }) =>
      `${security} security ${security === 1 ? 'update waits' : 'updates wait'}`,
    'lists-old': ({ days }: { days: number }) =>
      `apt's lists are ${days} days old, so what has come out since is not known`,
    'no-apt': () => 'the system has no apt, and its updates are not looked at',
  },
  judge: ({ system: { apt } }, { at }) => {
    if (!apt) return error('no-apt');
    if (apt.security > 0) return fail('waiting', { security: apt.security });
    const days = Math.floor((at / 1000 - apt.listsAt) / day);
    return days > staleListsDays ? fail('lists-old', { days }) : pass('current', { pending: apt.pending });
  },
});

export const depsSystemRestarted = defineControl({
  id: 'deps.system-restarted',
  point: 17,
  severity: 'minor',
  method: 'automatic',
  scope: 'host:any',
  title: 'The kernel that runs is the one that was installed last',
  why: 'An update of the kernel closes nothing until the host restarts: whoever has a shell as the app still becomes root through the old one.',
  expected: 'no kernel was installed after the host had started, and the system asks for no restart',
  sources: ['Checklist point 17 (keep updated)'],
  references: [...cis('7.3'), ...nist('SI-2')],
  fix: () => ({ say: 'Restart the host at a quiet hour.', run: ['systemctl reboot'] }),
  needs: { system: systemUpdates },
  words: {
    current: () => 'no newer kernel waits for a restart',
    waiting: () => 'a kernel was installed after the host had started, or the system asks for a restart',
    'no-kernel': () => 'the host has no kernel of its own (a container)',
  },
  judge: ({ system: { rebootNeeded } }) => {
    if (rebootNeeded === null) return notApplicable('no-kernel');
    return rebootNeeded ? fail('waiting') : pass('current');
  },
});

const mostSkew = 60;

export const loggingClock = defineControl({
  id: 'logging.clock',
  point: 8,
  severity: 'minor',
  method: 'automatic',
  scope: 'host:any',
  title: 'The clock is right',
  why: 'With clocks apart, the lines of two logs cannot be put in order, and what happened first stays unknown. Certificates and one-time passwords fail too.',
  expected: `within ${mostSkew} s of the clock of the machine that checks`,
  sources: ['Checklist point 8'],
  references: [...asvs('V16.2.2'), ...cis('8.4'), ...nist('AU-8', 'SC-45'), ...pciDss('10.6')],
  fix: () => ({
    say: 'Let the host follow a time server. If it is the machine that checks which is wrong, mend that one.',
    run: ['timedatectl set-ntp true', 'timedatectl timesync-status'],
  }),
  needs: { time: clock },
  words: {
    right: ({ seconds }: { seconds: number }) => `${seconds} s apart`,
    wrong: ({ seconds, ahead }: { seconds: number; ahead: boolean }) => `${seconds} s ${ahead ? 'ahead' : 'behind'}`,
    'whose-clock': () => 'which of the two clocks is wrong cannot be told from here',
  },
  judge: ({ time: { aheadSeconds } }) => {
    const seconds = Math.abs(aheadSeconds);
    if (seconds <= mostSkew) return pass('right', { seconds });
    return withNotes(fail('wrong', { seconds, ahead: aheadSeconds > 0 }), [note('whose-clock')]);
  },
});

export const systemControls = [depsSystemUpdates, depsSystemRestarted, loggingClock];
