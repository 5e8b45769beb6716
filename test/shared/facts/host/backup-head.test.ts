import { describe, expect, it } from 'vitest';
import { classifyHead, parseOd } from '../../../../shared/facts/host/backup-head';

const head = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));
const borg = `[repository]\nversion = 1\nid = ${'0af1'.repeat(16)}\n`;

describe('first bytes', () => {
  it.each([
    ['age-encryption.org/v1\n-> X25519 abc\n', 'age'],
    ['-----BEGIN AGE ENCRYPTED FILE-----\nYWdl', 'age'],
    ['-----BEGIN PGP MESSAGE-----\n\nhQ', 'gpg'],
    ['-----BEGIN PGP SIGNED MESSAGE-----\n', 'text'],
    ['\x85\x01\x8c\x03abc', 'gpg'],
    ['\xc1\xc0\x4d\x03abc', 'gpg'],
    ['\xc3\x0d\x04\x09', 'gpg'],
    ['\xa3\x01\x5b', 'unknown'],
    ['LUKS\xba\xbe\0\x02', 'luks'],
    [`${borg}key = hqlh\n`, 'borg'],
    [borg, 'borg-keyfile-or-none'],
    ['PGDMP\x01\x0e', 'pg-dump'],
    ['PK\x03\x04', 'zip'],
    ['SQLite format 3\0', 'sqlite'],
    ['-- caf\xc3\xa9\nCREATE', 'text'],
    ['\x07\x93\x00\xff', 'unknown'],
    ['\xe9t\xe9 in latin1', 'unknown'],
    ['', 'empty'],
  ])('%j: %s', (text, kind) => expect(classifyHead(head(text)).kind).toBe(kind));

  it('may end in the middle of a character', () => expect(classifyHead(head('-- caf\xc3')).kind).toBe('text'));
  it('tell that nothing but line ends is in it', () => expect(classifyHead(head('\n')).holdsNothing).toBe(true));
});

describe('od', () => {
  it('gives bytes', () => expect(parseOd(' 0a ff\n 00\n')).toEqual({ ok: true, value: Uint8Array.from([10, 255, 0]) }));
  it('gives none for an empty file', () => expect(parseOd('')).toEqual({ ok: true, value: new Uint8Array() }));
  it.each(['0', '0a0b', 'xx', '*', ` 00${' 00'.repeat(512)}`])('refuses %s', (text) => {
    expect(parseOd(text)).toMatchObject({ ok: false, reason: { code: 'malformed' } });
  });
});
