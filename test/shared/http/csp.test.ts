import { describe, expect, test } from 'vitest';
import { looseFrameAncestors, looseScriptSources, parseCsp, scriptSources } from '../../../shared/http/csp';

const loose = (value: string): string[] => looseScriptSources(scriptSources(parseCsp(value)[0]!)!);

describe('Content-Security-Policy', () => {
  test('keeps the first of a repeated directive, and reads names without case', () => {
    const [policy] = parseCsp("Script-Src 'self'; script-src *;; ");
    expect(policy?.get('script-src')).toEqual(["'self'"]);
  });
  test('splits several policies of one header', () =>
    expect(parseCsp("default-src 'self', script-src a")).toHaveLength(2));
  test('falls back to default-src, and tells when scripts are left alone', () => {
    expect(scriptSources(parseCsp('default-src x.example')[0]!)).toEqual(['x.example']);
    expect(scriptSources(parseCsp('img-src *')[0]!)).toBeNull();
  });
  test.each([
    ["script-src 'self'", []],
    ["script-src 'unsafe-inline'", ["'unsafe-inline'"]],
    ["script-src 'unsafe-inline' 'nonce-abc'", []],
    ["script-src 'unsafe-inline' 'sha256-abc='", []],
    ["script-src 'unsafe-inline' 'strict-dynamic' https:", []],
    ["script-src 'unsafe-eval' 'nonce-abc'", ["'unsafe-eval'"]],
    ['script-src * data: https:', ['*', 'data:', 'https:']],
    ['script-src https://cdn.example data.example', []],
  ])('%s', (value, sources) => expect(loose(value)).toEqual(sources));
  test.each([
    ["'none'", false],
    ["'self'", false],
    ['https://partner.example', false],
    ['https://*.partner.example', false],
    ['*', true],
    ['https:', true],
    ['https://*', true],
    ['*:443', true],
  ])('frame-ancestors %s lets strangers in: %s', (source, open) =>
    expect(looseFrameAncestors([source]).length > 0).toBe(open),
  );
});
