import { defineControl, fail, note, pass, withNotes } from '../control';
import type { FactValue } from '../fact';
import { type EnvFile, envFile, keyOf } from '../facts/host/env-file';
import { pages } from '../facts/site/pages';
import { asvs, nist } from '../references';

export const sessionHttpsScheme = defineControl({
  id: 'session.https-scheme',
  point: 3,
  severity: 'major',
  method: 'automatic',
  scope: 'host:app',
  title: 'The app makes https addresses',
  why: 'Links in its mails, a password reset among them, and redirects then begin with http. Whoever is on the way reads the token in them.',
  expected: "PREFERRED_URL_SCHEME is https; where it is absent, the app's own live redirects are",
  sources: ['Checklist point 3'],
  references: [...asvs('V12.2.1'), ...nist('SC-8')],
  fix: ({ quote, envFile: file }) => ({
    say: "Set it, and see that the running configuration takes it over. Behind a proxy, Werkzeug's ProxyFix with X-Forwarded-Proto is what redirects depend on. Then restart the app.",
    run: [`printf '%s\\n' PREFERRED_URL_SCHEME=https >> ${quote(file)}`],
    config: { file: 'app.py', text: 'app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1)' },
  }),
  needs: { env: envFile },
  wants: { site: pages },
  words: {
    https: () => 'PREFERRED_URL_SCHEME is https',
    other: ({ scheme }: { scheme: string }) => `PREFERRED_URL_SCHEME is ${scheme}`,
    absent: () => 'PREFERRED_URL_SCHEME is not set, and no redirect of the app was seen that would show https',
    'redirects-to-https': () => 'PREFERRED_URL_SCHEME is not set, but the redirects of the app are https',
    'redirects-to-http': () => 'PREFERRED_URL_SCHEME is not set, and a redirect of the app leads to http',
    'mails-may-differ': () => 'links that are made outside a request, as in mails, still need it',
  },
  judge: ({ env }, { target }, { wants: { site } }) => {
    const scheme = schemeOf(env);
    if (scheme === 'https') return pass('https');
    if (scheme !== null) return fail('other', { scheme });
    const schemes = site.ok ? redirectSchemes(site.value, target.site?.url) : [];
    if (schemes.includes('http')) return fail('redirects-to-http');
    if (schemes.length === 0) return fail('absent');
    return withNotes(pass('redirects-to-https'), [note('mails-may-differ')]);
  },
});

function schemeOf(env: EnvFile): 'http' | 'https' | 'something else' | null {
  const entry = keyOf(env, 'PREFERRED_URL_SCHEME');
  if (!entry?.set) return null;
  return entry.shape.kind === 'scheme' && entry.shape.value !== 'other' ? entry.shape.value : 'something else';
}

/** Of the redirects that stay on the site: those elsewhere say nothing of what the app takes itself for. */
function redirectSchemes(site: FactValue<typeof pages>, siteUrl: string | undefined): string[] {
  if (siteUrl === undefined) return [];
  const { hostname } = new URL(siteUrl);
  return site.pages.flatMap(({ seen }) => {
    const location = seen.ok ? seen.value.location : null;
    const [, scheme, host] = /^(https?):\/\/([^/?#:]+)/.exec(location ?? '') ?? [];
    return scheme !== undefined && host === hostname ? [scheme] : [];
  });
}

export const sessionSchemeControls = [sessionHttpsScheme];
