import { describe, expect, test } from 'vitest';
import type { Reason } from '../../../shared/fact';
import { envFile } from '../../../shared/facts/host/env-file';
import { environment } from '../../support/environment';
import { factOf, judged } from '../../support/judged';

const denied: Reason = { code: 'no-root', params: { command: 'cat' } };
const malformed: Reason = { code: 'malformed', params: { what: 'it is not UTF-8' } };
const gmail = 'SENDER_EMAIL=shop@gmail.com\n';

describe('email.app-password', () => {
  test.each([
    ['an app password', `${gmail}SENDER_PASSWORD=abcd efgh ijkl mnop`, 'pass', 'app-password'],
    ['one without spaces', `${gmail}SENDER_PASSWORD=abcdefghijklmnop`, 'pass', 'app-password'],
    ['a password of the account', `${gmail}SENDER_PASSWORD=Summer2026!`, 'fail', 'not-one'],
    [
      'an account password beside it',
      `${gmail}SENDER_PASSWORD=abcdefghijklmnop\nSMTP_PASSWORD=Summer2026!`,
      'fail',
      'not-one',
    ],
    ['no password', gmail, 'fail', 'no-password'],
    ['Gmail by its server', 'MAIL_SERVER=smtp.gmail.com\nMAIL_PASSWORD=Summer2026!', 'fail', 'not-one'],
    [
      'another server',
      `${gmail}MAIL_SERVER=mail.shop.test\nMAIL_PASSWORD=Summer2026!`,
      'not-applicable',
      'other-provider',
    ],
    ['another sender', 'SENDER_EMAIL=shop@shop.test\nSENDER_PASSWORD=Summer2026!', 'not-applicable', 'other-provider'],
    [
      "only the administrator's address at Gmail",
      'ADMIN_EMAIL=boss@gmail.com\nSENDER_PASSWORD=Summer2026!',
      'error',
      'provider-unknown',
    ],
    ['no mail', 'PORT=5000', 'not-applicable', 'no-mail'],
    ['an unseen file', denied, 'error', 'no-root'],
    ['a malformed file', malformed, 'error', 'malformed'],
  ] as const)('%s', (_, env, status, code) =>
    expect(
      judged('email.app-password', [factOf(envFile, typeof env === 'string' ? environment(env) : env)]),
    ).toMatchObject({ status, code }),
  );
});
