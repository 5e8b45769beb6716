import { describe, expect, test } from 'vitest';
import { looseFrameAncestors, looseScripts, openDirectives, parseCsp, wildcardHosts } from '../../../shared/http/csp';

const loose = (value: string): string[] | null => looseScripts(parseCsp(value));

describe('Content-Security-Policy', () => {
  test('keeps the first of a repeated directive, and reads names without case', () => {
    const [policy] = parseCsp("Script-Src 'self'; script-src *;; ");
    expect(policy?.get('script-src')).toEqual(["'self'"]);
  });
  test('splits several policies of one header', () =>
    expect(parseCsp("default-src 'self', script-src a")).toHaveLength(2));
  test('falls back to default-src, and tells when scripts are left alone', () => {
    expect(loose('default-src x.example')).toEqual([]);
    expect(loose('default-src *')).toEqual(['*']);
    expect(loose('img-src *')).toBeNull();
    expect(loose("script-src-elem 'self'")).toBeNull();
  });
  test.each([
    ["script-src 'self'", []],
    ["script-src 'unsafe-inline'", ["'unsafe-inline'"]],
    ["script-src 'unsafe-inline' 'nonce-abc'", []],
    ["script-src 'unsafe-inline' 'sha256-abc='", []],
    ["script-src 'unsafe-inline' 'strict-dynamic' https:", []],
    ["script-src 'unsafe-eval' 'nonce-abc'", ["'unsafe-eval'"]],
    ['script-src * data: https:', ['*', 'data:', 'https:']],
    ['script-src https://* http://*:8080 *:*', ['https://*', 'http://*:8080', '*:*']],
    ["script-src 'self'; script-src-elem 'unsafe-inline'", ["'unsafe-inline'"]],
    ["script-src 'unsafe-inline'; script-src-elem 'self'; script-src-attr 'none'", []],
    ["script-src 'self'; script-src-attr 'unsafe-inline'", ["'unsafe-inline'"]],
    // Each policy closes what the other leaves open.
    ["script-src 'unsafe-inline', script-src 'unsafe-eval'", []],
    ["script-src 'unsafe-inline' *, script-src 'unsafe-inline'", ["'unsafe-inline'"]],
    ["script-src 'unsafe-inline', img-src *", ["'unsafe-inline'"]],
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
  test('names hosts with a wildcard, and what leads around the list', () => {
    expect(wildcardHosts(parseCsp("script-src 'self' https://*.cdn.example x.example"))).toEqual([
      'https://*.cdn.example',
    ]);
    expect(wildcardHosts(parseCsp("script-src *.cdn.example, script-src 'self'"))).toEqual([]);
    expect(openDirectives(parseCsp("script-src 'self'"))).toEqual(['object-src']);
    expect(openDirectives(parseCsp("default-src 'self'; script-src 'nonce-abc'"))).toEqual(['base-uri']);
    expect(openDirectives(parseCsp("default-src 'self'"))).toEqual([]);
  });
});
