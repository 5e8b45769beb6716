import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 as zlibCrc32 } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { readSigner } from '../../../electron/acts/read-signer';
import { crc32 } from '../../../electron/record/crc32';
import type { SigningIdentity } from '../../../electron/record/identity';
import { packGonogo } from '../../../electron/record/pack-gonogo';
import { verifyRecord } from '../../../electron/record/verify';
import { handMadeZip, type Part } from '../../support/hand-made-zip';
import { debianPython, describeWith } from '../../support/needs';
import { exportLog, identityOf } from '../../support/review/exported';
import { ReviewLog, start } from '../../support/review/review-log';

vi.mock('../../../shared/controls', () => import('../../support/review/catalogue'));
vi.mock('../../../shared/facts', () => import('../../support/review/catalogue'));

const now = new Date(start + 2 * 60 * 60_000);
let ada: SigningIdentity;
let root: string;
/** The same record as a folder and as one file. */
let folder: string;
let packed: string;
/** The files of the record, as parts of a zip. */
let parts: Part[];
let work: string;
let count = 0;

beforeAll(async () => {
  ada = await identityOf('Ada Lead');
  const exported = await exportLog(ReviewLog.frozen({ evidence: Buffer.from('who was briefed\n') }), ada);
  root = exported.root;
  folder = exported.path;
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  parts = names.map((name) => ({ name, bytes: readFileSync(join(folder, name)) }));
  packed = join(root, 'packed.gonogo');
  writeFileSync(packed, handMadeZip(parts));
});
afterAll(() => rmSync(root, { recursive: true }));
beforeEach(() => {
  work = join(root, `work-${count++}`);
  mkdirSync(work);
});

const verify = (path: string) => verifyRecord(path, { now });
/** The verdict without where it was. */
const verdictOf = async (path: string) => ({ ...(await verify(path)), path: '' });
/** The record with some parts changed, by name. */
const changed = (name: string, change: Partial<Part>): Part[] =>
  parts.map((part) => (part.name === name ? { ...part, ...change } : part));

describe('a record as one file', () => {
  it('verifies as its folder does', async () => {
    expect(await verify(folder)).toMatchObject({ authentic: true, exitCode: 0 });
    expect(await verdictOf(packed)).toEqual(await verdictOf(folder));
    expect(await readSigner(packed, ada.sha256)).toBe(await readSigner(folder, ada.sha256));
  });

  it('counts by names and contents: packed or not, in any order, under any name', async () => {
    const path = join(work, 'attachment.bin');
    const packing = parts.map((part) => ({ ...part, deflate: true, mode: 0 })).reverse();
    writeFileSync(path, handMadeZip([{ name: 'evidence/', mode: 0o040755 }, ...packing]));
    expect(await verdictOf(path)).toEqual(await verdictOf(folder));
  });

  it('names the file in which one byte is another', async () => {
    for (const { name, bytes } of parts) {
      const other = Buffer.from(bytes!);
      other[other.length >> 1]! ^= 1;
      const path = join(work, 'changed.gonogo');
      writeFileSync(path, handMadeZip(changed(name, { bytes: other })));
      const { exitCode, reasons } = await verify(path);
      expect(exitCode, name).toBe(1);
      expect(reasons.map(({ where }) => where).join(), name).toMatch(name === 'record.json' ? 'record.json' : name);
    }
  });

  it('says what is missing in the words of a folder', async () => {
    const path = join(work, 'less.gonogo');
    writeFileSync(path, handMadeZip(parts.filter(({ name }) => name !== 'VERIFY.md')));
    expect(await verify(path)).toMatchObject({ exitCode: 1, reasons: [{ code: 'file-missing', where: 'VERIFY.md' }] });
  });
});

