import { defineControl, error, fail, manual, note, pass, withNotes } from '../control';
import { sayReason } from '../fact';
import { dns } from '../facts/site/dns';
import { nist, rfc } from '../references';

/** RFC 8659 4.2, 4.3 and 4.4, RFC 9495 (issuemail), RFC 8657 (in values), and the Baseline Requirements' contact tags. */
const knownTags = ['issue', 'issuewild', 'iodef', 'issuemail', 'issuevmc', 'contactemail', 'contactphone'];

export const tlsCaa = defineControl({
  id: 'tls.caa',
  point: 5,
  severity: 'minor',
  method: 'automatic/attested',
  scope: 'site',
  title: 'DNS says which authorities may issue certificates',
  why: 'Without it each of some hundred authorities may issue for your name; one of them that is tricked or broken into is enough for a certificate that every browser trusts.',
  expected: 'a CAA record with the tag issue for the name, or for one above it',
  sources: ['RFC 8659', 'CA/Browser Forum Baseline Requirements, section 3.2.2.8'],
  references: [...rfc(8659, '3'), ...nist('SC-17', 'SC-20')],
  fix: ({ target }) => ({
    say: 'Name the authorities that you use, and nobody else; the value is what the authority documents.',
    config: {
      file: 'the zone',
      text: `${target.site ? new URL(target.site.url).hostname : 'shop.example'}. CAA 0 issue "ca.example"`,
    },
  }),
  attest: {
    statement: 'The name of the site, or one above it, has a CAA record that names our certificate authorities.',
    evidence: 'the output of dig CAA for the name, with the date',
    expiresAfterDays: 180,
  },
  needs: { seen: dns },
  words: {
    restricted: ({ at, issuers }: { at: string; issuers: string[] }) =>
      `${at} lets ${issuers.length === 0 ? 'nobody' : issuers.join(', ')} issue`,
    absent: ({ name }: { name: string }) => `neither ${name} nor a name above it has a CAA record`,
    'no-issue': ({ at }: { at: string }) => `${at} has CAA records, and none of them restricts who may issue`,
    address: () => 'to attest: the site has no name, only an address',
    connect: () => 'to attest: site.connect stands in for DNS, so the name was not asked for',
    unseen: ({ why }: { why: string }) => why,
    'unknown-critical': ({ tag }: { tag: string }) =>
      `the tag ${tag} is marked critical: an authority that does not know it must not issue at all`,
    above: ({ at }: { at: string }) => `the records are those of ${at}`,
  },
  judge: ({ seen: { caa } }) => {
    if (caa.kind !== 'asked') return manual(caa.kind);
    if (!caa.seen.ok) return error('unseen', { why: sayReason(caa.seen.reason) });
    const { at, records } = caa.seen.value;
    if (at === null) return fail('absent', { name: caa.name });
    const issue = records.filter(({ tag }) => tag.toLowerCase() === 'issue');
    if (issue.length === 0) return fail('no-issue', { at });
    // RFC 8659 4.2: the domain of the authority, then its parameters; an empty one stands for nobody.
    const issuers = [...new Set(issue.map(({ value }) => value.split(';')[0]!.trim()).filter((name) => name !== ''))];
    const unknown = records.find(({ critical, tag }) => critical && !knownTags.includes(tag.toLowerCase()));
    return withNotes(pass('restricted', { at, issuers }), [
      ...(at === caa.name ? [] : [note('above', { at })]),
      ...(unknown ? [note('unknown-critical', { tag: unknown.tag })] : []),
    ]);
  },
});
