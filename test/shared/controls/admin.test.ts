import { describe, expect, test } from 'vitest';
import type { Reason } from '../../../shared/fact';
import { envFile } from '../../../shared/facts/host/env-file';
import { environment, strongPassword } from '../../support/environment';
import { factOf, judged } from '../../support/judged';

const denied: Reason = { code: 'no-root', params: { command: 'cat' } };
const malformed: Reason = { code: 'malformed', params: { what: 'it is not UTF-8' } };
const given = (control: string, env: string | Reason) =>
  judged(control, [factOf(envFile, typeof env === 'string' ? environment(env) : env)]);
const own = `ADMIN_EMAIL=boss@shop.test\nADMIN_PASSWORD=${strongPassword}\n`;

describe('admin.not-default', () => {
  test.each([
    ['credentials of their own', own, 'pass', 'own'],
    ['an e-mail address that another key has too', `${own}SENDER_EMAIL=boss@shop.test\n`, 'pass', 'own'],
    ['the example', 'ADMIN_EMAIL=your-admin@email.com\nADMIN_PASSWORD=strong-random-password\n', 'fail', 'default'],
    ['a default password', 'ADMIN_PASSWORD=Admin123!\n', 'fail', 'default'],
    ['the password of the mailbox', `${own}SENDER_PASSWORD=${strongPassword}\n`, 'fail', 'shared'],
    [
      'the password of the database',
      `${own}DATABASE_URL=postgresql://shop:${strongPassword}@db/shop\n`,
      'fail',
      'shared',
    ],
    ['no administrator', 'PORT=5000\n', 'not-applicable', 'not-in-environment'],
    ['an unseen file', denied, 'error', 'no-root'],
    ['a malformed file', malformed, 'error', 'malformed'],
  ] as const)('%s', (_, env, status, code) => expect(given('admin.not-default', env)).toMatchObject({ status, code }));
  test('names where the password stands too, and no value', () => {
    const finding = given('admin.not-default', `${own}SENDER_PASSWORD=${strongPassword}\n`);
    expect(finding.params).toEqual({ keys: ['SENDER_PASSWORD'] });
    expect(JSON.stringify(finding)).not.toContain(strongPassword);
  });
});

describe('admin.password-strength', () => {
  test.each([
    ['20 random characters', own, 'pass', 'strong'],
    ['12 characters', 'ADMIN_PASSWORD=vT9qLm2XwKz7\n', 'fail', 'weak'],
    ['16 times one pair', `ADMIN_PASSWORD=${'xy'.repeat(16)}\n`, 'fail', 'weak'],
    ['a known default', 'ADMIN_PASSWORD=changeme\n', 'fail', 'known'],
    ['none', 'ADMIN_PASSWORD=\n', 'not-applicable', 'not-in-environment'],
    ['an unseen file', denied, 'error', 'no-root'],
    ['a malformed file', malformed, 'error', 'malformed'],
  ] as const)('%s', (_, env, status, code) =>
    expect(given('admin.password-strength', env)).toMatchObject({ status, code }),
  );
});
