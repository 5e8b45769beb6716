import { defineControl, errorFrom, fail, type Maybe, note, pass, withNotes } from '../control';
import type { FactValue } from '../fact';
import { certificate } from '../facts/site/certificate';
import { type AnswerSeen, isRedirect } from '../facts/site/http-seen';
import { type PlainRequest, plainHttp } from '../facts/site/plain-http';
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
    downgrade: ({ path, from, to }: { path: string; from: string; to: string }) =>
      `http ${path} comes to ${from}, which leads back to ${to}`,
    twin: ({ name, what }: { name: string; what: string }) => `http ${name}/: ${what}`,
    'wrong-port': ({ path, detail }: { path: string; detail: string }) =>
      `http ${path} leads to ${detail}, on another port than the site's`,
    'other-host': ({ location }: { location: string }) => `leads to another name of the certificate: ${location}`,
    temporary: ({ status }: { status: number }) =>
      `the redirect is temporary (${status}); 301 or 308 is remembered by clients`,
    'unseen-filter': () => 'seen from here only: a filter on the way looks the same',
    'cookie-in-clear': () => 'a cookie goes along with the redirect, in clear',
    'path-lost': ({ path }: { path: string }) =>
      `the redirect of ${path} drops its path or query: links from elsewhere end on another page`,
    loop: ({ path }: { path: string }) => `the redirects of ${path} go in a circle`,
    'twin-by-address': ({ name, what }: { name: string; what: string }) =>
      `asked for ${name}, which may be nobody's: ${what}`,
    'twin-unseen': ({ name }: { name: string }) => `${name} could not be asked`,
    'hsts-in-clear': () => 'Strict-Transport-Security is sent over plain HTTP, where browsers must ignore it',
  },
  judge: ({ plain }, { target }, { wants }) => {
    const own = [new URL(target.site!.url).hostname, ...(plain.twin ? [plain.twin.name] : [])];
    const hop = (answer: AnswerSeen): Hop => hopOf(answer, target.site!.url, own, wants.seen);
    const twin = twinHop(plain.twin, hop);
    if (twin && plain.twin?.byDns) return fail('twin', { name: plain.twin.name, what: twin });
    const twinNotes = [
      ...(twin ? [note('twin-by-address', { name: plain.twin!.name, what: twin })] : []),
      ...(isTwinUnseen(plain.twin) ? [note('twin-unseen', { name: plain.twin!.name })] : []),
    ];
    if (plain.state === 'refused') return withNotes(pass('closed', { port: plain.port }), twinNotes);
    if (plain.state === 'filtered')
      return withNotes(pass('filtered', { port: plain.port }), [note('unseen-filter'), ...twinNotes]);
    const answers: { request: PlainRequest; answer: AnswerSeen; hop: Hop }[] = [];
    for (const request of plain.requests) {
      if (!request.seen.ok) return errorFrom(request.seen.reason);
      answers.push({ request, answer: request.seen.value, hop: hop(request.seen.value) });
    }
    for (const { request, hop: first } of answers)
      if ('detail' in first) return fail(first.kind, { path: request.path, detail: first.detail });
    for (const { path, further } of plain.requests) {
      const back = further.find(({ seen }) => seen.ok && leadsToHttp(seen.value));
      if (back?.seen.ok) return fail('downgrade', { path, from: back.url, to: back.seen.value.location ?? '' });
    }
    const redirects = answers.filter(({ hop: { kind } }) => kind !== 'refused');
    const elsewhere = answers.find(({ hop: { kind } }) => kind === 'other-host');
    const temporary = redirects.find(({ answer }) => answer.status !== 301 && answer.status !== 308);
    const hsts = answers.some(({ answer }) => answer.headers.some(([name]) => name === 'strict-transport-security'));
    const lost = redirects.find(({ request }) => request.keepsPath === false);
    const circle = plain.requests.find(({ ended }) => ended === 'loop' || ended === 'too-many');
    return withNotes(redirects.length > 0 ? pass('redirects') : pass('refuses'), [
      ...(elsewhere ? [note('other-host', { location: elsewhere.answer.location ?? '' })] : []),
      ...(temporary ? [note('temporary', { status: temporary.answer.status })] : []),
      ...(redirects.some(({ answer }) => answer.cookies.some(({ empty }) => !empty)) ? [note('cookie-in-clear')] : []),
      ...(hsts ? [note('hsts-in-clear')] : []),
      ...(lost ? [note('path-lost', { path: lost.request.path })] : []),
      ...(circle ? [note('loop', { path: circle.path })] : []),
      ...twinNotes,
    ]);
  },
});

type Twin = FactValue<typeof plainHttp>['twin'];

/** What is wrong with the first hop of the twin; null when nothing is, or nothing was seen. */
function twinHop(twin: Twin, hop: (answer: AnswerSeen) => Hop): string | null {
  if (!twin || twin.seen.state === 'unresolved' || !twin.seen.request?.seen.ok) return null;
  const found = hop(twin.seen.request.seen.value);
  if (!('detail' in found)) return null;
  return found.kind === 'cleartext' ? found.detail : `leads to ${found.detail}`;
}
const isTwinUnseen = (twin: Twin): boolean =>
  twin !== null && (twin.seen.state === 'unresolved' || twin.seen.request?.seen.ok === false);

const leadsToHttp = ({ status, location }: AnswerSeen): boolean =>
  isRedirect(status) && location?.startsWith('http:') === true;

function hopOf(
  { status, location, cookies }: AnswerSeen,
  siteUrl: string,
  own: readonly string[],
  seen: Maybe<Certificate>,
): Hop {
  const cookie = cookies.some(({ empty }) => !empty);
  if (!isRedirect(status) || location === null) {
    if (status >= 400 && !cookie) return { kind: 'refused' };
    return { kind: 'cleartext', detail: `answers ${status}${cookie ? ' with a cookie' : ''} in clear` };
  }
  const [site, to] = [new URL(siteUrl), parse(location)];
  if (!to) return { kind: 'stays-http', detail: 'an unreadable address' };
  if (to.protocol !== 'https:') return { kind: 'stays-http', detail: location };
  if (own.includes(to.hostname))
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
