import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { ExportError, exportRecord } from '../../../electron/record/export';
import type { SigningIdentity } from '../../../electron/record/identity';
import { signDetached } from '../../../electron/record/sign';
import { verifyRecord } from '../../../electron/record/verify';
import { buildRecord } from '../../../shared/record/build-record';
import { canonicalBytes, canonicalText } from '../../../shared/record/canonical';
import type { ReviewRecord } from '../../../shared/record/schema';
import { describeWith } from '../../support/needs';
import { exportLog, identityOf, signingTime } from '../../support/review/exported';
import { day, iso, makeTarget, ReviewLog, start } from '../../support/review/review-log';

vi.mock('../../../shared/controls', () => import('../../support/review/catalogue'));
vi.mock('../../../shared/facts', () => import('../../support/review/catalogue'));

const minutes = Buffer.from('who was briefed, when, by whom\n');
const now = new Date(start + 2 * 60 * 60_000);
let ada: SigningIdentity;
let mallory: SigningIdentity;
let root: string;
let good: string;
let folder: string;
let count = 0;

beforeAll(async () => {
  [ada, mallory] = await Promise.all([identityOf('Ada Lead'), identityOf('Mallory')]);
  const log = ReviewLog.frozen({ evidence: minutes, seen: { days: 3 } }, (review) => review.waive('tls.expiry'));
  const exported = await exportLog(log, ada);
  root = exported.root;
  good = exported.path;
});
afterAll(() => rmSync(root, { recursive: true }));
beforeEach(() => {
  folder = join(root, `copy-${count++}`);
  cpSync(good, folder, { recursive: true });
});

const read = (path: string): Buffer => readFileSync(join(folder, path));
const write = (path: string, bytes: Uint8Array | string): void => writeFileSync(join(folder, path), bytes);
const verify = (trust?: string) => verifyRecord(folder, { trust, now });
const reasons = async (trust?: string): Promise<string[]> =>
  (await verify(trust)).reasons.map(({ code, where }) => `${code} ${where}`);
const readRecord = (): ReviewRecord => JSON.parse(read('record.json').toString());

/** What somebody does who holds a key and knows the format: change the record, and sign it properly. */
async function forge(change: (record: ReviewRecord) => void, signer: SigningIdentity = ada): Promise<void> {
  const record = readRecord();
  change(record);
  const content = canonicalBytes(record);
  write('record.json', content);
  write('record.json.p7s', await signDetached({ content, ...signer, signingTime }));
  write('signers.pem', signer.certificatePem);
}

describe('a record as it was exported', () => {
  it('is intact, and valid only for whoever knows the signer', async () => {
    expect(await verify()).toMatchObject({
      verdict: 'INTACT, SIGNERS NOT IDENTIFIED',
      exitCode: 0,
      authentic: true,
      trust: 'none',
      reasons: [],
      record: { decisionAtSigning: 'go', sentence: 'GO for Example Shop (production)', target: 'Example Shop' },
      rejudged: { judged: true, differences: [] },
      inForce: { at: now.toISOString(), expired: [] },
      signers: [{ name: 'Ada Lead', role: 'tech lead', sha256: ada.sha256, trusted: null }],
    });
    expect(await verify(mallory.certificatePem + ada.certificatePem)).toMatchObject({
      verdict: 'VALID',
      exitCode: 0,
      trust: 'trusted',
    });
    expect(await verify(mallory.certificatePem)).toMatchObject({
      verdict: 'INTACT, SIGNERS NOT TRUSTED',
      exitCode: 1,
      authentic: true,
      trust: 'untrusted',
      reasons: [{ code: 'untrusted' }],
    });
    expect(await verify('')).toMatchObject({ exitCode: 1, trust: 'untrusted' });
  });

  it('stays authentic when everything in it has expired, and says what has', async () => {
    const later = await verifyRecord(folder, { now: new Date('2032-01-01T00:00:00.000Z') });
    expect(later).toMatchObject({ exitCode: 0, authentic: true, record: { decisionAtSigning: 'go' } });
    expect(later.inForce?.expired.map(({ what, name }) => `${what} ${name}`)).toEqual([
      'attestation team.briefed',
      'attestation password.hashing',
      'attestation pci.scope',
      'waiver tls.expiry',
      'run the checks',
      'certificate Ada Lead',
    ]);
    expect(later.inForce?.expired.at(-2)?.since).toBe(iso(start + day));
  });

  it('holds the log, the runs and the files that cli.md names', () => {
    const record = readRecord();
    expect(record.schema).toBe('gonogo/record@1');
    expect(record.files.map(({ path }) => path)).toEqual([
      `evidence/${record.review.attestations[0]!.evidence[0]!.sha256}`,
      'report.html',
      'VERIFY.md',
    ]);
    expect(record.head).toEqual({ seq: record.events.length - 1, hash: record.events.at(-1)!.hash });
    expect(read('record.json').toString()).toBe(canonicalText(record));
  });
});

