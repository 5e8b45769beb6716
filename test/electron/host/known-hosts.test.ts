import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  fingerprintOf,
  judgeHostKey,
  knownHostName,
  knownKeyTypes,
  readKnownHosts,
  rememberHostKey,
} from '../../../electron/host/known-hosts';
import { describeWith } from '../../support/needs';

describeWith(['ssh-keygen'], 'known_hosts, with ssh-keygen as the oracle', () => {
  let folder: string;
  const keys: Record<string, { text: string; bytes: Buffer; fingerprint: string }> = {};
  const file = () => join(folder, 'known_hosts');
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'gonogo-known-'));
    for (const [name, type] of [
      ['a', 'ed25519'],
      ['b', 'ed25519'],
      ['r', 'rsa'],
      ['e', 'ecdsa'],
    ] as const) {
      execFileSync('ssh-keygen', ['-q', '-t', type, '-N', '', '-C', '', '-f', join(folder, name)]);
      const text = readFileSync(join(folder, `${name}.pub`), 'utf8').trim();
      const printed = execFileSync('ssh-keygen', ['-lf', join(folder, `${name}.pub`)], { encoding: 'utf8' });
      keys[name] = { text, bytes: Buffer.from(text.split(' ')[1]!, 'base64'), fingerprint: printed.split(' ')[1]! };
    }
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const write = (text: string) => writeFileSync(file(), text);
  const judge = async (name: string, key: string) =>
    judgeHostKey(await readKnownHosts([file()]), name, keys[key]!.bytes);

  it('prints fingerprints as ssh-keygen -l does', () => {
    for (const { bytes, fingerprint } of Object.values(keys)) expect(fingerprintOf(bytes)).toBe(fingerprint);
  });

  const corpus = () => `# a comment
shop.example ${keys.a!.text}
web-1,192.0.2.7,alias.example ${keys.b!.text} a comment
[shop.example]:2222 ${keys.b!.text}
*.wild.example,!bad.wild.example ${keys.a!.text}
web-? ${keys.e!.text}

  indented.example\t${keys.a!.text}
2001:db8::1 ${keys.r!.text}
@cert-authority *.ca.example ${keys.a!.text}
UPPER.example ${keys.a!.text}
`;
  const names: [string, number][] = [
    ['shop.example', 22],
    ['shop.example', 2222],
    ['shop.example', 23],
    ['web-1', 22],
    ['web-2', 22],
    ['web-12', 22],
    ['192.0.2.7', 22],
    ['a.wild.example', 22],
    ['bad.wild.example', 22],
    ['wild.example', 22],
    ['indented.example', 22],
    ['2001:db8::1', 22],
    ['garbage', 22],
    ['x.ca.example', 22],
    ['nowhere.example', 22],
    ['upper.example', 22],
  ];

  const fromKeygen = (name: string): string[] => {
    try {
      const printed = execFileSync('ssh-keygen', ['-F', name, '-f', file()], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      return printed
        .split('\n')
        .filter((line) => line !== '' && !line.startsWith('#') && !line.startsWith('@'))
        .map((line) => line.trim().split(/[ \t]+/)[2]!);
    } catch {
      return [];
    }
  };

  it.each(['plain', 'hashed'])('finds the same entries as ssh-keygen -F (%s)', async (form) => {
    write(corpus());
    if (form === 'hashed') execFileSync('ssh-keygen', ['-H', '-f', file()], { stdio: 'ignore' });
    let found = 0;
    for (const [host, port] of names) {
      const expected = fromKeygen(port === 22 ? host : `[${host}]:${port}`).sort();
      const known = await readKnownHosts([file()]);
      const ours = Object.values(keys)
        .filter(({ bytes }) => judgeHostKey(known, knownHostName(host, port), bytes).status === 'trusted')
        .map(({ text }) => text.split(' ')[1]!);
      expect({ host, port, keys: ours.sort() }).toEqual({ host, port, keys: expected });
      found += ours.length;
    }
    expect(found).toBeGreaterThan(8);
  });

  it('passes over lines that are no entries', async () => {
    write(`garbage\nshop.example ssh-ed25519 notbase64!\nshop.example ssh-rsa ${keys.a!.text.split(' ')[1]}\n`);
    expect(await readKnownHosts([file()])).toEqual([]);
  });

  it('tells unknown, changed and revoked apart, with line and fingerprint', async () => {
    write(`shop.example ${keys.a!.text}\n@revoked * ${keys.r!.text}\n`);
    expect(await judge('shop.example', 'a')).toEqual({
      status: 'trusted',
      key: { type: 'ssh-ed25519', fingerprint: keys.a!.fingerprint, file: file(), line: 1 },
    });
    expect(await judge('shop.example', 'b')).toMatchObject({
      status: 'changed',
      keys: [{ line: 1, fingerprint: keys.a!.fingerprint }],
    });
    // Known by one key only, and now shows one of another type: that is a change as well.
    expect(await judge('shop.example', 'e')).toMatchObject({ status: 'changed' });
    expect(await judge('other.example', 'b')).toEqual({ status: 'unknown', authorities: [] });
    expect(await judge('other.example', 'r')).toMatchObject({ status: 'revoked', key: { line: 2 } });
  });

  it('does not take a certificate authority for a plain key', async () => {
    write(`@cert-authority shop.example ${keys.a!.text}\n`);
    expect(await judge('shop.example', 'a')).toMatchObject({ status: 'unknown', authorities: [{ line: 1 }] });
  });

  it('knows the types to ask for', async () => {
    write(`shop.example ${keys.r!.text}\nshop.example ${keys.e!.text}\n`);
    expect(knownKeyTypes(await readKnownHosts([file()]), 'shop.example')).toEqual(['ssh-rsa', 'ecdsa-sha2-nistp256']);
  });

  it('appends a line that ssh-keygen finds, to a file without a last newline too', async () => {
    write(`first.example ${keys.a!.text}`);
    await rememberHostKey(file(), '[shop.example]:2222', keys.e!.bytes);
    expect(fromKeygen('[shop.example]:2222')).toEqual([keys.e!.text.split(' ')[1]]);
    expect(fromKeygen('first.example')).toHaveLength(1);
  });

  it('makes the file for its owner alone', async () => {
    const fresh = join(folder, 'deep', 'er', 'known_hosts');
    await rememberHostKey(fresh, 'shop.example', keys.a!.bytes);
    expect(statSync(fresh).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'deep', 'er')).mode & 0o777).toBe(0o700);
  });

  it('takes a missing file for one that knows nothing', async () => {
    expect(await readKnownHosts([join(folder, 'none')])).toEqual([]);
  });
});
