import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { secretValues, withholdSecrets } from '../../../electron/host/withhold-secrets';
import { defineFact, type Fact } from '../../../shared/fact';

const type = defineFact({
  id: 'host.thing',
  schema: z.strictObject({
    text: z.string(),
    kind: z.enum(['placeholder', 'changeme-example']).optional(),
    map: z.record(z.string(), z.string()).optional(),
  }),
});
const fact = (value: object): Fact => ({
  id: 'host.thing',
  host: 'web-1',
  at: '2026-01-02T03:04:05.000Z',
  from: { commands: [{ command: 'x', as: 'root', exitCode: 0, bytes: 1 }] },
  ok: true,
  value,
});
const secret = 'p@ss/w0rd+9&';
const isWithheld = (value: object, secrets = [secret]): boolean => {
  const [result] = withholdSecrets([fact(value)], [type], secrets);
  if (result?.ok) return false;
  expect(result).toMatchObject({ id: 'host.thing', reason: { code: 'secret-withheld' } });
  expect(JSON.stringify(result)).not.toContain(secret);
  return true;
};

describe('withholdSecrets', () => {
  it.each([
    ['as it is', secret],
    ['within text', `url: x:${secret}@db`],
    ['percent-encoded', encodeURIComponent(secret)],
    ['percent-encoded otherwise', secret.replaceAll('@', '%40')],
    ['in base64', Buffer.from(secret).toString('base64')],
    ['in base64 behind one byte', Buffer.from(`:${secret}`).toString('base64')],
    ['in base64 of user and password', Buffer.from(`ab:${secret}`).toString('base64')],
    ['in base64 with more behind', Buffer.from(`user:${secret}-and more`).toString('base64')],
    ['in base64url', Buffer.from(`>>>${secret}`).toString('base64url')],
  ])('drops a fact that holds it %s', (_, text) => {
    expect(isWithheld({ text })).toBe(true);
  });

  it('looks at keys and at any depth', () => {
    expect(isWithheld({ text: '', map: { [`a${secret}`]: 'x' } })).toBe(true);
  });

  it('lets other facts pass', () => {
    expect(isWithheld({ text: 'p@ss/w0rd' })).toBe(false);
    expect(isWithheld({ text: '' }, [])).toBe(false);
  });

  it('does not take our own words for the value of a secret', () => {
    expect(isWithheld({ text: '', kind: 'changeme-example' }, ['changeme-example'])).toBe(false);
    expect(isWithheld({ text: 'is changeme-example', kind: 'placeholder' }, ['changeme-example'])).toBe(true);
  });

  it('looks at the reason where nothing was seen', () => {
    const unseen: Fact = { ...fact({}), ok: false, reason: { code: 'cancelled', params: {} } };
    expect(withholdSecrets([unseen], [type], [secret])).toEqual([unseen]);
    const reason = { code: 'malformed' as const, params: { what: `at "${secret}"` } };
    expect(withholdSecrets([{ ...unseen, reason }], [type], [secret])[0]).toMatchObject({
      reason: { code: 'secret-withheld' },
    });
  });
});

describe('secretValues', () => {
  const of = (values: Record<string, string>, known = '') =>
    secretValues(new Map(Object.entries(values)), known).sort();

  it('takes what its key calls secret, and what is plainly nothing else', () => {
    expect(of({ SECRET_KEY: 'development-key', MAIL_PASSWORD: 'aaaaaaaa', THING: 'xJ3$kd92kd' })).toEqual([
      'aaaaaaaa',
      'development-key',
      'xJ3$kd92kd',
    ]);
  });

  it('takes the password of a URL, decoded too', () => {
    expect(of({ DATABASE_URL: 'postgresql://shop:p%40ssw0rd9@db.internal/shop' })).toEqual([
      'p%40ssw0rd9',
      'p@ssw0rd9',
      'postgresql://shop:p%40ssw0rd9@db.internal/shop',
    ]);
  });

  it('takes each line of a key', () => {
    expect(of({ PRIVATE: 'first line\nsecond line' })).toEqual([
      'first line',
      'first line\nsecond line',
      'second line',
    ]);
  });

  it('leaves words, paths, addresses, and what the target says itself', () => {
    expect(
      of(
        {
          FLASK_ENV: 'production',
          LOG_DIR: '/srv/shop/logs',
          SENDER_EMAIL: 'mail@shop.example',
          BASE_URL: 'https://shop.example/start',
          DB_HOST: 'db-1.internal.example:5432',
          LIMIT: '123456789',
          API_KEY_PATH: '/srv/shop/keys',
        },
        '{"directory":"/srv/shop/keys"}',
      ),
    ).toEqual([]);
  });

  it('takes a word that a host says by itself only where something points to it', () => {
    expect(
      of({
        DATABASE_URL: 'postgresql://postgres:postgres@localhost/shop',
        OTHER_URL: 'amqp://rabbitmq:rabbitmq@localhost',
        DB_PASSWORD: 'rabbitmq',
        ADMIN_PASSWORD: 'Production',
        PIN_TOKEN: 'short',
        EMPTY_TOKEN: '',
      }),
    ).toEqual([
      'ADMIN_PASSWORD=Production',
      'DB_PASSWORD=rabbitmq',
      'PIN_TOKEN=short',
      'amqp://rabbitmq:rabbitmq@localhost',
      'postgresql://postgres:postgres@localhost/shop',
    ]);
  });

  it('takes any other word, be it a name on the host', () => {
    expect(of({ ADMIN_PASSWORD: 'sqlalchemy', SECRET_KEY: 'postgres-1' })).toEqual(['postgres-1', 'sqlalchemy']);
  });
});
