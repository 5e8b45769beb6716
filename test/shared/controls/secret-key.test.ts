import { describe, expect, test } from 'vitest';
import type { Reason } from '../../../shared/fact';
import { envFile } from '../../../shared/facts/host/env-file';
import type { ReduceOptions } from '../../../shared/facts/host/reduce-environment';
import { environment, strongKey } from '../../support/environment';
import { factOf, judged } from '../../support/judged';

const denied: Reason = { code: 'no-root', params: { command: 'cat' } };
const malformed: Reason = { code: 'malformed', params: { what: 'it is not UTF-8' } };
const given = (control: string, env: string | Reason, keep?: Partial<ReduceOptions['keep']>) =>
  judged(control, [factOf(envFile, typeof env === 'string' ? environment(env, keep) : env)]);

describe('secret-key.strength', () => {
  test.each([
    [`SECRET_KEY=${strongKey}`, 'pass', 'strong'],
    ['SECRET_KEY=Zx8Kq2LmVt5RbYw7NcHd4JpGs9FaQeUo3TiXkMvWzB0', 'pass', 'strong'],
    [`SECRET_KEY=${strongKey.slice(0, 62)}`, 'fail', 'weak'],
    [`SECRET_KEY=${'ab'.repeat(32)}`, 'fail', 'weak'],
    ['SECRET_KEY=changeme', 'fail', 'known'],
    ['SECRET_KEY=', 'fail', 'absent'],
    ['', 'fail', 'absent'],
    [`SECRET_KEY=${strongKey}\nSECRET_KEY_FALLBACKS=${strongKey},short`, 'fail', 'weak'],
    [`SECRET_KEY=${strongKey}\nSECRET_KEY_FALLBACKS=["${strongKey}"]`, 'pass', 'strong'],
    [`SECRET_KEY=${strongKey}\nSECRET_KEY_FALLBACKS=dev`, 'fail', 'known'],
  ])('%j', (env, status, code) => expect(given('secret-key.strength', env)).toMatchObject({ status, code }));
  test.each([denied, malformed])('is an error when it could not be seen', (reason) =>
    expect(given('secret-key.strength', reason).status).toBe('error'),
  );
});

describe('secret-key.matches-keychain', () => {
  const kept = (answer: 'same' | 'different' | 'none') => ({ kept: () => answer });
  test.each([
    [`SECRET_KEY=${strongKey}`, 'same', 'pass', 'same'],
    [`SECRET_KEY=${strongKey}`, 'different', 'fail', 'different'],
    [`SECRET_KEY=${strongKey}`, 'none', 'not-applicable', 'none-kept'],
    ['', 'same', 'fail', 'absent'],
  ] as const)('%j, %s', (env, answer, status, code) =>
    expect(given('secret-key.matches-keychain', env, kept(answer))).toMatchObject({ status, code }),
  );
  test('is an error when it could not be seen', () =>
    expect(given('secret-key.matches-keychain', denied).status).toBe('error'));
});

describe('secret-key.unique', () => {
  const elsewhere = (answer: 'same' | 'different' | 'unknown') => ({ elsewhere: () => answer });
  test.each([
    [`SECRET_KEY=${strongKey}`, 'different', 'pass', 'unique', 'blocker'],
    [`SECRET_KEY=${strongKey}`, 'same', 'fail', 'reused', 'blocker'],
    // A first launch is not held as by a blocker: nothing is known to compare with.
    [`SECRET_KEY=${strongKey}`, 'unknown', 'manual', 'none-known', 'major'],
    ['SECRET_KEY=weak', 'same', 'manual', 'too-weak', 'major'],
    ['', 'different', 'fail', 'absent', 'blocker'],
  ] as const)('%j, %s', (env, answer, status, code, severity) =>
    expect(given('secret-key.unique', env, elsewhere(answer))).toMatchObject({ status, code, severity }),
  );
  test('a person must say it when it could not be seen', () =>
    expect(given('secret-key.unique', denied).status).toBe('manual'));
});
