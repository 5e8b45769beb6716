import { type Control, defineControl, error, fail, manual, note, pass, withNotes } from '../control';
import { parseDkim } from '../dns/dkim';
import { parseDmarc } from '../dns/dmarc';
import { parseSpf } from '../dns/spf';
import { type FactValue, sayReason } from '../fact';
import { dns } from '../facts/site/dns';
import { cis, nist, rfc } from '../references';
import type { Target } from '../target';

/** What DNS says of the domain that the app sends mail from: who may send, with which signature, and what becomes of the rest. */

const common = {
  point: 11,
  severity: 'minor',
  method: 'automatic/attested',
  scope: 'site',
  needs: { seen: dns },
} as const;

const attestOf = (record: string) => ({
  statement: `The domain that the app sends mail from has ${record}, as this control expects.`,
  evidence: 'the output of dig TXT for the name, with the date',
  expiresAfterDays: 180,
});
const domainOf = ({ mail }: Target): string => mail?.domain ?? 'shop.example';
const zone = (text: string) => ({ file: 'the zone', text });

const words = {
  'no-domain': () => 'to attest: the target does not say from which domain mail is sent (mail.domain)',
  unseen: ({ why }: { why: string }) => why,
};

export const emailSpf = defineControl({
  ...common,
  id: 'email.spf',
  title: 'DNS says who may send mail for the domain',
  why: 'Without a sender policy everybody can send in your name, and receivers trust your own mail less for it.',
  expected: 'one valid SPF record that ends in -all or ~all and costs at most 10 queries',
  sources: ['RFC 7208', 'Checklist point 11'],
  references: [...rfc(7208, '4'), ...cis('9.5'), ...nist('SI-8')],
  fix: ({ target }) => ({
    say: 'List what sends for you, and refuse the rest. Several records are none: put them together.',
    config: zone(`${domainOf(target)}. TXT "v=spf1 include:provider.example -all"`),
  }),
  attest: attestOf('one valid SPF record'),
  words: {
    ...words,
    strict: ({ all }: { all: string }) => `mail from anywhere else is to be refused (${all})`,
    absent: ({ domain }: { domain: string }) => `${domain} has no SPF record`,
    several: ({ count }: { count: number }) => `${count} SPF records: receivers take that for an error`,
    invalid: () => 'the record breaks the grammar: receivers take that for an error',
    'redirect-lost': () => 'the record redirects to one that is not there',
    open: ({ all }: { all: string }) => `the record lets everybody send (${all})`,
    'too-many': () => 'the record costs more than 10 queries: receivers take that for an error',
    soft: () => 'with ~all, receivers mark other mail and seldom refuse it',
    ptr: () => 'ptr is slow and unsure, and should not be used (RFC 7208 5.5)',
    uncounted: () =>
      'how many queries the record costs could not be counted: a name in it is a macro, or was not found',
  },
  judge: ({ seen: { mail } }) => {
    if (!mail) return manual('no-domain');
    if (!mail.spf.ok) return error('unseen', { why: sayReason(mail.spf.reason) });
    const { records, last, queries } = mail.spf.value;
    if (records.length === 0) return fail('absent', { domain: mail.domain });
    if (records.length > 1) return fail('several', { count: records.length });
    if (!parseSpf(records[0]!)) return fail('invalid');
    if (last === null) return fail('redirect-lost');
    const spf = parseSpf(last);
    if (!spf) return fail('invalid');
    if (queries !== null && queries > 10) return fail('too-many');
    // RFC 7208 4.7: without `all` the rest is neutral.
    if (spf.all === null || spf.all === 'neutral' || spf.all === 'pass')
      return fail('open', { all: spf.all === null ? 'no "all" at its end' : spf.all === 'pass' ? '+all' : '?all' });
    return withNotes(pass('strict', { all: spf.all === 'fail' ? '-all' : '~all' }), [
      ...(spf.all === 'softfail' ? [note('soft')] : []),
      ...(spf.ptr ? [note('ptr')] : []),
      ...(queries === null ? [note('uncounted')] : []),
    ]);
  },
});

