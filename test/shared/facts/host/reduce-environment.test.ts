import { describe, expect, it, test } from 'vitest';
import { guessesLog2 } from '../../../../electron/host/strength';
import { placeholderRule } from '../../../../shared/checklist/placeholders';
import { hostKindOf, isDefaultPair, parseDatabaseUrl, sslmodeOf } from '../../../../shared/facts/host/database-url';
import { envFile, keyOf } from '../../../../shared/facts/host/env-file';
import { isSecretLike } from '../../../../shared/facts/host/env-key-kinds';
import { passwordStrength, secretKeyStrength } from '../../../../shared/facts/host/secret-strength';
import { environment, strongKey, strongPassword } from '../../../support/environment';

describe('the reduced environment', () => {
  const values = [
    strongKey,
    'Kjh38dkQ-live-mail',
    '10.20.30.40',
    'hunter2hunter2',
    'shopkeeper',
    'shop-db-name',
    'boss.of.shop',
  ];
  const text = `SECRET_KEY=${values[0]}
SENDER_PASSWORD=${values[1]}
DATABASE_URL=postgresql://${values[4]}:${values[3]}@${values[2]}/${values[5]}?sslmode=require
ADMIN_EMAIL=${values[6]}@shop.test
ADMIN_PASSWORD=${values[1]}
REDIS_URL=redis://:${values[3]}@${values[2]}/0
FLASK_ENV=${values[5]}
SESSION_COOKIE_SAMESITE=${values[1]}
PERMANENT_SESSION_LIFETIME=604800
`;
  const env = environment(text);

  it('meets its schema, and holds no value or piece of one', () => {
    expect(envFile.schema.parse(env)).toEqual(env);
    const said = JSON.stringify(env);
    for (const value of [...values, '604800', 'shop.test', '604']) expect(said).not.toContain(value);
  });
  it('is the same for values of one class, however long they are and of what they are made', () => {
    const with_ = (key: string) => environment(text.replace(strongKey, key)).keys;
    expect(with_('0f'.repeat(2) + strongKey)).toEqual(env.keys);
    expect(with_('Zx8Kq2LmVt5RbYw7NcHd4JpGs9FaQeUo3TiXkMvWzB0')).toEqual(env.keys);
  });
  it('numbers equal secrets by order of key name', () => {
    expect(env.keys.map(({ key, same }) => [key, same]).filter(([, same]) => same)).toEqual([
      ['ADMIN_PASSWORD', 'v1'],
      ['SENDER_PASSWORD', 'v1'],
      ['SESSION_COOKIE_SAMESITE', 'v1'],
    ]);
    const shared = environment(
      `A_PASSWORD=${strongPassword}\nDATABASE_URL=postgresql://u:${strongPassword}@db/x\nPORT=1\nX=1\n`,
    );
    expect(keyOf(shared, 'A_PASSWORD')?.same).toBe('v1');
    expect(keyOf(shared, 'DATABASE_URL')?.shape).toMatchObject({ passwordSame: 'v1' });
    expect(keyOf(shared, 'PORT')?.same).toBeNull();
  });
  it('asks about the last of equal keys only, and about no weak value', () => {
    const asked: string[] = [];
    const note = (key: string, value: string) => {
      asked.push(`${key}=${value}`);
      return 'different' as const;
    };
    environment(
      `SECRET_KEY=first\nSECRET_KEY=${strongKey}\nADMIN_PASSWORD=weak\nPORT=5000\nDATABASE_URL=postgresql://u:${strongPassword}@db/x`,
      {
        kept: note,
        elsewhere: note,
      },
    );
    expect(asked.sort()).toEqual([
      'ADMIN_PASSWORD=',
      `DATABASE_PASSWORD=${strongPassword}`,
      `SECRET_KEY=${strongKey}`,
      `SECRET_KEY=${strongKey}`,
    ]);
  });
  test.each([
    ['', '0'],
    ['1234567', '1-7'],
    ['12345678', '8-15'],
    ['1234567890123456', '16-31'],
    [strongKey, '32+'],
  ])('%j is of the band %s', (value, length) => expect(keyOf(environment(`AB=${value}`), 'AB')?.length).toBe(length));
  test.each([
    ['PERMANENT_SESSION_LIFETIME=7', { kind: 'duration-seconds', band: 'below-1-hour' }],
    ['PERMANENT_SESSION_LIFETIME=604800', { kind: 'duration-seconds', band: 'up-to-7-days' }],
    ['PERMANENT_SESSION_LIFETIME=604801', { kind: 'duration-seconds', band: 'above-7-days' }],
    ['PERMANENT_SESSION_LIFETIME=7 days', { kind: 'duration-seconds', band: 'other' }],
    ['SESSION_COOKIE_SAMESITE=Lax', { kind: 'samesite', value: 'lax' }],
    ['SESSION_COOKIE_SECURE=False', { kind: 'boolean', value: false }],
    ['SESSION_COOKIE_SECURE=perhaps', { kind: 'other' }],
    ['MAIL_SERVER=smtp.gmail.com', { kind: 'mail-host', provider: 'gmail' }],
    ['MAIL_SERVER=smtp.gmail.com.evil.test', { kind: 'mail-host', provider: 'other' }],
    ['ADMIN_EMAIL=a@gmail.com', { kind: 'email', provider: 'gmail' }],
    ['ADMIN_EMAIL=a@notgmail.com', { kind: 'email', provider: 'other' }],
    ['DATABASE_URL=://', { kind: 'other' }],
  ])('%s', (line, shape) => expect(environment(line).keys[0]?.shape).toEqual(shape));
});

