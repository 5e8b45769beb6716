import { defineControl, errorFrom, fail, type Maybe, note, pass, withNotes } from '../control';
import type { FactValue } from '../fact';
import { certificate } from '../facts/site/certificate';
import type { AnswerSeen } from '../facts/site/http-seen';
import { plainHttp } from '../facts/site/plain-http';
import { asvs, nist, rfc } from '../references';
import { matchesDnsName } from '../tls/dns-name';

type Certificate = FactValue<typeof certificate>;

/** How one answer in clear stands. `cleartext`: content, or a cookie, went out unencrypted. */
type Hop =
  | { kind: 'https' | 'other-host' | 'refused' }
  | { kind: 'cleartext' | 'stays-http' | 'foreign' | 'wrong-port'; detail: string };

export const tlsRedirect = defineControl({
  id: 'tls.redirect',
  point: 5,
  severity: 'blocker',
  method: 'automatic',
  scope: 'site',
  title: 'Nothing is served over plain HTTP',
  why: 'Whoever sits on the same network reads and changes everything on the first plain request: the login form is theirs before HTTPS begins.',
  expected:
    'plain HTTP is closed, or its first answer leads to https on a name of the certificate, for the start page and for a deep path',
  sources: ['Checklist point 5'],
  references: [...asvs('V12.2.1', 'V3.4.1'), ...nist('SC-8', 'SC-23'), ...rfc(6797, '7.2')],
  fix: ({ target }) => {
    const name = target.site ? new URL(target.site.url).hostname : 'shop.example';
    return {
      say: 'Let port 80 do nothing but redirect, and let it keep the path.',
      run: ['nginx -t', 'systemctl reload nginx'],
      config: {
        file: 'nginx, a server of its own',
        text: `server {\n    listen 80;\n    listen [::]:80;\n    server_name ${name};\n    return 301 https://$host$request_uri;\n}`,
      },
    };
  },
  needs: { plain: plainHttp },
  wants: { seen: certificate },
  words: {
    closed: ({ port }: { port: number }) => `port ${port} accepts no connection`,
    filtered: ({ port }: { port: number }) => `port ${port} does not answer`,
    redirects: () => 'every answer leads to https on the first hop',
    refuses: () => 'plain HTTP answers with errors only, without cookies',
    cleartext: ({ path, detail }: { path: string; detail: string }) => `http ${path}: ${detail}`,
    'stays-http': ({ path, detail }: { path: string; detail: string }) =>
      `http ${path} leads to ${detail}, which is not https`,
    foreign: ({ path, detail }: { path: string; detail: string }) =>
      `http ${path} leads to ${detail}, which is not a name of the certificate`,
    'wrong-port': ({ path, detail }: { path: string; detail: string }) =>
      `http ${path} leads to ${detail}, on another port than the site's`,
    'other-host': ({ location }: { location: string }) => `leads to another name of the certificate: ${location}`,
    temporary: ({ status }: { status: number }) =>
      `the redirect is temporary (${status}); 301 or 308 is remembered by clients`,
    'unseen-filter': () => 'seen from here only: a filter on the way looks the same',
    'cookie-in-clear': () => 'a cookie goes along with the redirect, in clear',
    'hsts-in-clear': () => 'Strict-Transport-Security is sent over plain HTTP, where browsers must ignore it',
  },
  judge: ({ plain }, { target }, { wants }) => {
    if (plain.state === 'refused') return pass('closed', { port: plain.port });
    if (plain.state === 'filtered') return withNotes(pass('filtered', { port: plain.port }), [note('unseen-filter')]);
    const answers: { path: string; answer: AnswerSeen; hop: Hop }[] = [];
    for (const { path, seen } of plain.requests) {
      if (!seen.ok) return errorFrom(seen.reason);
      answers.push({ path, answer: seen.value, hop: hopOf(seen.value, target.site!.url, wants.seen) });
    }
    for (const { path, hop } of answers) if ('detail' in hop) return fail(hop.kind, { path, detail: hop.detail });
    const redirects = answers.filter(({ hop }) => hop.kind !== 'refused');
    const elsewhere = answers.find(({ hop }) => hop.kind === 'other-host');
    const temporary = redirects.find(({ answer }) => answer.status !== 301 && answer.status !== 308);
    const hsts = answers.some(({ answer }) => answer.headers.some(([name]) => name === 'strict-transport-security'));
    return withNotes(redirects.length > 0 ? pass('redirects') : pass('refuses'), [
      ...(elsewhere ? [note('other-host', { location: elsewhere.answer.location ?? '' })] : []),
      ...(temporary ? [note('temporary', { status: temporary.answer.status })] : []),
      ...(redirects.some(({ answer }) => answer.cookies.some(({ empty }) => !empty)) ? [note('cookie-in-clear')] : []),
      ...(hsts ? [note('hsts-in-clear')] : []),
    ]);
  },
});

function hopOf({ status, location, cookies }: AnswerSeen, siteUrl: string, seen: Maybe<Certificate>): Hop {
  const cookie = cookies.some(({ empty }) => !empty);
  const isRedirect = [301, 302, 303, 307, 308].includes(status);
  if (!isRedirect || location === null) {
    if (status >= 400 && !cookie) return { kind: 'refused' };
    return { kind: 'cleartext', detail: `answers ${status}${cookie ? ' with a cookie' : ''} in clear` };
  }
  const [site, to] = [new URL(siteUrl), parse(location)];
  if (!to) return { kind: 'stays-http', detail: 'an unreadable address' };
  if (to.protocol !== 'https:') return { kind: 'stays-http', detail: location };
  if (to.hostname === site.hostname)
    return to.port === site.port ? { kind: 'https' } : { kind: 'wrong-port', detail: location };
  const names = seen.ok ? seen.value.chain[0]!.dnsNames : [];
  return names.some((name) => matchesDnsName(name, to.hostname))
    ? { kind: 'other-host' }
    : { kind: 'foreign', detail: location };
}

function parse(location: string): URL | null {
  try {
    return new URL(location);
  } catch {
    return null;
  }
}
