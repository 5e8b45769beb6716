import { describe, expect, it } from 'vitest';
import { readFramedFiles } from '../../../../shared/facts/host/framed-files';

const read = (text: string) => readFramedFiles(new TextEncoder().encode(text));

describe('framed files', () => {
  it('keeps what a file says inside the file', () => {
    const inside = 'x\nend\nfile 3 /b\n';
    expect(read(`master /a\nfile ${inside.length} /a\n${inside}\nend\n`)).toEqual([
      { word: 'master', rest: '/a', content: null },
      { word: 'file', rest: '/a', content: inside },
      { word: 'end', rest: '', content: null },
    ]);
  });
  it('counts bytes, not characters', () => expect(read('file 3 /a\né\n\nend\n')).toHaveLength(2));
  it.each([
    ['a file that was longer than it said', 'file 1 /a\nabc\nend\n'],
    ['a file that was shorter', 'file 9 /a\nabc\nend\n'],
    ['a cut', 'file 100 /a\nabc'],
    ['a line without end', 'end'],
    ['no size', 'file x /a\n'],
    ['other words', 'Permission denied\n'],
  ])('refuses %s', (_, text) => expect(read(text)).toBeNull());
});
