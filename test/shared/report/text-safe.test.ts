import { describe, expect, test } from 'vitest';
import { allForTerminal, forTerminal } from '../../../shared/report/text-safe';

describe('forTerminal', () => {
  test.each([
    ['a colour', '\u001b[31mred\u001b[0m', '\\u001b[31mred\\u001b[0m'],
    ['a title set by OSC', '\u001b]0;pwned\u0007', '\\u001b]0;pwned\\u0007'],
    ['a C1 CSI', '\u009b2J', '\\u009b2J'],
    ['a carriage return that overwrites', 'FAIL\rPASS', 'FAIL\\u000dPASS'],
    ['backspaces', 'x\b\u007f', 'x\\u0008\\u007f'],
    ['a direction override', '\u202egpj.exe\u2066', '\\u202egpj.exe\\u2066'],
    ['zero width', 'pay\u200bpal\u2060\ufeff\u00ad', 'pay\\u200bpal\\u2060\\ufeff\\u00ad'],
    ['invisible letters', '\u3164\u115f', '\\u3164\\u115f'],
    ['tag characters', '\u{e0041}', '\\ue0041'],
    ['a line separator', 'a\u2028b', 'a\\u2028b'],
    ['half a surrogate pair', 'a\ud800', 'a\\ud800'],
    ['NUL', 'a\0b', 'a\\u0000b'],
  ])('shows %s instead of doing it', (_, text, shown) => expect(forTerminal(text)).toBe(shown));

  test('keeps line feeds, letters of every script and the longest text', () => {
    const text = `first\nsecond: Übergröße, 日本語, עברית, 🚀\n${'x'.repeat(5000)}`;
    expect(forTerminal(text)).toBe(text);
  });
});

test('allForTerminal reaches every string, and nothing else', () => {
  expect(allForTerminal({ a: ['\u001b', 1, null, true], b: { c: '\u202e' } })).toEqual({
    a: ['\\u001b', 1, null, true],
    b: { c: '\\u202e' },
  });
});