describe('a hostile zip', () => {
  const link = 0o120777;
  const zeros = Buffer.alloc(1024 * 1024);
  const zip64Locator = Buffer.concat([Buffer.from('PK\x06\x07'), Buffer.alloc(16)]);
  const outside = (name: string): Part => ({ name, bytes: Buffer.from('x') });
  const unicodePath = Buffer.concat([Buffer.from([0x75, 0x70, 6, 0, 1, 0, 0, 0, 0]), Buffer.from('x')]);
  const hostile: [string, () => Buffer, RegExp][] = [
    [
      'a path that leads out',
      () => handMadeZip([...parts, outside('../../slip.txt')]),
      /holds \.\.\/\.\.\/slip\.txt, which/,
    ],
    ['a path within that leads out', () => handMadeZip([...parts, outside('evidence/../slip')]), /no file of a record/],
    ['an absolute path', () => handMadeZip([...parts, outside('/tmp/slip')]), /\/tmp\/slip, which is no file/],
    ['a drive', () => handMadeZip([...parts, outside('C:slip')]), /C:slip, which is no file/],
    ['a name of two lines', () => handMadeZip([...parts, outside('a\nVALID')]), /holds a\\u000aVALID, which/],
    ['a backslash', () => handMadeZip([...parts, outside('evidence\\slip')]), /no file of a record/],
    ['a link', () => handMadeZip(changed('report.html', { mode: link })), /report\.html is no regular file/],
    [
      'a folder that is a link',
      () => handMadeZip([...parts, { name: 'evidence/', mode: link }]),
      /no file of a record/,
    ],
    ['a device', () => handMadeZip(changed('VERIFY.md', { mode: 0o060644 })), /VERIFY\.md is no regular file/],
    ['a name twice', () => handMadeZip([...parts, outside('report.html')]), /report\.html is in it twice/],
    ['a twin by case', () => handMadeZip([...parts, outside('RECORD.JSON')]), /holds RECORD\.JSON, which/],
    ['a twin by Unicode', () => handMadeZip([...parts, outside('VERIFY.md\u0301')]), /no file of a record/],
    ['a name with a zero byte', () => handMadeZip([...parts, outside('report.html\0.png')]), /no file of a record/],
    [
      'more files than a record has',
      () => handMadeZip([...parts, outside('notes.txt')]),
      /notes\.txt, which is no file/,
    ],
    ['a second name', () => handMadeZip(changed('VERIFY.md', { extra: unicodePath })), /VERIFY\.md has a second name/],
    [
      'another name inside',
      () => handMadeZip(changed('VERIFY.md', { innerName: 'VERIFY.ma' })),
      /called or packed otherwise/,
    ],
    ['encryption', () => handMadeZip(changed('record.json', { flags: 1, deflate: true })), /record\.json is encrypted/],
    ['strong encryption', () => handMadeZip(changed('record.json', { flags: 0x41 })), /strong encryption/],
    [
      'an unknown method',
      () => handMadeZip(changed('record.json', { method: 14 })),
      /packed in another way than deflate/,
    ],
    ['a checksum that is another', () => handMadeZip(changed('report.html', { crc: 7 })), /report\.html is damaged/],
    ['a bomb', () => handMadeZip(changed('report.html', { bytes: zeros, deflate: true })), /less than a 100th/],
    [
      'a bomb that says it is small',
      () => handMadeZip(changed('report.html', { bytes: zeros, deflate: true, size: 9_000 })),
      /too many bytes/,
    ],
    [
      'a file that says it is longer',
      () => handMadeZip(changed('VERIFY.md', { deflate: true, size: 20_000 })),
      /not enough bytes/,
    ],
    [
      'a stored file that says it is longer',
      () => handMadeZip(changed('VERIFY.md', { size: 20_000 })),
      /size mismatch/,
    ],
    [
      '200 MiB and more',
      () => handMadeZip(changed('report.html', { size: 201 * 2 ** 20, deflate: true })),
      /report\.html is too big/,
    ],
    [
      'a record.json of more than 64 MiB',
      () => handMadeZip(changed('record.json', { size: 65 * 2 ** 20, deflate: true })),
      /record\.json is too big/,
    ],
    [
      '501 files',
      () => handMadeZip(Array.from({ length: 501 }, (_, at) => outside(`evidence/${String(at).padStart(64, '0')}`))),
      /more than 500 files/,
    ],
    ['more files than it says', () => handMadeZip(parts, { count: parts.length - 1 }), /longer than it says/],
    ['fewer files than it says', () => handMadeZip(parts, { count: parts.length + 1 }), /no whole zip/],
    ['a comment', () => handMadeZip(parts, { comment: 'PK\x05\x06 and so on' }), /goes on after its end/],
    [
      'something after its end',
      () => Buffer.concat([handMadeZip(parts), Buffer.from('junk')]),
      /goes on after its end/,
    ],
    [
      'something before its begin',
      () => Buffer.concat([Buffer.from('%PDF-1.7\n'), handMadeZip(parts)]),
      /not where its end says/,
    ],
    [
      'a list that is elsewhere for some',
      () => handMadeZip(changed(parts.at(-1)!.name, { comment: zip64Locator })),
      /not where its end says/,
    ],
    ['a cut end', () => handMadeZip(parts).subarray(0, -1), /is cut short/],
    ['half of it', () => handMadeZip(parts).subarray(0, 4_000), /is cut short/],
    ['nothing', () => Buffer.alloc(0), /is no zip/],
    ['an empty zip', () => handMadeZip([]), /is no zip|no record\.json/],
    ['no record.json', () => handMadeZip(parts.filter(({ name }) => name !== 'record.json')), /no record\.json/],
    [
      'a folder around the files',
      () => handMadeZip(parts.map((part) => ({ ...part, name: `record/${part.name}` })).reverse()),
      /without the folder around them/,
    ],
  ];

  it.each(hostile)('with %s is refused in one line, and nothing is written', async (_what, make, words) => {
    const path = join(work, 'hostile.gonogo');
    writeFileSync(path, make());
    const result = await verify(path);
    expect(result).toMatchObject({ verdict: 'UNREADABLE', exitCode: 2, authentic: false, record: null });
    expect(result.reasons).toHaveLength(1);
    expect(result.reasons[0]!.words).toMatch(words);
    expect(result.reasons[0]!.words).not.toMatch(/\n/);
    expect(readdirSync(work)).toEqual(['hostile.gonogo']);
  });

  it('with broken deflate data is refused in one line', async () => {
    const report = parts.find(({ name }) => name === 'report.html')!;
    const bytes = handMadeZip([{ ...report, deflate: true }, ...parts.filter((part) => part !== report)]);
    bytes.fill(0xff, 30 + report.name.length, 80);
    const path = join(work, 'broken.gonogo');
    writeFileSync(path, bytes);
    const { exitCode, reasons } = await verify(path);
    expect(exitCode).toBe(2);
    expect(reasons.map(({ words }) => words).join()).toMatch(/no whole zip: invalid/);
  });

  it('behind a link is not followed', async () => {
    symlinkSync(packed, join(work, 'link.gonogo'));
    expect((await verify(join(work, 'link.gonogo'))).reasons[0]!.words).toMatch('it is a link');
  });

  it('with any one byte changed is never thrown at, and never authentic by another content', async () => {
    const whole = readFileSync(packed);
    const path = join(work, 'flipped.gonogo');
    const good = await verdictOf(folder);
    const step = Math.floor(whole.length / 150);
    const interesting = [...Array(150).keys()].map((at) => at * step);
    for (const at of [...interesting, ...[...Array(400).keys()].map((at) => whole.length - 1 - at)]) {
      const bytes = Buffer.from(whole);
      bytes[at]! ^= 1 << (at % 8);
      writeFileSync(path, bytes);
      const result = await verdictOf(path);
      // A time, a mode or a version may be another: names and contents are not.
      if (result.authentic) expect(result, `byte ${at}`).toEqual(good);
      else expect(result.reasons, `byte ${at}`).not.toEqual([]);
    }
  });
});

