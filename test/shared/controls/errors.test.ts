import { describe, expect, test } from 'vitest';
import { type Fact, unseen } from '../../../shared/fact';
import { debuggerResource, isDebuggerScript } from '../../../shared/facts/site/debugger';
import type { RawAnswer } from '../../../shared/facts/site/http-seen';
import { oddRequests } from '../../../shared/facts/site/odd-requests';
import { answer, factOf, judgeSite, noteCodes, pagesFact, unseenFact } from '../../support/site-facts';

const trace = { body: 'Traceback (most recent call last):\n' };
const debuggerPage = { body: '<script>var EVALEX = true,\n EVALEX_TRUSTED = false;</script>' };
const { reason } = unseen('closed', { what: 'port 443' });

describe('errors.no-leak', () => {
  const judged = (stated: Parameters<typeof pagesFact>[0]) => judgeSite('errors.no-leak', [pagesFact(stated)]);
  test('passes when nothing shows', () => expect(judged({})).toMatchObject({ status: 'pass', params: { pages: 6 } }));
  test.each([
    ['unknown', 'an unknown path'],
    ['root-query', '/ with a bad query'],
    ['login-query', '/login with a bad query'],
    ['login', '/login'],
  ] as const)('fails on a trace of %s', (kind, page) => {
    expect(judged({ [kind]: trace })).toMatchObject({ status: 'fail', params: { page } });
  });
  test('a page that was not seen is an error, but a leak beside it is a failure', () => {
    expect(judged({ unknown: reason })).toMatchObject({ status: 'error', code: 'closed' });
    expect(judged({ unknown: reason, login: trace }).status).toBe('fail');
  });
  test.each([429, 502, 503, 504])('is never green when what stands before the app answers %i for it', (status) => {
    expect(judged({ unknown: { status } })).toMatchObject({ status: 'error', code: 'app-unseen' });
    expect(judged({ unknown: { status }, login: trace }).status).toBe('fail');
  });
  test('remarks on an unhandled query and on a page that was too long', () => {
    expect(noteCodes(judged({ 'root-query': { status: 500 }, login: { cut: true } }))).toEqual(['cut', 'server-error']);
  });
  test("a server's version is told elsewhere", () => {
    expect(judged({ unknown: { body: '<hr><center>nginx/1.22.1</center>' } }).status).toBe('pass');
  });
});

describe('errors.debugger-off', () => {
  const resource = (status: number, served: boolean): Fact => factOf(debuggerResource, { status, served });
  const judged = (...facts: Fact[]) => judgeSite('errors.debugger-off', facts);
  test('passes when its script is not there', () =>
    expect(judged(resource(404, false), pagesFact()).status).toBe('pass'));
  test('fails when it is, or when any page is one', () => {
    expect(judged(resource(200, true))).toMatchObject({ status: 'fail', code: 'on' });
    expect(judged(resource(404, false), pagesFact({ 'root-query': debuggerPage }))).toMatchObject({ code: 'page' });
  });
  test('is never green when unseen or overloaded', () => {
    expect(judged(unseenFact(debuggerResource, reason)).status).toBe('error');
    expect(judged(resource(503, false)).status).toBe('error');
  });
  test('knows the script, and no page about it', () => {
    const script =
      'docReady(() => {\n  if (!EVALEX_TRUSTED) {\n    initPinBox();\n  }\n  if (CONSOLE_MODE && EVALEX) {';
    expect(isDebuggerScript(script)).toBe(true);
    expect(isDebuggerScript('<h1>The EVALEX setting</h1>')).toBe(false);
  });
});

describe('errors.no-leak-active', () => {
  const odd = (...seen: (Partial<RawAnswer> | null)[]): Fact =>
    factOf(oddRequests, {
      requests: seen.map((one) => ({
        kind: 'put' as const,
        method: 'PUT',
        path: '/x',
        seen: one ? { ok: true as const, value: answer(one) } : unseen('closed', { what: 'port 443' }),
      })),
    });
  const judged = (...facts: Fact[]) => judgeSite('errors.no-leak-active', facts);
  test('passes, fails, and says when it was cut off', () => {
    expect(judged(odd({ status: 405 })).status).toBe('pass');
    expect(judged(odd({ status: 500, ...trace })).status).toBe('fail');
    expect(judged(odd({ status: 405 }, null))).toMatchObject({ status: 'error', code: 'unanswered' });
  });
  test('is for a person when it was not asked for', () => expect(judged().status).toBe('manual'));
});

describe('errors.no-banner', () => {
  const judged = (stated: Parameters<typeof pagesFact>[0]) => judgeSite('errors.no-banner', [pagesFact(stated)]);
  const header = (name: string, value: string) => ({ root: { headers: [[name, value] as [string, string]] } });
  test.each([
    [{}, 'pass'],
    [header('Server', 'nginx'), 'pass'],
    [header('Server', 'nginx/1.22.1'), 'fail'],
    [header('Server', 'Werkzeug/3.0.1 Python/3.11'), 'fail'],
    [header('X-Powered-By', 'Express'), 'fail'],
    [{ unknown: { body: '<hr><center>nginx/1.22.1</center>' } }, 'fail'],
    [{ unknown: reason }, 'error'],
  ])('%#', (stated, status) => expect(judged(stated).status).toBe(status));
});
