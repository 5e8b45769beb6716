import { defineControl, error, fail, note, pass, withNotes } from '../control';
import { type SshdMatchBlock, sshd } from '../facts/host/sshd';
import { cis, nist } from '../references';

const references = [
  ...cis('5.4'),
  ...nist('AC-17', 'IA-2', 'IA-5'),
  { source: 'OpenSSH', id: 'sshd_config(5)', url: 'https://man.openbsd.org/sshd_config' },
];
const file = '/etc/ssh/sshd_config.d/10-hardening.conf';
const reload = ['sshd -t', 'systemctl reload ssh'];

/** Kinds of condition, for readers: "address", "user, group". */
const forWhom = ({ conditions }: SshdMatchBlock): string => conditions.join(', ') || 'all';

export const firewallSshHardening = defineControl({
  id: 'firewall.ssh-hardening',
  point: 12,
  severity: 'major',
  method: 'automatic',
  scope: 'host:any',
  title: 'No password opens root over SSH',
  why: 'Port 22 is tried with leaked and common passwords day and night. root is the one name that every host has, so a password for it is a password for everything.',
  expected:
    'PermitRootLogin no, prohibit-password or forced-commands-only, and PermitEmptyPasswords no, for strangers and in every Match block',
  sources: ['Checklist point 12'],
  references,
  fix: () => ({
    say: 'Make sure that a key of yours opens an account with sudo, then:',
    config: { file, text: 'PermitRootLogin prohibit-password\nPermitEmptyPasswords no' },
    run: reload,
  }),
  needs: { server: sshd },
  words: {
    hardened: ({ root }: { root: string }) => `PermitRootLogin ${root}, PermitEmptyPasswords no`,
    'root-password': () => 'PermitRootLogin yes: root may sign in with a password',
    'empty-passwords': () => 'PermitEmptyPasswords yes: accounts without a password are open',
    'match-root': ({ conditions }: { conditions: string }) =>
      `a Match block (by ${conditions}) sets PermitRootLogin yes`,
    'match-empty': ({ conditions }: { conditions: string }) =>
      `a Match block (by ${conditions}) sets PermitEmptyPasswords yes`,
    'match-unread': () => "sshd's files could not be read, so what Match blocks permit is not known",
    'match-unreadable': ({ conditions }: { conditions: string }) =>
      `a Match block (by ${conditions}) sets a value that is none of the option's`,
    passwords: () => 'other accounts may sign in with passwords',
  },
  judge: ({ server }) => {
    if (server.permitRootLogin === 'yes') return fail('root-password');
    if (server.permitEmptyPasswords) return fail('empty-passwords');
    const blocks = server.matchBlocks ?? [];
    const root = blocks.find((block) => block.mayBeRoot && block.permitRootLogin === 'yes');
    if (root) return fail('match-root', { conditions: forWhom(root) });
    const empty = blocks.find((block) => block.permitEmptyPasswords === 'yes');
    if (empty) return fail('match-empty', { conditions: forWhom(empty) });
    if (!server.matchBlocks) return error('match-unread');
    const odd = blocks.find((block) => [block.permitRootLogin, block.permitEmptyPasswords].includes('unreadable'));
    if (odd) return error('match-unreadable', { conditions: forWhom(odd) });
    return withNotes(pass('hardened', { root: server.permitRootLogin }), [
      ...(server.passwordAuthentication || server.keyboardInteractive ? [note('passwords')] : []),
    ]);
  },
});

export const firewallSshPasswords = defineControl({
  id: 'firewall.ssh-passwords',
  point: 12,
  severity: 'minor',
  method: 'automatic',
  scope: 'host:any',
  title: 'SSH takes keys only',
  why: 'A password can be guessed, reused and phished; a key cannot. With passwords off, the guessing that every host on the Internet sees is noise.',
  expected: 'PasswordAuthentication no and KbdInteractiveAuthentication no, in every Match block too',
  sources: ['CIS Debian Linux 12 Benchmark, section 5.1'],
  references,
  fix: () => ({
    say: 'Make sure that a key of yours opens an account with sudo, then:',
    config: { file, text: 'PasswordAuthentication no\nKbdInteractiveAuthentication no' },
    run: reload,
  }),
  needs: { server: sshd },
  words: {
    keys: () => 'neither passwords nor keyboard-interactive sign-in are offered',
    passwords: ({ option }: { option: string }) => `${option} yes`,
    'match-passwords': ({ conditions }: { conditions: string }) => `a Match block (by ${conditions}) permits passwords`,
    'match-unread': () => "sshd's files could not be read, so what Match blocks permit is not known",
  },
  judge: ({ server }) => {
    if (server.passwordAuthentication) return fail('passwords', { option: 'PasswordAuthentication' });
    if (server.keyboardInteractive) return fail('passwords', { option: 'KbdInteractiveAuthentication' });
    if (!server.matchBlocks) return error('match-unread');
    const block = server.matchBlocks.find((one) =>
      [one.passwordAuthentication, one.keyboardInteractive].some((value) => value === 'yes' || value === 'unreadable'),
    );
    return block ? fail('match-passwords', { conditions: forWhom(block) }) : pass('keys');
  },
});

export const sshServerControls = [firewallSshHardening, firewallSshPasswords];
