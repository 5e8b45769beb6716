import { describe, expect, it } from 'vitest';
import { parseRepository } from '../../../../shared/facts/host/git';
import { judgeVersions, parseVersions } from '../../../../shared/facts/host/git-history';
import { compareTrees } from '../../../../shared/facts/host/release';

const id = 'a'.repeat(40);
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('versions from cat-file --batch', () => {
  it('takes each by its length, whatever stands in it', () => {
    const tricky = `A=1\n${id} blob 3\nversions 9\n`;
    expect(parseVersions(bytes(`versions 2\n${id} blob ${tricky.length}\n${tricky}\n${id} blob 0\n\n`))).toEqual({
      ok: true,
      value: { count: 2, texts: [tricky, ''] },
    });
  });
  it('knows that one is missing', () => {
    const read = parseVersions(bytes(`versions 1\n${id} missing\n`));
    expect(read.ok && judgeVersions(read.value, new Map(), [])).toMatchObject({ versions: 1, allRead: false });
  });
  it.each(['', 'versions 1', `versions 1\n${id} blob 9\nA=1\n`, `${id} blob 3\nA=1\n`, 'versions x\n', 'fatal: x\n'])(
    '%j is malformed',
    (text) => expect(parseVersions(bytes(text))).toMatchObject({ ok: false, reason: { code: 'malformed' } }),
  );
  it('tells keys by name only where a name may be told', () => {
    const live = new Map([
      ['abc_key', 'a-secret-value'],
      ['API_KEY', 'a-secret-value'],
    ]);
    expect(judgeVersions({ count: 1, texts: ['OLD_KEY=a-secret-value'] }, live, []).sameAsLive).toEqual(['API_KEY']);
  });
});

describe("git's words about the repository", () => {
  it.each([
    '',
    'none\nroot /x',
    'root /x\nshallow false\n',
    'root x\nshallow false\nend\n',
    'root /x\nshallow maybe\nend\n',
    'root /x\nhead zzz\nshallow false\nend\n',
  ])('%j is malformed', (text) =>
    expect(parseRepository(text, '.env')).toMatchObject({ ok: false, reason: { code: 'malformed' } }),
  );
});

describe('commit, index and files', () => {
  const trees = `head ${id}\n== tree\n100644 blob ${id}\tapp.py\n== index\n100644 ${id} 0\tapp.py\n== deleted\n== end\n`;
  it.each([
    ['equal', trees, `app.py\n== ids\n${id}\n`, { dirty: false, changed: 0 }],
    ['a file that could not be hashed', trees, `app.py\n== ids\n`, { dirty: null, changed: 0 }],
    ['no hashes at all', trees, null, { dirty: null, changed: 0 }],
    [
      'another mode',
      trees.replace('100644 blob', '100755 blob'),
      `app.py\n== ids\n${id}\n`,
      { dirty: true, changed: 1 },
    ],
  ])('%s', (_, given, files, value) =>
    expect(compareTrees(given, files)).toEqual({ ok: true, value: { commit: id, ...value } }),
  );
  it.each(['', `head ${id}\n`, trees.replace('== end\n', '')])('%j is malformed', (text) =>
    expect(compareTrees(text, null)).toMatchObject({ ok: false, reason: { code: 'malformed' } }),
  );
});
