import { describe, expect, test } from 'vitest';
import { type Fact, type FactValue, unseen } from '../../../shared/fact';
import { type CorsAnswer, type CorsProbe, cors, probeOrigins } from '../../../shared/facts/site/cors';
import { exposedFiles } from '../../../shared/facts/site/exposed-files';
import { rateLimitBurst } from '../../../shared/facts/site/rate-limit';
import { factOf, judgeSite, noteCodes } from '../../support/site-facts';

const closed = unseen('closed', { what: 'port 443' });

describe('cors.restricted', () => {
  const probe = (stated: Partial<CorsAnswer> | null, of: Partial<CorsProbe> = {}): CorsProbe => ({
    path: '/',
    login: false,
    kind: 'simple',
    from: 'foreign',
    origin: 'https://gonogo-check.example',
    seen: stated
      ? {
          ok: true,
          value: {
            status: 200,
            allowOrigin: 'absent',
            allowCredentials: false,
            varyOrigin: true,
            setsCookie: false,
            ...stated,
          },
        }
      : closed,
    ...of,
  });
  const judged = (...probes: CorsProbe[]) => judgeSite('cors.restricted', [factOf(cors, { probes })]);

  test('passes when nobody is let in', () => {
    expect(judged(probe({}), probe({ allowOrigin: 'other', allowCredentials: true }))).toMatchObject({
      status: 'pass',
      notes: [],
    });
  });
  test.each(['foreign', 'null', 'suffix', 'prefix'] as const)('fails when %s is reflected with credentials', (from) => {
    const open = probe({ allowOrigin: 'reflected', allowCredentials: true }, { from });
    expect(judged(probe({}), open)).toMatchObject({ status: 'fail', params: { credentials: true } });
    expect(judged(probe({}), { ...open, kind: 'preflight' }).status).toBe('fail');
  });
  test.each([
    ['a wildcard with credentials', probe({ allowOrigin: 'any', allowCredentials: true })],
    ['reflection on the login page', probe({ allowOrigin: 'reflected' }, { login: true, path: '/login' })],
    ['a wildcard where a session is needed', probe({ allowOrigin: 'any', status: 401 })],
    ['a wildcard that sets a cookie', probe({ allowOrigin: 'any', setsCookie: true })],
  ])('fails on %s', (_, open) => expect(judged(open).status).toBe('fail'));
  test('a wildcard on public data is a remark', () => {
    const finding = judged(probe({ allowOrigin: 'any' }));
    expect(finding.status).toBe('pass');
    expect(noteCodes(finding)).toEqual(['open-without-credentials']);
  });
  test('the own subdomain with credentials is a remark', () => {
    const own = probe({ allowOrigin: 'reflected', allowCredentials: true, varyOrigin: false }, { from: 'subdomain' });
    expect(noteCodes(judged(own))).toEqual(['own-origin-with-credentials', 'no-vary']);
  });
  test('a server error or silence is never green', () => {
    expect(judged(probe({}), probe({ status: 502 }))).toMatchObject({ status: 'error', code: 'server-error' });
    expect(judged(probe({}), probe(null))).toMatchObject({ status: 'error', code: 'unseen' });
    expect(judgeSite('cors.restricted', []).status).toBe('error');
  });
});

test('an address has no subdomains to ask for', () => {
  const kinds = (url: string) => probeOrigins(url).map(({ from }) => from);
  expect(kinds('https://shop.example')).toEqual(['foreign', 'null', 'suffix', 'prefix', 'subdomain', 'http']);
  expect(kinds('https://203.0.113.7')).toEqual(['foreign', 'null', 'http']);
  expect(kinds('https://[2001:db8::1]:8443')).toEqual(['foreign', 'null', 'http']);
});

describe('env.not-served', () => {
  type File = FactValue<typeof exposedFiles>['files'][number];
  const file = (result: 'withheld' | 'other' | 'served' | 'unclear' | null, status = 200): File => ({
    path: '/.env',
    kind: 'env',
    seen: result ? { ok: true, value: { status, result } } : closed,
  });
  const judged = (...files: File[]) => judgeSite('env.not-served', [factOf(exposedFiles, { files })]);
  test.each([
    ['pass', [file('withheld', 404)]],
    ['fail', [file('withheld', 404), file('served')]],
    ['fail', [file(null), file('served')]],
    ['error', [file('withheld', 404), file('unclear', 502)]],
    ['error', [file(null)]],
  ] as const)('%s %#', (status, files) => expect(judged(...files).status).toBe(status));
  test("a single-page app's answer to everything is a remark", () => {
    expect(noteCodes(judged(file('other')))).toEqual(['other-body']);
  });
});

describe('rate-limit.enforced', () => {
  const burst = (stated: Partial<FactValue<typeof rateLimitBurst>>): Fact =>
    factOf(rateLimitBurst, { path: '/login', sent: 30, most: 30, ended: 'all-answered', lastStatus: 200, ...stated });
  test.each([
    [{ sent: 12, ended: 'limited' as const, lastStatus: 503 }, 'pass', 'limited'],
    [{}, 'fail', 'unlimited'],
    [{ lastStatus: 404 }, 'error', 'no-login'],
    [{ sent: 1, ended: 'limited' as const, lastStatus: 503 }, 'error', 'at-once'],
    [{ sent: 7, ended: 'broken' as const }, 'error', 'broken'],
  ])('%o', (stated, status, code) =>
    expect(judgeSite('rate-limit.enforced', [burst(stated)])).toMatchObject({ status, code }),
  );
  test('is for a person when no burst was asked for', () => {
    expect(judgeSite('rate-limit.enforced', [])).toMatchObject({ status: 'manual' });
  });
});
