import { type Control, defineControl, fail, pass } from '../control';
import { certificate } from '../facts/site/certificate';
import { plainHttp } from '../facts/site/plain-http';
import { tls } from '../facts/site/tls';
import { tlsHandshake } from '../facts/site/tls-handshake';
import { asvs, nist, pciDss } from '../references';
import { tlsProtocols } from './tls-connection';
import { tlsRedirect } from './tls-redirect';

/** PCI DSS and APIs ask for nothing new here: strong protocols, and nothing in clear. The verdict is that of those two controls. */
const httpsOnly = {
  method: 'automatic',
  scope: 'site',
  expected: 'only TLS 1.2 and 1.3, and nothing over plain HTTP',
  fix: () => ({ say: 'Repair tls.protocols and tls.redirect; this control follows them.' }),
  needs: { scan: tls, plain: plainHttp },
  wants: { seen: certificate, handshake: tlsHandshake },
  words: {
    'https-only': () => 'only modern TLS, and nothing in clear',
    'old-protocols': () => 'tls.protocols does not pass',
    'in-clear': () => 'tls.redirect does not pass',
  },
} as const;

export const pciHttps = defineControl({
  ...httpsOnly,
  id: 'pci.https',
  point: null,
  severity: 'major',
  module: 'pci',
  title: 'Card holders reach the shop over strong TLS only',
  why: 'A payment page that can be had in clear can be changed on the way, and then the cards go to somebody else.',
  sources: ['Checklist, compliance: PCI DSS'],
  references: [...pciDss('4.2.1'), ...nist('SC-8')],
  judge: (needs, context, more) => judgeHttpsOnly(needs, context, more),
});

export const apiHttps = defineControl({
  ...httpsOnly,
  id: 'api.https',
  point: 18,
  severity: 'blocker',
  module: 'api',
  title: 'The API is reached over HTTPS only',
  why: 'An API key that goes over plain HTTP once is known to everyone on the way; a redirect comes after it was sent.',
  sources: ['Checklist point 18'],
  references: [...asvs('V12.2.1', 'V4.1.2'), ...nist('SC-8')],
  judge: (needs, context, more) => judgeHttpsOnly(needs, context, more),
});

type Judge = NonNullable<Control['judge']>;
type HttpsOnly =
  | ReturnType<typeof pass<'https-only'>>
  | ReturnType<typeof fail<'old-protocols'>>
  | ReturnType<typeof fail<'in-clear'>>
  | Extract<ReturnType<Judge>, { unseen: unknown }>;

function judgeHttpsOnly(...[needs, context, more]: Parameters<Judge>): HttpsOnly {
  const protocols = tlsProtocols.judge!(needs, context, more);
  if ('unseen' in protocols) return protocols;
  const redirect = tlsRedirect.judge!(needs, context, more);
  if ('unseen' in redirect) return redirect;
  if (protocols.status !== 'pass') return fail('old-protocols');
  return redirect.status === 'pass' ? pass('https-only') : fail('in-clear');
}

export const httpsModuleControls: readonly Control[] = [pciHttps, apiHttps];