describe('one changed byte', () => {
  it.each(['record.json', 'record.json.p7s', 'signers.pem', 'report.html', 'VERIFY.md', 'evidence'])(
    'anywhere in %s is found',
    async (name) => {
      const path = name === 'evidence' ? readRecord().files[0]!.path : name;
      const bytes = read(path);
      const step = Math.max(1, Math.floor(bytes.length / 23));
      for (let at = 0; at < bytes.length; at += step) {
        const changed = Buffer.from(bytes);
        changed[at]! ^= 1 << (at % 8);
        write(path, changed);
        const result = await verify(ada.certificatePem);
        expect(result.exitCode, `${path} byte ${at}`).toBe(1);
        expect(result.verdict).toBe('NOT VALID');
        expect(result.reasons.some(({ where }) => where.startsWith(path) || path === 'record.json')).toBe(true);
      }
    },
  );

  it.each(['record.json', 'record.json.p7s', 'signers.pem', 'report.html', 'VERIFY.md'])(
    'more or less at the end of %s is found',
    async (path) => {
      const bytes = read(path);
      write(path, Buffer.concat([bytes, Buffer.from('\n')]));
      expect((await verify()).exitCode).toBe(1);
      write(path, bytes.subarray(0, -1));
      expect((await verify()).exitCode).toBe(1);
    },
  );
});

describe('the folder', () => {
  it('lacks nothing', async () => {
    const evidence = readRecord().files[0]!.path;
    for (const path of ['report.html', 'VERIFY.md', evidence, 'record.json.p7s', 'signers.pem']) {
      rmSync(join(folder, path));
      expect(await reasons(), path).toEqual([`file-missing ${path}`]);
      cpSync(join(good, path), join(folder, path));
    }
  });

  it('holds nothing else', async () => {
    write('notes.txt', 'x');
    mkdirSync(join(folder, 'more'));
    write(`evidence/${'0'.repeat(64)}`, 'x');
    expect((await reasons()).sort()).toEqual([
      'file-refused more',
      `file-unlisted evidence/${'0'.repeat(64)}`,
      'file-unlisted notes.txt',
    ]);
  });

  it('holds no links, which could show another file to each reader', async () => {
    renameSync(join(folder, 'report.html'), join(root, 'elsewhere.html'));
    symlinkSync(join(root, 'elsewhere.html'), join(folder, 'report.html'));
    expect(await reasons()).toEqual(['file-refused report.html', 'file-missing report.html']);
  });

  it('is said to be unreadable when it is no record', async () => {
    const words = async (path: string) => {
      const result = await verifyRecord(path, { now });
      expect(result).toMatchObject({ verdict: 'UNREADABLE', exitCode: 2, authentic: false });
      return result.reasons[0]!.words;
    };
    expect(await words(join(root, 'nowhere'))).toBe('there is no such folder or file');
    expect(await words(join(folder, 'record.json'))).toMatch('it is no zip');
    symlinkSync(folder, join(root, `link-${count}`));
    expect(await words(join(root, `link-${count}`))).toMatch('it is a link');
    rmSync(join(folder, 'record.json'));
    expect(await words(folder)).toMatch('it holds no record.json');
    for (let file = 0; file <= 500; file++) write(`${file}`, '');
    expect(await words(folder)).toMatch('more than 500 files');
  });
});

describe('record.json', () => {
  it('has each key once', async () => {
    write('record.json', read('record.json').toString().replace('"decision":{', '"checklist":{"a":1},"decision":{'));
    const result = await verify();
    expect(result.reasons.map(({ code }) => code)).toEqual(['digest', 'not-canonical']);
    expect(result.reasons[1]!.words).toMatch('the key "checklist" stands twice');
  });

  it('is held to its schema, and the place is named', async () => {
    await forge((record) => {
      (record.runs[0]!.hosts[0] as { trustedBy: string }).trustedBy = 'faith';
    });
    expect(await reasons()).toEqual(['schema record.json runs.0.hosts.0.trustedBy']);
    write('record.json', '[]');
    expect((await reasons()).at(-1)).toBe('schema record.json');
  });
});

