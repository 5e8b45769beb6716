import { describe, expect, test } from 'vitest';
import type { FactValue, Reason } from '../../../shared/fact';
import { envExample } from '../../../shared/facts/host/env-example';
import { envFile } from '../../../shared/facts/host/env-file';
import { type EnvFileStat, envFileStat } from '../../../shared/facts/host/env-file-stat';
import { environment, envStat, strongKey } from '../../support/environment';
import { factOf, judged } from '../../support/judged';

const denied: Reason = { code: 'no-root', params: { command: 'stat' } };
const malformed: Reason = { code: 'malformed', params: { what: 'the output of stat' } };
const absent: EnvFileStat = { exists: false, path: '/srv/shop/.env', link: false };

describe('env.file-present', () => {
  const finding = (stat: EnvFileStat | Reason) => judged('env.file-present', [factOf(envFileStat, stat)]);
  test.each([
    ['a regular file', envStat(), 'pass', 'there'],
    ['nothing', absent, 'fail', 'absent'],
    ['a link to nothing', { ...absent, link: true }, 'fail', 'dangling'],
    ['a folder', envStat({ type: 'directory' }), 'fail', 'not-regular'],
    ['what may not be seen', denied, 'error', 'no-root'],
    ['what makes no sense', malformed, 'error', 'malformed'],
  ] as const)('%s', (_, stat, status, code) => expect(finding(stat)).toMatchObject({ status, code }));
  test('is an error when it was not collected', () =>
    expect(judged('env.file-present', [])).toMatchObject({ status: 'error', code: 'not-collected' }));
});

describe('env.file-mode', () => {
  const finding = (stat: EnvFileStat | Reason, target: object = {}) =>
    judged('env.file-mode', [factOf(envFileStat, stat)], target);
  const folder = (mode: number, owner = 'root') => ({
    parents: [...envStat().parents.slice(0, 2), { path: '/srv/shop', mode, owner }],
  });
  test.each([
    ['0600 of the app', {}, 'pass', 'closed'],
    ['0640 of root', { mode: 0o640, owner: 'root' }, 'pass', 'closed'],
    ['0400', { mode: 0o400 }, 'pass', 'closed'],
    ['0644', { mode: 0o644 }, 'fail', 'others-may'],
    ['0601', { mode: 0o601 }, 'fail', 'others-may'],
    ['0660', { mode: 0o660 }, 'fail', 'group-writes'],
    ['another account', { owner: 'www-data' }, 'fail', 'foreign-owner'],
    ['an access list', { acl: { checked: true, extraReaders: 1 } }, 'fail', 'acl-readers'],
    ['a link of the app', { symlink: { owner: 'shop' } }, 'pass', 'closed'],
    ['a link of another', { symlink: { owner: 'mallory' } }, 'fail', 'link-foreign'],
    ['a folder that others may write to', folder(0o777), 'fail', 'folder-open'],
    ['a folder that the group may write to', folder(0o775), 'fail', 'folder-open'],
    ['a sticky folder', folder(0o1777), 'pass', 'closed'],
    ['a folder of another', folder(0o755, 'mallory'), 'fail', 'folder-foreign'],
    ['0600 without getfacl', { acl: { checked: false, extraReaders: 0 } }, 'pass', 'closed'],
    ['0640 without getfacl', { mode: 0o640, acl: { checked: false, extraReaders: 0 } }, 'error', 'no-tool'],
  ] as const)('%s', (_, stated, status, code) => expect(finding(envStat(stated))).toMatchObject({ status, code }));

  test('takes the owner for the app where the target names no account, and says so', () => {
    const finding_ = finding(envStat({ owner: 'www' }), { app: { directory: '/srv/shop' } });
    // The folder belongs to another account than the file here.
    expect(finding_).toMatchObject({ status: 'fail', code: 'folder-foreign' });
    const own = finding(envStat({ owner: 'shop' }), { app: { directory: '/srv/shop' } });
    expect(own).toMatchObject({ status: 'pass', notes: [{ code: 'owner-not-compared' }] });
  });
  test.each([absent, denied, malformed])('is an error when it could not be seen', (stat) =>
    expect(finding(stat).status).toBe('error'),
  );
});

describe('env.example-present', () => {
  const finding = (example: FactValue<typeof envExample> | Reason) =>
    judged('env.example-present', [factOf(envExample, example)]);
  const seen = {
    exists: true as const,
    path: '/srv/shop/.env.example',
    keys: ['SECRET_KEY'],
    sameAsLive: [],
    missing: [],
  };
  test.each([
    ['a full one', seen, 'pass', 'complete'],
    ['none', { exists: false as const, path: seen.path }, 'fail', 'absent'],
    ['one with a live secret', { ...seen, sameAsLive: ['SECRET_KEY'] }, 'fail', 'live-secrets'],
    ['one that lacks a key', { ...seen, missing: ['PORT'] }, 'fail', 'incomplete'],
    ['one that could not be read', denied, 'error', 'no-root'],
  ])('%s', (_, example, status, code) => expect(finding(example)).toMatchObject({ status, code }));
});

