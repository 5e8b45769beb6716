import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';

export interface TestAccount {
  name: string;
  password: string;
  /** Replaces this account's rules; each without the account's name. An empty list takes them away. */
  sudo(rules: readonly string[]): void;
  remove(): void;
}

/** A throw-away account of this machine with a home and a password. Needs root; `remove` takes everything away again. */
export function makeTestAccount(): TestAccount {
  const name = `gonogo-${randomBytes(4).toString('hex')}`;
  const password = `pw-${randomBytes(9).toString('hex')}`;
  const rulesFile = `/etc/sudoers.d/${name}`;
  execFileSync('/usr/sbin/useradd', ['--create-home', '--home-dir', `/tmp/${name}`, '--shell', '/bin/sh', name]);
  execFileSync('/usr/sbin/chpasswd', { input: `${name}:${password}\n` });
  const withoutRules = () => rmSync(rulesFile, { force: true });
  return {
    name,
    password,
    sudo(rules) {
      withoutRules();
      if (rules.length > 0)
        writeFileSync(rulesFile, rules.map((rule) => `${name} ${rule}\n`).join(''), { mode: 0o440 });
    },
    remove() {
      withoutRules();
      execFileSync('/usr/sbin/userdel', ['--remove', '--force', name], { stdio: 'ignore' });
    },
  };
}
