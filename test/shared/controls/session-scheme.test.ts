import { describe, expect, test } from 'vitest';
import type { FactValue, Reason } from '../../../shared/fact';
import { envFile } from '../../../shared/facts/host/env-file';
import { pages } from '../../../shared/facts/site/pages';
import { environment } from '../../support/environment';
import { factOf, judged } from '../../support/judged';

const denied: Reason = { code: 'no-root', params: { command: 'cat' } };
type Answer = Extract<FactValue<typeof pages>['pages'][number]['seen'], { ok: true }>['value'];
const answer = (location: string | null): Answer => ({
  status: location === null ? 200 : 302,
  httpVersion: '1.1',
  headers: [],
  cookies: [],
  malformedCookies: 0,
  location,
  leaks: [],
  metaPolicies: [],
  cut: false,
});
const site = (location: string | null) =>
  factOf(pages, {
    pages: (['root', 'login', 'unknown'] as const).map((kind) => ({
      kind,
      path: `/${kind}`,
      seen: { ok: true as const, value: answer(kind === 'root' ? location : null) },
    })),
  });
const finding = (env: string | Reason, ...more: Parameters<typeof judged>[1][number][]) =>
  judged('session.https-scheme', [factOf(envFile, typeof env === 'string' ? environment(env) : env), ...more]);

describe('session.https-scheme', () => {
  test.each([
    ['PREFERRED_URL_SCHEME=https', null, 'pass', 'https'],
    ['PREFERRED_URL_SCHEME=http', 'https://shop.example/login', 'fail', 'other'],
    ['PREFERRED_URL_SCHEME=ftp', null, 'fail', 'other'],
    ['', 'https://shop.example/login', 'pass', 'redirects-to-https'],
    ['', 'http://shop.example/login', 'fail', 'redirects-to-http'],
    ['', 'https://elsewhere.example/', 'fail', 'absent'],
    ['', null, 'fail', 'absent'],
  ])('%j, with a redirect to %s', (env, location, status, code) =>
    expect(finding(env, site(location))).toMatchObject({ status, code }),
  );
  test('fails without the site', () => expect(finding('')).toMatchObject({ status: 'fail', code: 'absent' }));
  test('is an error when the environment could not be seen', () => expect(finding(denied).status).toBe('error'));
});
