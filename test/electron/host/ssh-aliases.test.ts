import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { sshAliases } from '../../../electron/host/ssh-aliases';

let home: string;
const config = (): string => join(home, '.ssh/config');
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'gonogo-aliases-'));
  mkdirSync(join(home, '.ssh/more.d'), { recursive: true });
});
afterEach(() => rmSync(home, { recursive: true }));

it('are the names without patterns, in the order of the files, included ones too', async () => {
  writeFileSync(
    config(),
    'Include more.d/*.conf\nHost web-1 web-2 *.internal !web-3\n  User deploy\nHost "a b"\nHost *\n',
  );
  writeFileSync(join(home, '.ssh/more.d/a.conf'), 'Host bastion\n  Port 2222\nhost=db-1\n');
  expect(await sshAliases(config(), home)).toEqual(['bastion', 'db-1', 'web-1', 'web-2', 'a b']);
});

it('are none without a file, and a file that includes itself ends', async () => {
  expect(await sshAliases(config(), home)).toEqual([]);
  writeFileSync(config(), 'Include config\nHost web-1\n');
  expect(await sshAliases(config(), home)).toEqual(['web-1']);
});