describe('the signature', () => {
  it('of another record is not taken for this one', async () => {
    const other = await exportLog(ReviewLog.frozen(), ada);
    cpSync(join(other.path, 'record.json.p7s'), join(folder, 'record.json.p7s'));
    rmSync(other.root, { recursive: true });
    expect(await reasons()).toEqual(['digest record.json.p7s']);
  });

  it('is of exactly those whom the record names', async () => {
    await forge(() => {}, mallory);
    expect((await reasons()).every((reason) => reason === 'signers-differ record.json.p7s')).toBe(true);
    expect((await verify()).exitCode).toBe(1);
    await forge((record) => {
      record.signers[0]!.name = 'Chief Security Officer';
    });
    expect(await reasons()).toContain('signers-differ record.json.p7s');
  });

  it('by a forger who names themselves everywhere is intact, and not trusted', async () => {
    await forge((record) => {
      record.signers = [{ name: 'Mallory', role: null, sha256: mallory.sha256 }];
    }, mallory);
    expect(await verify()).toMatchObject({ verdict: 'INTACT, SIGNERS NOT IDENTIFIED', exitCode: 0 });
    expect(await verify(ada.certificatePem)).toMatchObject({ verdict: 'INTACT, SIGNERS NOT TRUSTED', exitCode: 1 });
  });
});

describe('a record that was changed and signed again, with the right key', () => {
  const forged = async (change: (record: ReviewRecord) => void): Promise<string[]> => {
    await forge(change);
    return reasons(ada.certificatePem);
  };
  /** Builds everything again around changed runs, as the program itself would. */
  const rebuild = (change: (log: ReviewLog) => void) => async (): Promise<string[]> => {
    const log = ReviewLog.frozen({ evidence: minutes }, change);
    return forged((record) => {
      Object.assign(record, buildRecord({ ...log, signers: record.signers }));
    });
  };
  const runWith = (log: ReviewLog, change: (run: ReturnType<ReviewLog['run']>) => void): void => {
    const run = structuredClone([...log.runs.values()][0]!);
    change(run);
    log.run({}, run);
  };

  it('does not say another decision than its events make', async () => {
    expect(
      await forged((record) => {
        record.decision.sentence = 'GO for everything';
      }),
    ).toEqual(['derived record.json decision']);
  });
  it('does not drop a vote from its state', async () => {
    expect(
      await forged((record) => {
        record.review.votes.pop();
      }),
    ).toEqual(['derived record.json review']);
  });
  it('does not change an event', async () => {
    expect(
      await forged((record) => {
        record.events[3]!.statedBy = 'Chief Security Officer';
      }),
    ).toEqual(['chain record.json events[3]']);
  });
  it('does not cut its log', async () => {
    expect(
      await forged((record) => {
        record.events.pop();
      }),
    ).toEqual(['head record.json head']);
    expect(
      await forged((record) => {
        const last = record.events.at(-1)!;
        record.head = { seq: last.seq, hash: last.hash };
      }),
    ).toEqual(['fold record.json events']);
  });
  it('does not change a run that its events name by hash', async () => {
    expect(
      await forged((record) => {
        record.runs[0]!.reviewer.user = 'nobody';
      }),
    ).toEqual(['fold record.json events']);
  });
  it('does not name other evidence', async () => {
    expect(
      await forged((record) => {
        record.files = record.files.filter(({ path }) => !path.startsWith('evidence/'));
      }),
    ).toEqual([expect.stringMatching(/^file-unlisted evidence/), ...Array(3).fill(expect.stringMatching(/^evidence/))]);
  });

  it('does not hold findings that its facts do not give', async () => {
    const rewritten = rebuild((log) =>
      runWith(log, (run) => {
        Object.assign(run.facts[0]!, { value: { days: 3 } });
      }),
    );
    expect(await rewritten()).toEqual(expect.arrayContaining(['findings-differ record.json runs[1]']));
    const { reasons: said, rejudged } = await verify();
    expect(said[0]!.words).toBe(
      'tls.expiry: the record says "blocker pass enough {"days":60}", its facts say "blocker fail soon {"days":3}"',
    );
    expect(rejudged?.differences).toHaveLength(1);
  });
  it('does not leave out a finding, nor hold one twice', async () => {
    const cut = rebuild((log) => runWith(log, (run) => run.findings.pop()));
    // The last one waits for a person: without it there is one thing less to say no-go for.
    expect(await cut()).toEqual(expect.arrayContaining(['findings-differ record.json runs[1]']));
    const doubled = rebuild((log) => runWith(log, (run) => run.findings.push(run.findings[0]!)));
    expect(await doubled()).toEqual(expect.arrayContaining(['findings-differ record.json runs[1]']));
  });
  it('does not hold facts that no probe of ours writes', async () => {
    const invented = rebuild((log) =>
      runWith(log, (run) => {
        Object.assign(run.facts[0]!, { value: { days: 'many' } });
      }),
    );
    expect(await invented()).toEqual(expect.arrayContaining(['facts record.json runs[1]']));
  });
  it('is not judged again by another checklist, which is said and no fault', async () => {
    const other = rebuild((log) =>
      runWith(log, (run) => {
        run.checklist = { ...run.checklist, version: '2031.4' };
        Object.assign(run.facts[0]!, { value: { days: 3 } });
      }),
    );
    // The files of the folder are still those of the good record.
    expect(await other()).toEqual([]);
    expect((await verify()).rejudged).toMatchObject({
      judged: false,
      checklist: expect.stringContaining('2031.4'),
      differences: [],
    });
  });
});

