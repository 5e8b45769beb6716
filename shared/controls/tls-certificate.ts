import { intermediate60 } from '../checklist/tls-guidelines';
import { defineControl, fail, note, pass, withNotes } from '../control';
import { type CertificateSeen, certificate } from '../facts/site/certificate';
import { asvs, nist, rfc } from '../references';
import { lifetimeDays, renewBy, shortLivedDays } from '../tls/renew-by';

const day = 24 * 3600 * 1000;
const daysBetween = (from: number, to: number): number => Math.floor((to - from) / day);
const periodOf = ({ notBefore, notAfter }: CertificateSeen) => ({
  from: Date.parse(notBefore),
  to: Date.parse(notAfter),
});
const common = { point: 5, scope: 'site', method: 'automatic', needs: { seen: certificate } } as const;

export const tlsChain = defineControl({
  ...common,
  id: 'tls.chain',
  severity: 'blocker',
  title: 'The certificate chain is complete and ends in a trusted root',
  why: 'A chain that clients cannot complete teaches people to click warnings away, and then the false certificate of somebody in the middle looks just like yours. Phones and API clients do not fetch a missing intermediate as desktop browsers do.',
  expected: 'the chain as sent leads to a public root, or to the CA that the target names',
  sources: ['Checklist point 5', 'RFC 5246, section 7.4.2'],
  references: [...asvs('V12.2.2'), ...nist('SC-17', 'SC-8(1)'), ...rfc(5280, '6')],
  fix: () => ({
    say: 'Let nginx send the leaf followed by its intermediates, without the root; certbot writes that as fullchain.pem. For a CA of your own, name its certificate in the target as site.caFile.',
    run: ['nginx -t', 'systemctl reload nginx'],
    config: { file: 'nginx, in the server block', text: 'ssl_certificate /etc/letsencrypt/live/NAME/fullchain.pem;' },
  }),
  words: {
    trusted: ({ certificates }: { certificates: number }) =>
      `valid against the public roots, ${certificates} ${certificates === 1 ? 'certificate' : 'certificates'} sent`,
    'own-ca': () => 'valid against the CA file of the target, and not against the public roots',
    'self-signed': () => 'the certificate is signed by itself: no client can know whose it is',
    incomplete: ({ issuer }: { issuer: string }) =>
      `the chain as sent ends at a certificate issued by "${issuer}", which is neither sent nor a trusted root: an intermediate is missing, or the CA is unknown`,
    'unknown-root': ({ issuer }: { issuer: string }) => `the chain ends in "${issuer}", which is not a trusted root`,
    expired: ({ code }: { code: string }) =>
      `no client accepts the chain: a certificate in it is out of its period (${code})`,
    invalid: ({ code }: { code: string }) => `OpenSSL does not accept the chain: ${code}`,
    'ca-file-named': () => 'browsers of the public do not trust this CA',
  },
  judge: ({ seen }) => {
    if (seen.trust === 'public') return pass('trusted', { certificates: seen.chain.length });
    if (seen.trust === 'ca-file') return withNotes(pass('own-ca'), [note('ca-file-named')]);
    const code = seen.caFileResult ?? seen.publicResult;
    const issuer = seen.chain.at(-1)!.issuer;
    if (code === 'DEPTH_ZERO_SELF_SIGNED_CERT') return fail('self-signed');
    if (code === 'SELF_SIGNED_CERT_IN_CHAIN') return fail('unknown-root', { issuer });
    if (/^UNABLE_TO_(?:GET_ISSUER_CERT|GET_ISSUER_CERT_LOCALLY|VERIFY_LEAF_SIGNATURE)$/.test(code))
      return fail('incomplete', { issuer });
    if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID') return fail('expired', { code });
    return fail('invalid', { code });
  },
});

