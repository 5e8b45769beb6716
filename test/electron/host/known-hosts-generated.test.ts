import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fingerprintOf, judgeHostKey, readKnownHosts } from '../../../electron/host/known-hosts';
import { quoteAll } from '../../../shared/shell';
import { describeWith } from '../../support/needs';
import { Seeded } from '../../support/seeded';

const files = 16;
const linesPerFile = 60;

/** Every name is asked for in every file, in lower case as ssh does. */
const names = [
  'shop.example',
  'web-1',
  'web-2.example',
  'WEB-1',
  'a.b.example',
  '192.0.2.7',
  '2001:db8::1',
  '[shop.example]:2222',
  '[192.0.2.7]:22022',
  '[web-1]:2222',
  'nowhere.test',
];

/** Which key, and what an entry says of it. */
type Entry = `${string} ${'plain' | 'revoked' | 'cert-authority'}`;

describeWith(['ssh-keygen'], 'known_hosts, generated, with ssh-keygen -F as the oracle', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'gonogo-known-F-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(['as written', 'hashed by ssh-keygen -H'])('finds the same entries: %s', async (form) => {
    let found = 0;
    for (let seed = 0; seed < files; seed++) {
      const file = join(folder, `known_hosts.${seed}`);
      // ssh-keygen -H refuses files with a line that is no entry. Wildcards and markers stay as they are in a hashed file.
      const isHashed = form !== 'as written';
      const keys = writeFile(file, seed, !isHashed);
      if (isHashed) execFileSync('ssh-keygen', ['-H', '-f', file], { stdio: 'ignore' });
      const theirs = askKeygen(file);
      const known = await readKnownHosts([file]);
      for (const [i, name] of names.entries()) {
        const ours = new Set<Entry>();
        for (const key of keys) {
          const id = key.toString('base64');
          const trust = judgeHostKey(known, name.toLowerCase(), key);
          if (trust.status === 'trusted') ours.add(`${id} plain`);
          else if (trust.status === 'revoked') ours.add(`${id} revoked`);
          else if (
            trust.status === 'unknown' &&
            trust.authorities.some(({ fingerprint }) => fingerprint === fingerprintOf(key))
          )
            ours.add(`${id} cert-authority`);
        }
        // Where a plain key is known, nobody asks for authorities.
        const plain = theirs[i]!.some((entry) => entry.endsWith('plain'));
        const expected = [...new Set(theirs[i]!)].filter((entry) => !plain || !entry.endsWith('cert-authority'));
        expect({ seed, name, entries: [...ours].sort() }).toEqual({ seed, name, entries: expected.sort() });
        found += ours.size;
      }
    }
    expect(found).toBeGreaterThan(files * names.length);
  });

  /** A key of its own on each line, so that a key says which line it was. */
  function writeFile(file: string, seed: number, withFaults: boolean): Buffer[] {
    const random = new Seeded(seed + 1);
    const keys: Buffer[] = [];
    const pattern = (): string =>
      `${random.chance(0.2) ? '!' : ''}${random.pick([
        ...names,
        '*',
        '*.example',
        'web-?',
        '[*]:2222',
        'UPPER.example',
        '192.0.2.*',
        '?hop.example',
        '*:*',
        '[shop.example]:*',
        'shop.example*',
      ])}`;
    const line = (): string => {
      if (random.chance(0.1))
        return random.pick([
          '',
          '# shop.example a comment',
          '   ',
          ...(withFaults ? ['shop.example', 'garbage more'] : []),
        ]);
      const body = createHash('sha256').update(`${seed} ${keys.length}`).digest();
      const key = Buffer.concat([Buffer.from('\0\0\0\x0bssh-ed25519\0\0\0\x20', 'latin1'), body]);
      keys.push(key);
      // Behind `@revoked` and a tab ssh sees no marker, and passes the line over; to us that key is revoked.
      const marker = random.pick([
        '',
        '',
        '',
        '',
        '@revoked ',
        '@cert-authority ',
        '@revoked  ',
        withFaults ? '@unknown ' : '',
      ]);
      const between = random.pick([' ', ' ', '\t', '  ']);
      const comment = random.pick(['', '', ' a comment', '\t# another', ' ']);
      return `${random.pick(['', '', ' ', '\t'])}${marker}${random.some(1, 3, pattern).join(',')}${between}ssh-ed25519${between}${key.toString('base64')}${comment}`;
    };
    writeFileSync(file, `${Array.from({ length: linesPerFile }, line).join('\n')}${random.pick(['\n', ''])}`);
    return keys;
  }

  /** One shell asks for all names. */
  function askKeygen(file: string): Entry[][] {
    const script = names.map(
      (name) => `${quoteAll(['ssh-keygen', '-F', name.toLowerCase(), '-f', file])} 2>/dev/null; echo '#end'\n`,
    );
    const { stdout } = spawnSync('sh', ['-s'], { input: script.join(''), encoding: 'utf8' });
    return stdout
      .split('#end\n')
      .slice(0, names.length)
      .map((printed) =>
        [...printed.matchAll(/^# Host .* found: line \d+ (CA|REVOKED)?\n.*ssh-ed25519\s+(\S+)/gm)].map(
          ([, marker, key]): Entry =>
            `${key!} ${marker === 'CA' ? 'cert-authority' : marker === 'REVOKED' ? 'revoked' : 'plain'}`,
        ),
      );
  }
});
