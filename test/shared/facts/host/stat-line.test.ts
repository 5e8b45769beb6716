import { describe, expect, it } from 'vitest';
import { parseStatLines } from '../../../../shared/facts/host/stat-line';

describe('stat lines', () => {
  it('read what GNU and busybox print', () => {
    expect(
      parseStatLines(
        'regular empty file/4755/UNKNOWN/adm/0/1790000000//srv/a b/c\ndirectory/1777/root/root/4096/-1//\nsymbolic link/777/root/root/7/1//x\n',
      ),
    ).toEqual([
      {
        kind: 'file',
        mode: 0o4755,
        owner: 'UNKNOWN',
        group: 'adm',
        bytes: 0,
        modified: 1790000000,
        path: '/srv/a b/c',
      },
      { kind: 'directory', mode: 0o1777, owner: 'root', group: 'root', bytes: 4096, modified: -1, path: '/' },
      { kind: 'other', mode: 0o777, owner: 'root', group: 'root', bytes: 7, modified: 1, path: '/x' },
    ]);
  });
  it('are none at all where nothing was printed', () => expect(parseStatLines('')).toEqual([]));
  it.each([
    'x',
    'regular file/888/root/root/1/1//x',
    'regular file/640/root/root/1/1/',
    'regular file/640/root/root//1//x',
  ])('refuse %s', (line) => expect(parseStatLines(`regular file/640/a/b/1/1//ok\n${line}\n`)).toBeNull());
});