describe('writing one file', () => {
  it('is what a name that ends in .gonogo means', async () => {
    const { path, root: other } = await exportLog(ReviewLog.frozen(), ada, 'shop.gonogo');
    expect(readdirSync(other)).toEqual(['shop.gonogo']);
    expect(await verify(path)).toMatchObject({ authentic: true, exitCode: 0 });
    rmSync(other, { recursive: true });
  });

  it('gives the same bytes for the same files, in every zone', async () => {
    const files = new Map(parts.map(({ name, bytes }) => [name, bytes!]));
    const one = await packGonogo(files);
    expect((await packGonogo(files)).equals(one)).toBe(true);
    // 1980-01-01 00:00, as DOS writes it.
    expect(one.readUInt32LE(10)).toBe(0x0021_0000);
  });

  it('has the checksum of everybody else', () => {
    expect(crc32(Buffer.from('123456789'))).toBe(0xcbf43926);
    for (const { bytes } of parts) expect(crc32(bytes!)).toBe(zlibCrc32(bytes!));
  });
});

describeWith(['zip', 'unzip', debianPython], 'other programs', () => {
  it('read what we write', async () => {
    const path = join(work, 'ours.gonogo');
    writeFileSync(path, await packGonogo(new Map(parts.map(({ name, bytes }) => [name, bytes!]))));
    execFileSync('unzip', ['-tq', path]);
    execFileSync('unzip', ['-q', path, '-d', join(work, 'out')]);
    expect(await verdictOf(join(work, 'out'))).toEqual(await verdictOf(folder));
    const test =
      'import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; print(len(z.namelist()))';
    expect(execFileSync(debianPython, ['-c', test, path], { encoding: 'utf8' }).trim()).toBe(String(parts.length));
  });

  it('write what we read', async () => {
    execFileSync('zip', ['-qr', join(work, 'zip.gonogo'), '.'], { cwd: folder });
    expect(await verdictOf(join(work, 'zip.gonogo'))).toEqual(await verdictOf(folder));
    const pack =
      'import sys, os, zipfile\nz = zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED)\nfor d, _, fs in os.walk("."):\n  for f in fs: z.write(os.path.join(d, f))\nz.close()';
    execFileSync(debianPython, ['-c', pack, join(work, 'python.gonogo')], { cwd: folder });
    expect(await verdictOf(join(work, 'python.gonogo'))).toEqual(await verdictOf(folder));
  });

  it('write what we refuse', async () => {
    execFileSync('zip', ['-qr', join(work, 'around.gonogo'), 'record'], { cwd: root });
    expect((await verify(join(work, 'around.gonogo'))).reasons[0]!.words).toMatch('without the folder around them');
    execFileSync('zip', ['-qr', '-P', 'secret', join(work, 'locked.gonogo'), '.'], { cwd: folder });
    expect((await verify(join(work, 'locked.gonogo'))).reasons[0]!.words).toMatch('is encrypted');
    const copy = join(work, 'copy');
    cpSync(folder, copy, { recursive: true });
    rmSync(join(copy, 'VERIFY.md'));
    symlinkSync('/etc/passwd', join(copy, 'VERIFY.md'));
    execFileSync('zip', ['-qry', join(work, 'linked.gonogo'), '.'], { cwd: copy });
    expect((await verify(join(work, 'linked.gonogo'))).reasons[0]!.words).toMatch('VERIFY.md is no regular file');
  });
});
