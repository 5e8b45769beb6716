import { expect, test } from 'vitest';
import { altProtocols } from '../../../shared/http/alt-svc';
import { listMembers } from '../../../shared/http/header-fields';
import { certificateFact, goodHeaders, judgeSite, noteCodes, pagesFact } from '../../support/site-facts';

test.each([
  ['h3=":443"; ma=86400', ['h3']],
  ['h3-29=":443", h3="alt.example:443"; ma=1; persist=1', ['h3-29', 'h3']],
  ['w%3Dx%3Ay="a.example:1"', ['w=x:y']],
  ['clear', []],
  ['h3=:443', []],
])('%s', (value, protocols) => expect(altProtocols(listMembers([['Alt-Svc', value]], 'alt-svc'))).toEqual(protocols));

test('HTTP/3 is told with HTTP/2, and decides nothing', () => {
  const noted = (headers: [string, string][], alpn: 'h2' | 'http/1.1' = 'h2') => {
    const finding = judgeSite('tls.http2', [certificateFact({ alpn }), pagesFact({ root: { headers } })]);
    return [finding.status, ...noteCodes(finding)];
  };
  expect(noted([...goodHeaders, ['Alt-Svc', 'h3=":443"']])).toEqual(['pass', 'http3']);
  expect(noted(goodHeaders)).toEqual(['pass', 'no-http3']);
  expect(noted([['Alt-Svc', 'h3=":443"']], 'http/1.1')).toEqual(['fail', 'http3']);
  expect(noteCodes(judgeSite('tls.http2', [certificateFact()]))).toEqual([]);
});
