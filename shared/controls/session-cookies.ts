import { type Maybe, note } from '../control';
import type { FactValue } from '../fact';
import { type EnvFile, keyOf, type Shape } from '../facts/host/env-file';
import type { Page, pages } from '../facts/site/pages';
import { type Cookie, whyRefused } from '../http/set-cookie';
import type { HostTarget, Target } from '../target';
import { isOtherCookie } from './other-cookies';

type Pages = FactValue<typeof pages>;

/** Flask-Login's: it signs in without a password for a year, so it counts as much as the session's own. */
const rememberToken = 'remember_token';

export interface AuthCookies {
  live: Cookie[];
  /** None has the name that the target gives: these are what the login page sets, without what is known to be for something else. */
  presumed: boolean;
}

/** Every live cookie by which a user is known. One that is being taken away (an empty value) authenticates nobody. */
export function authCookies(seen: Maybe<Pages>, target: Target): AuthCookies {
  if (!seen.ok) return { live: [], presumed: false };
  const names = [target.app?.sessionCookie ?? 'session', rememberToken];
  const of = (kinds: readonly Page['kind'][] | null, is: (name: string) => boolean): Cookie[] =>
    seen.value.pages.flatMap(({ kind, seen: page }) =>
      page.ok && (kinds === null || kinds.includes(kind))
        ? page.value.cookies.filter(({ name, empty }) => !empty && is(name.replace(/^__(?:Host|Secure)-/i, '')))
        : [],
    );
  const named = of(null, (name) => names.includes(name));
  if (named.length > 0) return { live: named, presumed: false };
  const set = of(['login', 'login-query'], (name) => !isOtherCookie(name));
  return { live: set, presumed: set.length > 0 };
}

/** What is to be said of the cookies beside the verdict. */
export const cookieNoteWords = {
  presumed: ({ cookies }: { cookies: string[] }) =>
    `${cookies.join(' and ')}: taken for the session, because the login page sets ${cookies.length === 1 ? 'it' : 'them'}; if that is wrong, app.sessionCookie names the right one`,
  'prefix-broken': ({ cookie }: { cookie: string }) =>
    `browsers refuse ${cookie}: its prefix demands Secure${cookie.toLowerCase().startsWith('__host-') ? ', Path=/ and no Domain' : ''}`,
  'none-insecure': ({ cookie }: { cookie: string }) => `browsers refuse ${cookie}: SameSite=None demands Secure`,
};
export const cookieNotes = ({ live, presumed }: AuthCookies) => {
  const names = [...new Set(live.map(({ name }) => name))];
  const refused = (why: ReturnType<typeof whyRefused>): string[] =>
    names.filter((name) => live.some((cookie) => cookie.name === name && whyRefused(cookie) === why));
  return [
    ...(presumed ? [note('presumed', { cookies: names })] : []),
    ...refused('prefix').map((cookie) => note('prefix-broken', { cookie })),
    ...refused('none-insecure').map((cookie) => note('none-insecure', { cookie })),
  ];
};

export type Environments = readonly { host: HostTarget; fact: Maybe<EnvFile> }[];

/** The first app host whose environment sets the key to a value of that shape. */
export function hostThatSets(env: Environments, key: string, is: (shape: Shape) => boolean): string | null {
  const found = env.find(({ fact }) => {
    const entry = fact.ok ? keyOf(fact.value, key) : undefined;
    return entry?.set === true && is(entry.shape);
  });
  return found?.host.name ?? null;
}
