import { type Control, defineControl, fail, type Maybe, manual, note, pass, withNotes } from '../control';
import { type FactValue, type Reason, sayReason } from '../fact';
import { envFile, type Shape } from '../facts/host/env-file';
import { pages } from '../facts/site/pages';
import type { Cookie } from '../http/set-cookie';
import { asvs, mdn, nist, rfc } from '../references';
import {
  type AuthCookies,
  authCookies,
  cookieNotes,
  cookieNoteWords,
  type Environments,
  hostThatSets,
} from './session-cookies';

type Pages = Maybe<FactValue<typeof pages>>;

const common = {
  point: 3,
  scope: 'site',
  method: 'automatic/attested',
  wants: { seen: pages },
  fleet: { env: envFile },
} as const;

const attest = {
  statement:
    'I signed in on the running site and looked at the attributes of the session cookie and of the remember cookie: they are as this control expects.',
  evidence: "the Set-Cookie line after signing in, with its value removed, or a picture of the browser's cookie list",
  expiresAfterDays: 90,
} as const;

const words = {
  ...cookieNoteWords,
  live: ({ cookies }: { cookies: string[] }) => `so it is on the live ${cookies.join(' and ')}`,
  missing: ({ cookie }: { cookie: string }) => `the live cookie ${cookie} goes without it`,
  configured: ({ key, host }: { key: string; host: string }) => `${key} switches it off on ${host}`,
  'no-live-cookie': () =>
    'to attest: no page sets the session cookie before signing in, and configuration alone proves nothing',
  'site-unseen': ({ why }: { why: string }) => `to attest: the site's cookies could not be seen (${why})`,
};

const unseenReason = (seen: Pages): Reason | null =>
  seen.ok
    ? (seen.value.pages.map((page) => (page.seen.ok ? null : page.seen.reason)).find(Boolean) ?? null)
    : seen.reason;

interface FlagRule {
  isRight: (cookie: Cookie) => boolean;
  /** Settings that switch it off, each with the shape that does. */
  switches: readonly { key: string; off: (shape: Shape) => boolean }[];
}

/** Live cookies decide. Without one, configuration can show that it is wrong, never that it is right. */
const judgeFlag = ({ isRight, switches }: FlagRule, auth: AuthCookies, seen: Pages, env: Environments) => {
  const wrong = auth.live.find((cookie) => !isRight(cookie));
  if (wrong) return withNotes(fail('missing', { cookie: wrong.name }), cookieNotes(auth));
  if (auth.live.length > 0)
    return withNotes(pass('live', { cookies: [...new Set(auth.live.map(({ name }) => name))] }), cookieNotes(auth));
  for (const { key, off } of switches) {
    const host = hostThatSets(env, key, off);
    if (host !== null) return fail('configured', { key, host });
  }
  const reason = unseenReason(seen);
  return reason && reason.code !== 'not-collected'
    ? manual('site-unseen', { why: sayReason(reason) })
    : manual('no-live-cookie');
};

const isFalse = (shape: Shape): boolean => shape.kind === 'boolean' && !shape.value;
const flask = (text: string) => ({
  say: 'Set it where the running configuration is made, then sign in and look at the cookie. The text "False" in the environment is a true value for code that does not convert it.',
  config: { file: 'config.py', text },
});

export const sessionCookieSecure = defineControl({
  ...common,
  id: 'session.cookie-secure',
  severity: 'blocker',
  title: 'Session cookies travel over HTTPS only',
  why: 'One request over plain HTTP, which an attacker on the same network can provoke with an image tag, hands over the session.',
  expected: 'Secure on every cookie that authenticates',
  sources: ['Checklist point 3', 'RFC 6265, section 4.1.2.5'],
  references: [...asvs('V3.3.1'), ...nist('SC-23'), ...rfc(6265, '4.1.2.5'), ...mdn('Headers/Set-Cookie')],
  fix: () => flask('SESSION_COOKIE_SECURE = True\nREMEMBER_COOKIE_SECURE = True'),
  attest,
  words,
  judge: (_, { target }, { wants, fleet }) =>
    judgeFlag(
      {
        isRight: ({ secure }) => secure,
        switches: [
          { key: 'SESSION_COOKIE_SECURE', off: isFalse },
          { key: 'REMEMBER_COOKIE_SECURE', off: isFalse },
        ],
      },
      authCookies(wants.seen, target),
      wants.seen,
      fleet.env,
    ),
});

export const sessionCookieHttpOnly = defineControl({
  ...common,
  id: 'session.cookie-httponly',
  severity: 'blocker',
  title: 'Scripts cannot read session cookies',
  why: 'With one injected script the session is gone; with HttpOnly the script may act while the page is open, and no longer.',
  expected: 'HttpOnly on every cookie that authenticates',
  sources: ['Checklist point 3', 'RFC 6265, section 4.1.2.6'],
  references: [...asvs('V3.3.4'), ...nist('SC-23'), ...rfc(6265, '4.1.2.6'), ...mdn('Headers/Set-Cookie')],
  fix: () => flask('SESSION_COOKIE_HTTPONLY = True\nREMEMBER_COOKIE_HTTPONLY = True'),
  attest,
  words,
  judge: (_, { target }, { wants, fleet }) =>
    judgeFlag(
      {
        isRight: ({ httpOnly }) => httpOnly,
        switches: [
          { key: 'SESSION_COOKIE_HTTPONLY', off: isFalse },
          { key: 'REMEMBER_COOKIE_HTTPONLY', off: isFalse },
        ],
      },
      authCookies(wants.seen, target),
      wants.seen,
      fleet.env,
    ),
});