export const tlsHostname = defineControl({
  ...common,
  id: 'tls.hostname',
  severity: 'blocker',
  title: "The certificate names the site's host",
  why: 'A certificate for another name proves nothing about this one. Clients refuse it, and people who click on lose the only sign that they talk to somebody else.',
  expected: 'a subjectAltName of the certificate matches the host name of the address',
  sources: ['Checklist point 5', 'RFC 9525'],
  references: [...asvs('V12.2.2'), ...nist('SC-17'), ...rfc(9525, '6')],
  fix: ({ target, quote }) => ({
    say: 'Get a certificate that carries the name under which the site is reached; a wildcard covers exactly one label.',
    run: target.site ? [`certbot certonly --nginx -d ${quote(new URL(target.site.url).hostname)}`] : [],
  }),
  words: {
    matches: ({ hostname }: { hostname: string }) => `the certificate is for ${hostname}`,
    other: ({ hostname, names }: { hostname: string; names: string[] }) =>
      `the certificate is not for ${hostname} but for ${names.join(', ')}`,
    'no-names': ({ hostname }: { hostname: string }) =>
      `the certificate has no subjectAltName, so it is not for ${hostname} (a common name no longer counts)`,
  },
  judge: ({ seen: { hostname, hostnameMatches, chain } }) => {
    if (hostnameMatches) return pass('matches', { hostname });
    const names = [...chain[0]!.dnsNames, ...chain[0]!.addresses].slice(0, 10);
    return names.length === 0 ? fail('no-names', { hostname }) : fail('other', { hostname, names });
  },
});

export const tlsValidity = defineControl({
  ...common,
  id: 'tls.validity',
  severity: 'blocker',
  title: 'The certificate is within its period',
  why: 'An expired certificate stops every careful client, and trains the others to ignore warnings.',
  expected: 'every certificate sent is valid at the time of the check',
  sources: ['Checklist point 5', 'RFC 5280, section 4.1.2.5'],
  references: [...asvs('V12.2.2'), ...nist('SC-17'), ...rfc(5280, '4.1.2.5')],
  fix: () => ({
    say: 'Renew it, reload the server, and look why the renewal did not run by itself.',
    run: ['certbot renew', 'systemctl reload nginx', 'systemctl list-timers certbot.timer'],
  }),
  words: {
    valid: ({ until }: { until: string }) => `valid until ${until}`,
    expired: ({ subject, since }: { subject: string; since: string }) => `"${subject}" expired on ${since}`,
    'not-yet': ({ subject, from }: { subject: string; from: string }) => `"${subject}" is valid only from ${from}`,
  },
  judge: ({ seen: { chain } }, { at }) => {
    for (const { subject, notBefore, notAfter } of chain) {
      if (at > Date.parse(notAfter)) return fail('expired', { subject, since: notAfter });
      if (at < Date.parse(notBefore)) return fail('not-yet', { subject, from: notBefore });
    }
    return pass('valid', { until: chain[0]!.notAfter });
  },
});

const remindDays = 30;

