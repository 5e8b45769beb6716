import canonicalize from 'canonicalize';
import { describe, expect, it } from 'vitest';
import { canonicalBytes, canonicalText, hashOf, readCanonical, sha256Hex } from '../../../shared/record/canonical';

const read = (text: string) => readCanonical(new TextEncoder().encode(text));
const problem = (text: string): string => {
  const result = read(text);
  return result.ok ? 'none' : result.problem;
};

describe('canonical JSON', () => {
  it('writes the example of RFC 8785, section 3.2.2', () => {
    const value = {
      numbers: [JSON.parse('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
      literals: [null, true, false],
    };
    expect(canonicalText(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it('sorts keys by UTF-16 code units, as RFC 8785, section 3.2.3 does', () => {
    const keys = ['\u20ac', '\r', '\ufb33', '1', '\ud83d\ude00', '\u0080', '\u00f6'];
    const sorted = Object.keys(JSON.parse(canonicalText(Object.fromEntries(keys.map((key) => [key, 0])))));
    expect(sorted).toEqual(['1', '\r', '\u0080', '\u00f6', '\u20ac', '\ud83d\ude00', '\ufb33']);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, '\ud800', undefined])(
    'refuses what JSON does not have: %s',
    (value) => {
      expect(() => canonicalText(value)).toThrow();
    },
  );

  it.each([
    { '10': 1, '9': 2, '-': 3, a: 4 },
    JSON.parse('{"b":{"__proto__":{"b":1,"a":2}},"__proto__":1,"_":2}'),
    { b: undefined, a: [undefined, 1], c: { d: undefined } },
    { b: new Date(0), a: { toJSON: () => ({ z: 1, y: 2 }) } },
    Object.assign(Object.create(null), { b: 1, a: new Map([[1, 2]]) }),
    ['\\ud800', '\ud83d\ude00', '\u2028\u007f\u0000', -0, 1e21, 5e-324, true, null],
    { '\ud83d\ude00': 1, '\ufb33': 2, '\\udfff': 3 },
  ])('writes what the reference writes, where a sorted copy would not do: %#', (value) =>
    expect(canonicalText(value)).toBe(canonicalize(value)),
  );

  it('refuses what JSON does not have wherever it stands', () => {
    const cycle: unknown[] = [];
    cycle.push({ cycle });
    for (const value of [{ a: Number.NaN }, [{ a: '\udfff' }], { '\ud800x': 1 }, [1n], cycle]) {
      expect(() => canonicalText(value)).toThrow();
    }
  });

  it('hashes as sha256sum does', () => {
    expect(sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(hashOf({ b: 1, a: 2 })).toBe(sha256Hex('{"a":2,"b":1}'));
  });
});

describe('the strict reader', () => {
  it('reads back what was written', () => {
    const value = { a: ['x', 1.5, null, { ü: '"\\' }], b: {} };
    expect(readCanonical(canonicalBytes(value))).toMatchObject({ ok: true, value });
  });

  it.each([
    ['{"a":1,"a":2}', 'the key "a" stands twice in one object, before character 10'],
    ['{"a":1,"\\u0061":2}', 'the key "a" stands twice in one object, before character 15'],
    ['{"a":{"b":1,"c":{"b":1},"b":2}}', 'the key "b" stands twice in one object, before character 27'],
    ['{"b":1,"a":2}', 'it is not in canonical form (RFC 8785) from character 2'],
    ['{"a":1 }', 'it is not in canonical form (RFC 8785) from character 6'],
    ['{"a":1}\n', 'it is not in canonical form (RFC 8785) from character 7'],
    ['{"a":1.0}', 'it is not in canonical form (RFC 8785) from character 6'],
    ['-0', 'it is not in canonical form (RFC 8785) from character 0'],
    ['"\\u0041"', 'it is not in canonical form (RFC 8785) from character 1'],
  ])('refuses %s', (text, words) => expect(problem(text)).toBe(words));

  it.each(['{"10":1,"9":2}', '{"-":1,"1":2,"__proto__":{"a":1}}', '{"a":"\\\\ud800"}'])('reads %s', (text) =>
    expect(problem(text)).toBe('none'),
  );
  it.each(['{"9":2,"10":1}', '{"1":1,"-":2}', '{"b":1,"__proto__":2,"a":1}'])('refuses the order of %s', (text) =>
    expect(problem(text)).toMatch(/^it is not in canonical form/),
  );

  it('does not take keys of two objects, or a value, for a key given twice', () => {
    expect(problem('[{"a":1},{"a":"a"}]')).toBe('none');
  });

  it.each(['', '{', '[1,]', '{"a"}', 'nul', '{"a":1}}', '"\\ud800"'])('refuses what is no JSON: %s', (text) => {
    expect(problem(text)).toMatch(/^it is not/);
  });

  it('refuses bytes that are not UTF-8, and a byte order mark', () => {
    expect(readCanonical(Uint8Array.of(0x22, 0xff, 0x22))).toEqual({ ok: false, problem: 'it is not UTF-8' });
    expect(readCanonical(Uint8Array.of(0xef, 0xbb, 0xbf, 0x31)).ok).toBe(false);
  });

  it('refuses a nesting that would exhaust the stack, without exhausting it', () => {
    expect(problem(`${'['.repeat(64)}${']'.repeat(64)}`)).toBe('none');
    expect(problem('['.repeat(1_000_000))).toBe('it is nested deeper than 64 levels at character 64');
    expect(problem('{"a":'.repeat(100_000))).toMatch(/nested deeper/);
  });

  it('reads a string of many escapes, which would make a backtracking reader fail', () => {
    const text = `"${'\\n'.repeat(2_000_000)}"`;
    expect(problem(text)).toBe('none');
  });
});