const complete = `SECRET_KEY=${strongKey}
SENDER_EMAIL=shop@shop.example
SENDER_PASSWORD=abcd efgh ijkl mnop
ADMIN_EMAIL=admin@shop.test
ADMIN_PASSWORD=vT9qLm2XwKz7RbNc4HdY
DATABASE_URL=postgresql://shop:kJ8pRw3ZtYq6BnMx@db.internal/shop
`;

describe('env.required-keys', () => {
  const finding = (text: string | Reason) =>
    judged('env.required-keys', [factOf(envFile, typeof text === 'string' ? environment(text) : text)]);
  test('passes when all are set', () =>
    expect(finding(complete)).toMatchObject({ status: 'pass', params: { count: 6 } }));
  test('names what is missing and what is empty', () =>
    expect(finding(complete.replace(/SECRET_KEY=.*\n/, '').replace(/ADMIN_EMAIL=.*/, 'ADMIN_EMAIL='))).toMatchObject({
      status: 'fail',
      observed: 'missing: SECRET_KEY; empty: ADMIN_EMAIL',
    }));
  test('a key without "=" is not set', () =>
    expect(finding(complete.replace(/SECRET_KEY=.*/, 'SECRET_KEY')).params).toMatchObject({ empty: ['SECRET_KEY'] }));
  test('an empty file lacks all', () => expect(finding('').status).toBe('fail'));
  test('a byte order mark hides the first key, as it does from the app', () =>
    expect(finding(`\ufeff${complete}`).params).toMatchObject({ missing: ['SECRET_KEY'] }));
  test.each([denied, malformed])('is an error when it could not be seen', (reason) =>
    expect(finding(reason).status).toBe('error'),
  );
});

describe('env.no-placeholders', () => {
  const finding = (text: string | Reason, target: object = {}) =>
    judged('env.no-placeholders', [factOf(envFile, typeof text === 'string' ? environment(text) : text)], target);
  test('passes for values of their own', () =>
    expect(finding(complete.replace('shop@shop.example', 'post@shop.test'))).toMatchObject({ status: 'pass' }));
  test.each([
    ['SENDER_PASSWORD=xxxx xxxx xxxx xxxx', 'SENDER_PASSWORD', 'checklist-example'],
    ['DATABASE_URL=postgresql://user:password@localhost:5432/thecodingscience', 'DATABASE_URL', 'checklist-example'],
    ['ADMIN_EMAIL=your-admin@email.com', 'ADMIN_EMAIL', 'checklist-example'],
    ['API_TOKEN=<your token>', 'API_TOKEN', 'template'],
    ['STRIPE_SECRET_KEY=ChangeMe', 'STRIPE_SECRET_KEY', 'change-me'],
    ['SECRET_KEY=your-secret-key-here', 'SECRET_KEY', 'your-here'],
    ['SECRET_KEY=dev', 'SECRET_KEY', 'common'],
    ['SENDER_EMAIL=someone@example.com', 'SENDER_EMAIL', 'example-address'],
    ['DATABASE_URL=postgresql://shop:kJ8pRw3ZtYq6BnMx@staging-db.internal/shop', 'DATABASE_URL', 'not-production'],
    ['DATABASE_URL=postgresql://shop:kJ8pRw3ZtYq6BnMx@db/shop_test', 'DATABASE_URL', 'not-production'],
    ['DATABASE_URL=postgresql://shop:changeme@db/shop', 'DATABASE_URL', 'change-me'],
  ])('fails for %s', (line, key, rule) =>
    expect(finding(line)).toMatchObject({ status: 'fail', params: { found: [{ key, rule }] } }),
  );
  test.each([
    'SESSION_COOKIE_SAMESITE=None',
    'LOG_LEVEL=test',
    'THEME=default',
    'CONTEST=1',
    'DATABASE_URL=postgresql://shop:kJ8pRw3ZtYq6BnMx@contest-db/attestations',
  ])('leaves %s alone', (line) => expect(finding(line).status).toBe('pass'));
  test('fails for a local database where the target says that it runs elsewhere', () => {
    const url = 'DATABASE_URL=postgresql://shop:kJ8pRw3ZtYq6BnMx@localhost/shop';
    expect(finding(url).status).toBe('pass');
    const hosts = [
      { name: 'web-1', roles: ['app'] },
      { name: 'db-1', roles: ['database'] },
    ];
    expect(finding(url, { hosts }).status).toBe('fail');
  });
  test('tells no value', () =>
    expect(JSON.stringify(finding('SECRET_KEY=your-secret-key-here'))).not.toContain('your-secret-key-here'));
  test('is an error when it could not be seen', () => expect(finding(denied).status).toBe('error'));
});