export const sessionCookieSameSite = defineControl({
  ...common,
  id: 'session.cookie-samesite',
  severity: 'major',
  title: 'Other sites cannot use the session',
  why: 'Without SameSite a form on any page posts to yours as the signed-in user: money sent, address changed, password reset.',
  expected: 'SameSite=Lax or Strict on every cookie that authenticates',
  sources: ['Checklist point 3', 'RFC 6265bis, section 5.6.7'],
  references: [...asvs('V3.3.2'), ...nist('SC-23'), ...mdn('Headers/Set-Cookie')],
  fix: () => flask("SESSION_COOKIE_SAMESITE = 'Lax'\nREMEMBER_COOKIE_SAMESITE = 'Lax'"),
  attest,
  words,
  judge: (_, { target }, { wants, fleet }) =>
    judgeFlag(
      {
        isRight: ({ sameSite }) => sameSite === 'lax' || sameSite === 'strict',
        switches: ['SESSION_COOKIE_SAMESITE', 'REMEMBER_COOKIE_SAMESITE'].map((key) => ({
          key,
          off: (shape) => shape.kind === 'samesite' && (shape.value === 'none' || shape.value === 'other'),
        })),
      },
      authCookies(wants.seen, target),
      wants.seen,
      fleet.env,
    ),
});

const week = 7 * 24 * 3600;
const days = (seconds: number): number => Math.round((seconds / 86_400) * 10) / 10;
const isLong = (shape: Shape): boolean => shape.kind === 'duration-seconds' && shape.band === 'above-7-days';
const isShort = (shape: Shape): boolean =>
  shape.kind === 'duration-seconds' && (shape.band === 'below-1-hour' || shape.band === 'up-to-7-days');

export const sessionLifetime = defineControl({
  ...common,
  id: 'session.lifetime',
  severity: 'major',
  title: 'Sessions end within a week',
  why: 'A session that lives for a month is a key under the mat of every borrowed computer, and a stolen one works as long.',
  expected:
    'at most 7 days by the cookie itself; for a cookie without an end of its own, by PERMANENT_SESSION_LIFETIME',
  sources: ['Checklist point 3', 'Flask documentation, PERMANENT_SESSION_LIFETIME'],
  references: [...asvs('V7.3.1', 'V7.3.2'), ...nist('AC-12', 'SC-23')],
  fix: () => flask('PERMANENT_SESSION_LIFETIME = timedelta(days=7)\nREMEMBER_COOKIE_DURATION = timedelta(days=7)'),
  attest,
  words: {
    short: ({ cookie, lasts }: { cookie: string; lasts: number }) => `the live ${cookie} lasts ${lasts} days at most`,
    'by-setting': ({ cookie }: { cookie: string }) =>
      `the live ${cookie} has no end of its own; PERMANENT_SESSION_LIFETIME ends it within 7 days`,
    long: ({ cookie, lasts }: { cookie: string; lasts: number }) => `the live ${cookie} lasts ${lasts} days`,
    configured: ({ key, host }: { key: string; host: string }) => `${key} is above 7 days on ${host}`,
    'not-set': ({ cookie }: { cookie: string }) =>
      `to attest: the live ${cookie} has no end of its own, and no environment says how long the app accepts it (Flask: 31 days unless set)`,
    'no-live-cookie': words['no-live-cookie'],
    'site-unseen': words['site-unseen'],
    ...cookieNoteWords,
    sliding: () => 'Flask renews a permanent session with each request unless SESSION_REFRESH_EACH_REQUEST is off',
  },
  judge: (_, { target }, { wants: { seen }, fleet: { env } }) => {
    const auth = authCookies(seen, target);
    const cookies = auth.live;
    const long = cookies.find(({ lifetimeSeconds }) => (lifetimeSeconds ?? 0) > week);
    if (long)
      return withNotes(fail('long', { cookie: long.name, lasts: days(long.lifetimeSeconds ?? 0) }), cookieNotes(auth));
    for (const key of ['PERMANENT_SESSION_LIFETIME', 'REMEMBER_COOKIE_DURATION']) {
      const host = hostThatSets(env, key, isLong);
      if (host !== null) return fail('configured', { key, host });
    }
    const [first] = cookies;
    if (!first) {
      const reason = unseenReason(seen);
      return reason && reason.code !== 'not-collected'
        ? manual('site-unseen', { why: sayReason(reason) })
        : manual('no-live-cookie');
    }
    const endless = cookies.find(({ lifetimeSeconds }) => lifetimeSeconds === null);
    if (!endless) {
      const lasts = days(Math.max(...cookies.map(({ lifetimeSeconds }) => lifetimeSeconds ?? 0)));
      return withNotes(pass('short', { cookie: first.name, lasts }), [note('sliding'), ...cookieNotes(auth)]);
    }
    return hostThatSets(env, 'PERMANENT_SESSION_LIFETIME', isShort) === null
      ? manual('not-set', { cookie: endless.name })
      : withNotes(pass('by-setting', { cookie: endless.name }), [note('sliding'), ...cookieNotes(auth)]);
  },
});

export const sessionControls: readonly Control[] = [
  sessionCookieSecure,
  sessionCookieHttpOnly,
  sessionCookieSameSite,
  sessionLifetime,
];