export const tlsExpiry = defineControl({
  ...common,
  id: 'tls.expiry',
  severity: 'blocker',
  title: 'The certificate does not expire soon',
  why: 'A launch is followed by weeks in which nobody looks at certificates. One that runs out then takes the site down on a day of its own choosing.',
  expected: 'more than 14 days left; of a certificate made for 10 days or less, more than a third of its lifetime',
  sources: ['Checklist point 5', 'ACME practice: renewal at a third of the lifetime'],
  references: [...asvs('V12.2.2'), ...nist('SC-17'), ...rfc(8555)],
  fix: () => ({
    say: 'Renew now, and let a timer renew from here on; a dry run shows whether it can.',
    run: ['certbot renew', 'certbot renew --dry-run', 'systemctl enable --now certbot.timer'],
  }),
  words: {
    enough: ({ days }: { days: number }) => `${days} days left`,
    soon: ({ days }: { days: number }) => `only ${days} days left`,
    'short-lived': ({ hours, lifetime }: { hours: number; lifetime: number }) =>
      `${hours} hours left of a certificate made for ${lifetime} days`,
    'short-lived-late': ({ hours, lifetime }: { hours: number; lifetime: number }) =>
      `only ${hours} hours left of a certificate made for ${lifetime} days: its renewal is late`,
    expired: ({ since }: { since: string }) => `it expired on ${since}`,
    'below-thirty': () => 'fewer than 30 days: see that the renewal works before the launch',
    'too-long': ({ days, most }: { days: number; most: number }) =>
      `made for ${days} days; the TLS guideline ${intermediate60.name} asks for ${most} at most`,
  },
  judge: ({ seen: { chain } }, { at }) => {
    const { from, to } = periodOf(chain[0]!);
    const lifetime = lifetimeDays({ from, to });
    const late = at >= renewBy({ from, to });
    if (at > to) return fail('expired', { since: chain[0]!.notAfter });
    if (lifetime <= shortLivedDays) {
      const left = { hours: Math.floor((to - at) / 3_600_000), lifetime };
      return late ? fail('short-lived-late', left) : pass('short-lived', left);
    }
    const days = daysBetween(at, to);
    if (late) return fail('soon', { days });
    return withNotes(pass('enough', { days }), [
      ...(days < remindDays ? [note('below-thirty')] : []),
      ...(lifetime > intermediate60.maxLifetimeDays
        ? [note('too-long', { days: lifetime, most: intermediate60.maxLifetimeDays })]
        : []),
    ]);
  },
});

export const tlsKey = defineControl({
  ...common,
  id: 'tls.key',
  severity: 'blocker',
  title: 'Keys are long enough and signatures are sound',
  why: 'A short RSA key can be factored, and MD5 and SHA-1 signatures can be forged: either way somebody else holds a certificate for this name that every client believes.',
  expected:
    'RSA of 2048 bits or more, a curve of 256 bits or more, or Ed25519 or Ed448; no MD5 or SHA-1 signature below the root',
  sources: ['Checklist point 5', 'NIST SP 800-57 part 1, table 2'],
  references: [...asvs('V11.2.3', 'V11.4.1'), ...nist('SC-12', 'SC-13'), ...rfc(9155)],
  fix: ({ target, quote }) => ({
    say: 'Make a new key and have it certified; a new certificate for the old key changes nothing.',
    run: target.site
      ? [`certbot certonly --nginx --key-type ecdsa -d ${quote(new URL(target.site.url).hostname)}`]
      : [],
  }),
  words: {
    sound: ({ key, signature }: { key: string; signature: string }) => `${key}, signed with ${signature}`,
    short: ({ subject, key }: { subject: string; key: string }) => `"${subject}" has a weak key: ${key}`,
    'weak-signature': ({ subject, signature }: { subject: string; signature: string }) =>
      `"${subject}" is signed with ${signature}`,
  },
  judge: ({ seen: { chain } }) => {
    for (const seen of chain) {
      const { subject, signature } = seen;
      if (!isStrongKey(seen.key)) return fail('short', { subject, key: sayKey(seen.key) });
      // Nobody checks a root's signature over itself: it is trusted because it is there.
      if (!seen.selfSigned && isWeakSignature(signature)) return fail('weak-signature', { subject, signature });
    }
    const [leaf] = chain;
    return pass('sound', { key: sayKey(leaf!.key), signature: leaf!.signature });
  },
});

type Key = CertificateSeen['key'];
function isStrongKey({ type, bits }: Key): boolean {
  if (type === 'ed25519' || type === 'ed448') return true;
  if (type === 'ec') return (bits ?? 0) >= 256;
  return (type === 'rsa' || type === 'rsa-pss') && (bits ?? 0) >= 2048;
}
const sayKey = ({ type, bits, curve }: Key): string =>
  curve ? `EC ${curve}` : `${type.toUpperCase()}${bits === null ? '' : ` ${bits} bits`}`;
const isWeakSignature = (signature: string): boolean => /md[245]|sha-?1(?!\d)/i.test(signature);
