import type { Maybe } from '../control';
import type { FactValue } from '../fact';
import { type EnvFile, keyOf, type Shape } from '../facts/host/env-file';
import type { pages } from '../facts/site/pages';
import type { Cookie } from '../http/set-cookie';
import type { HostTarget, Target } from '../target';

type Pages = FactValue<typeof pages>;

/** Flask-Login's: it signs in without a password for a year, so it counts as much as the session's own. */
const rememberToken = 'remember_token';

/** Every live cookie by which a user is known. One that is being taken away (an empty value) authenticates nobody. */
export function authCookies(seen: Maybe<Pages>, target: Target): Cookie[] {
  if (!seen.ok) return [];
  const names = [target.app?.sessionCookie ?? 'session', rememberToken];
  const isAuth = ({ name, empty }: Cookie): boolean =>
    !empty && names.includes(name.replace(/^__(?:Host|Secure)-/, ''));
  return seen.value.pages.flatMap((page) => (page.seen.ok ? page.seen.value.cookies.filter(isAuth) : []));
}

export type Environments = readonly { host: HostTarget; fact: Maybe<EnvFile> }[];

/** The first app host whose environment sets the key to a value of that shape. */
export function hostThatSets(env: Environments, key: string, is: (shape: Shape) => boolean): string | null {
  const found = env.find(({ fact }) => {
    const entry = fact.ok ? keyOf(fact.value, key) : undefined;
    return entry?.set === true && is(entry.shape);
  });
  return found?.host.name ?? null;
}