test.each([
  ['SECRET_KEY', true],
  ['MAIL_PASSWORD', true],
  ['DBPASSWORD', true],
  ['GITHUB_TOKEN', true],
  ['SENTRY_DSN', true],
  ['AWS_ACCESS_KEY_ID', false],
  ['STRIPE_PUBLISHABLE_KEY', false],
  ['JWT_PUBLIC_KEY', false],
  ['TLS_KEY_FILE', false],
  ['MONKEY', false],
  ['COMPASS', false],
  ['PORT', false],
])('%s holds a secret: %s', (key, secret) => expect(isSecretLike(key, 'x')).toBe(secret));
test('a URL with a password is a secret, whatever its name', () => {
  expect(isSecretLike('BROKER', 'amqp://u:p@mq/')).toBe(true);
  expect(isSecretLike('BROKER', 'amqp://mq/')).toBe(false);
});

describe('database addresses, as SQLAlchemy reads them', () => {
  // From SQLAlchemy's documentation, "Database URLs".
  test.each([
    [
      'postgresql://scott:tiger@localhost:5432/mydatabase',
      {
        dialect: 'postgresql',
        user: 'scott',
        password: 'tiger',
        hosts: ['localhost'],
        port: '5432',
        database: 'mydatabase',
      },
    ],
    [
      'postgresql+psycopg2://user:kx%40jj5%2Fg@pghost10/appdb',
      { driver: 'psycopg2', password: 'kx@jj5/g', hosts: ['pghost10'] },
    ],
    ['postgresql://u:p#?/x@h/d', { password: 'p#?/x', hosts: ['h'] }],
    ['postgresql://u@h1,h2/d', { password: null, hosts: ['h1', 'h2'] }],
    ['postgresql://u:p@[::1]:5432/d', { hosts: ['::1'] }],
    ['postgresql://u:p@/d?host=a:1&host=b:2', { hosts: ['a', 'b'] }],
    ['sqlite:////srv/shop.db', { dialect: 'sqlite', hosts: [], database: '/srv/shop.db' }],
  ])('%s', (url, parts) => expect(parseDatabaseUrl(url)).toMatchObject(parts));
  test.each(['', 'postgresql', 'postgresql:/x', `postgresql://${'x'.repeat(5000)}`])('%j is none', (text) =>
    expect(parseDatabaseUrl(text.slice(0, 5000))).toBeNull(),
  );
  test.each([
    ['localhost', 'local'],
    ['127.0.0.1', 'local'],
    ['[::1]', 'local'],
    ['127.0.0.1.evil.test', 'public'],
    ['10.1.2.3', 'private'],
    ['172.31.0.1', 'private'],
    ['172.32.0.1', 'public'],
    ['100.64.0.1', 'private'],
    ['[fd00::1]', 'private'],
    ['db', 'private'],
    ['db.internal', 'private'],
    ['db.shop.test', 'public'],
    ['localhost,db.shop.test', 'public'],
    ['', 'socket'],
  ])('%s is %s', (host, kind) => expect(hostKindOf(parseDatabaseUrl(`postgresql://u:p@${host}/d`)!)).toBe(kind));
  test("takes asyncpg's name for sslmode", () =>
    expect(sslmodeOf(parseDatabaseUrl('postgresql+asyncpg://u:p@h/d?ssl=verify-full')!)).toBe('verify-full'));
  test('a user name as password is a default', () =>
    expect(isDefaultPair(parseDatabaseUrl('postgresql://shop:Shop@h/d')!)).toBe(true));
});

describe('the rules of strength, with the real library', async () => {
  const guesses = await guessesLog2();
  test.each([
    ['64 hex digits', strongKey, 'meets'],
    ['token_urlsafe(32)', 'Zx8Kq2LmVt5RbYw7NcHd4JpGs9FaQeUo3TiXkMvWzB0', 'meets'],
    ['base64 of 32 bytes', 'q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA=', 'meets'],
    ['62 hex digits', strongKey.slice(2), 'below'],
    ['a pattern in hex', '0123456789abcdef'.repeat(4), 'below'],
    ['words', 'correct-horse-battery-staple-one-two-three-four-five-six-seven', 'below'],
    ['a sentence', 'ThisIsTheSecretKeyOfOurShopDoNotTellAnyoneElsePlease2026', 'below'],
    ['dates', '2026-01-01-2026-02-02-2026-03-03-2026-04-04-2026-05-05-2026-06-06', 'below'],
    ['one letter', 'a'.repeat(500_000), 'below'],
    ['nothing', '', 'below'],
  ])('secret key: %s', (_, value, verdict) =>
    expect(secretKeyStrength(value, guesses)).toEqual({ rule: 'secret-key/1', verdict }),
  );
  test.each([
    ['20 random characters', strongPassword, 'meets'],
    ['a long phrase', 'correct horse battery staple', 'meets'],
    ['a row of keys', 'qwertyuiop123456', 'below'],
    ['a word twice', 'passwordpassword', 'below'],
    ['12 random characters', 'vT9qLm2XwKz7', 'below'],
    ['nothing', '', 'below'],
  ])('password: %s', (_, value, verdict) =>
    expect(passwordStrength(value, guesses)).toEqual({ rule: 'password/1', verdict }),
  );
});

describe('placeholders', () => {
  test.each([strongKey, strongPassword, 'changelog-of-the-shop', 'yourself', 'post@example-shop.test'])(
    '%s is none',
    (value) => expect(placeholderRule(value, true)).toBeNull(),
  );
  test.each([
    'CHANGE_ME',
    'Change-Me!',
    'replace with a real one',
    '{{ secret_key }}',
    '<secret>',
    'your_api_key_here',
    'Passw0rd',
    'aaaaaaaa',
  ])('%s is one', (value) => expect(placeholderRule(value, true)).not.toBeNull());
});