describe('exporting', () => {
  it('writes beside nothing that is there', async () => {
    const log = ReviewLog.frozen();
    const request = { events: log.events, runs: log.runs, readEvidence: async () => minutes, ...ada, signingTime };
    await expect(exportRecord({ ...request, path: folder })).rejects.toThrow(ExportError);
  });

  it('leaves nothing behind when it fails', async () => {
    const log = ReviewLog.frozen({ evidence: minutes });
    const target = join(root, 'never');
    const request = { events: log.events, runs: log.runs, ...ada, signingTime, path: target };
    await expect(exportRecord({ ...request, readEvidence: async () => Buffer.from('other') })).rejects.toThrow(
      /was changed/,
    );
    expect(() => readFileSync(target)).toThrow(/ENOENT/);
  });

  it('signs only what is frozen, and not a day after the facts were seen', async () => {
    const log = ReviewLog.frozen();
    const request = { readEvidence: async () => minutes, runs: log.runs, ...ada, path: join(root, 'none') };
    await expect(exportRecord({ ...request, events: log.events.slice(0, -1), signingTime })).rejects.toThrow(
      'the review is not frozen',
    );
    const late = new Date(start + day + 60_000);
    await expect(exportRecord({ ...request, events: log.events, signingTime: late })).rejects.toThrow(
      /older than 24 hours/,
    );
  });

  it('names address and CA where the target overrides them', async () => {
    const target = makeTarget({ site: { url: 'https://shop.example', connect: '127.0.0.1:8443', caFile: 'ca.pem' } });
    const log = new ReviewLog(target);
    log.release();
    log.run(
      {},
      {
        site: {
          url: 'https://shop.example',
          address: '127.0.0.1:8443',
          connect: '127.0.0.1:8443',
          ca: { file: 'ca.pem', sha256: 'c'.repeat(64) },
          error: null,
        },
      },
    );
    log.vote('tech lead', 'no-go');
    log.vote('security', 'no-go');
    log.add('frozen', {});
    const { decision } = buildRecord({ ...log, signers: [] });
    expect(decision.sentence).toBe(
      'NO-GO for https://shop.example at 127.0.0.1:8443 with the CA ca.pem (SHA-256 cccccccccccccccc…): 3 findings hold the launch; tech lead, security said no-go',
    );
  });
});

describeWith(['openssl', 'sha256sum'], 'VERIFY.md', () => {
  const sh = (command: string): string =>
    execFileSync('sh', ['-c', command], { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  const commands = (): string[] =>
    read('VERIFY.md')
      .toString()
      .split('\n')
      .filter((line) => /^ {4}(openssl|sha256sum|grep)/.test(line))
      .map((line) => line.trim());

  it('gives commands that say yes to this folder', () => {
    write('THE-ONE-YOU-TRUST.pem', ada.certificatePem);
    const lines = commands();
    expect(lines).toHaveLength(6);
    const [good, fingerprint, trusted, count, hashes, atTime] = lines as [
      string,
      string,
      string,
      string,
      string,
      string,
    ];
    const attime = / -attime \d+/.exec(atTime)![0];
    // The certificate of this test counts from a fixed day on; openssl asks today's clock.
    for (const line of [`${good}${attime}`, `${trusted}${attime}`, atTime])
      expect(sh(`${line} 2>&1`)).toMatch('successful');
    expect(sh(count).trim()).toBe('1');
    expect(sh(fingerprint)).toContain(ada.sha256.toUpperCase().match(/../g)!.join(':'));
    expect(read('VERIFY.md').toString()).toContain(ada.sha256.toUpperCase().match(/../g)!.join(':'));
    for (const { path, sha256 } of readRecord().files) expect(sh(hashes)).toContain(`${sha256}  ${path}`);
  });

  it('names no file that is not there', () => {
    expect(read('VERIFY.md').toString()).not.toMatch(/report\.pdf|oscal|pdfsig/);
  });
});