export const emailDkim = defineControl({
  ...common,
  id: 'email.dkim',
  title: 'The key for signing mail is in DNS',
  why: 'A signature is what survives forwarding; without its key in DNS receivers can check none, and a short key can be computed.',
  expected: 'one valid key at the selector, not revoked: Ed25519, or RSA of at least 1024 bits (2048 recommended)',
  sources: ['RFC 6376', 'RFC 8301, section 3.2', 'Checklist point 11'],
  references: [...rfc(6376, '3.6.1'), ...rfc(8301, '3.2'), ...cis('9.5'), ...nist('SI-8')],
  fix: ({ target }) => ({
    say: 'Publish the key that your provider, or your mail server, signs with.',
    config: zone(
      `${target.mail?.dkimSelector ?? 'SELECTOR'}._domainkey.${domainOf(target)}. TXT "v=DKIM1; k=rsa; p=…"`,
    ),
  }),
  attest: attestOf('a DKIM key'),
  words: {
    ...words,
    'no-selector': () => 'to attest: the target does not name the selector of the key (mail.dkimSelector)',
    there: ({ selector, key }: { selector: string; key: string }) => `${selector}: ${key}`,
    absent: ({ name }: { name: string }) => `there is no key at ${name}`,
    several: ({ count }: { count: number }) => `${count} records at the selector: which of them counts is not defined`,
    invalid: () => 'the record is no DKIM key',
    revoked: () => 'the key is revoked: its p= is empty',
    short: ({ bits }: { bits: number }) => `RSA of ${bits} bits: receivers refuse fewer than 1024`,
    'below-recommended': ({ bits }: { bits: number }) => `RFC 8301 recommends 2048 bits, these are ${bits}`,
    testing: () => 'the key is marked as a test (t=y): receivers may treat the mail as unsigned',
  },
  judge: ({ seen: { mail } }) => {
    if (!mail) return manual('no-domain');
    if (!mail.dkim) return manual('no-selector');
    const { selector, seen } = mail.dkim;
    if (!seen.ok) return error('unseen', { why: sayReason(seen.reason) });
    const { records, bits } = seen.value;
    if (records.length === 0) return fail('absent', { name: `${selector}._domainkey.${mail.domain}` });
    if (records.length > 1) return fail('several', { count: records.length });
    const key = parseDkim(records[0]!);
    if (!key) return fail('invalid');
    if (key.publicKey === '') return fail('revoked');
    // RFC 8463 4: the 32 bytes of the key, in Base64.
    if (key.type === 'ed25519' ? key.publicKey.length !== 44 : bits === null) return fail('invalid');
    if (bits !== null && bits < 1024) return fail('short', { bits });
    return withNotes(pass('there', { selector, key: bits === null ? 'Ed25519' : `RSA of ${bits} bits` }), [
      ...(bits !== null && bits < 2048 ? [note('below-recommended', { bits })] : []),
      ...(key.testing ? [note('testing')] : []),
    ]);
  },
});

type Dmarc = Extract<NonNullable<FactValue<typeof dns>['mail']>['dmarc'], { ok: true }>['value'];

export const emailDmarc = defineControl({
  ...common,
  id: 'email.dmarc',
  title: 'DNS says what becomes of forged mail',
  why: 'SPF and DKIM speak of addresses that nobody sees. DMARC ties them to the From line, and without it that line can be forged by anyone.',
  expected: 'one valid DMARC record with the policy quarantine or reject',
  sources: ['RFC 7489', 'Checklist point 11'],
  references: [...rfc(7489, '6.3'), ...cis('9.5'), ...nist('SI-8')],
  fix: ({ target }) => ({
    say: 'Begin with p=none and read the reports; when your own mail passes, go to quarantine, then to reject.',
    config: zone(`_dmarc.${domainOf(target)}. TXT "v=DMARC1; p=reject; rua=mailto:dmarc@${domainOf(target)}"`),
  }),
  attest: attestOf('a DMARC record'),
  words: {
    ...words,
    enforced: ({ policy }: { policy: string }) => `forged mail is to meet ${policy}`,
    absent: ({ domain }: { domain: string }) => `neither ${domain} nor a name above it has a DMARC record`,
    several: ({ count }: { count: number }) => `${count} DMARC records: receivers heed none of them`,
    invalid: () => 'the record is not valid: receivers do not heed it',
    monitor: () => 'the policy is none: forged mail is counted, and delivered',
    above: ({ at }: { at: string }) => `the policy is that of ${at}`,
    partial: ({ percent }: { percent: number }) => `the policy is for ${percent} % of the messages only`,
    'no-reports': () => 'no rua=: nobody learns that the domain is forged, or that own mail fails',
  },
  judge: ({ seen: { mail } }) => {
    if (!mail) return manual('no-domain');
    if (!mail.dmarc.ok) return error('unseen', { why: sayReason(mail.dmarc.reason) });
    const { at, records }: Dmarc = mail.dmarc.value;
    if (at === null) return fail('absent', { domain: mail.domain });
    if (records.length > 1) return fail('several', { count: records.length });
    const dmarc = parseDmarc(records[0] ?? '');
    if (!dmarc) return fail('invalid');
    const policy = at === mail.domain ? dmarc.policy : dmarc.subdomains;
    if (policy === 'none') return fail('monitor');
    return withNotes(pass('enforced', { policy }), [
      ...(at === mail.domain ? [] : [note('above', { at })]),
      ...(dmarc.percent < 100 ? [note('partial', { percent: dmarc.percent })] : []),
      ...(dmarc.reports ? [] : [note('no-reports')]),
    ]);
  },
});

export const emailDnsControls: readonly Control[] = [emailSpf, emailDkim, emailDmarc];
