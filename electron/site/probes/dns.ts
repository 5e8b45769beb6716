import { createPublicKey } from 'node:crypto';
import { isIP } from 'node:net';
import { parseDkim } from '../../../shared/dns/dkim';
import { isDmarc } from '../../../shared/dns/dmarc';
import { isSpf, parseSpf } from '../../../shared/dns/spf';
import { type FactValue, type Read, seen, unseen } from '../../../shared/fact';
import type { dns, MailDns } from '../../../shared/facts/site/dns';
import type { Target } from '../../../shared/target';
import { type Dns, systemDns } from '../resolver';
import type { SiteContext } from '../site-context';

type Caa = FactValue<typeof dns>['caa'];
type Mail = NonNullable<Target['mail']>;

export async function probeDns(
  { target, site, endpoint, signal }: Pick<SiteContext, 'target' | 'site' | 'endpoint' | 'signal'>,
  resolver: Dns = systemDns(signal),
): Promise<Read<FactValue<typeof dns>>> {
  const [caa, mail] = await Promise.all([
    seeCaa(endpoint.hostname, site.connect !== undefined, resolver),
    target.mail ? seeMail(target.mail, resolver) : null,
  ]);
  return signal.aborted ? unseen('cancelled', {}) : seen({ caa, mail });
}

/** The name and those above it, the top-level domain too (RFC 8659 3). */
export const namesUpwards = (name: string): string[] => {
  const labels = name.replace(/\.$/, '').split('.');
  return labels.map((_, index) => labels.slice(index).join('.')).slice(-10);
};

async function seeCaa(name: string, isElsewhere: boolean, { caa }: Dns): Promise<Caa> {
  if (isIP(name) !== 0) return { kind: 'address' };
  if (isElsewhere) return { kind: 'connect' };
  for (const at of namesUpwards(name)) {
    const read = await caa(at);
    if (!read.ok) return { kind: 'asked', name, seen: read };
    if (at === name && !read.value.exists) return { kind: 'asked', name, seen: noSuchName(name) };
    if (read.value.records.length > 0) return { kind: 'asked', name, seen: seen({ at, records: read.value.records }) };
  }
  return { kind: 'asked', name, seen: seen({ at: null, records: [] }) };
}

const noSuchName = (name: string) => unseen('unreachable', { what: `${name} does not exist in DNS` });

async function seeMail({ domain, dkimSelector }: Mail, resolver: Dns): Promise<MailDns> {
  const own = await resolver.txt(domain);
  const gone = own.ok ? (own.value.exists ? null : noSuchName(domain)) : own;
  // Where the domain itself cannot be asked, nothing below it says anything.
  if (gone)
    return { domain, spf: gone, dmarc: gone, dkim: dkimSelector ? { selector: dkimSelector, seen: gone } : null };
  const [spf, dmarc, dkim] = await Promise.all([
    seeSpf(own.ok ? own.value.records.filter(isSpf) : [], resolver),
    seeDmarc(domain, resolver),
    dkimSelector ? seeDkim(domain, dkimSelector, resolver) : null,
  ]);
  return { domain, spf: seen(spf), dmarc, dkim: dkimSelector && dkim ? { selector: dkimSelector, seen: dkim } : null };
}

type SpfSeen = Extract<MailDns['spf'], { ok: true }>['value'];

/** RFC 7208 4.6.4: receivers stop at the eleventh query, and so does the count. */
const mostQueries = 10;

async function seeSpf(records: string[], { txt }: Dns): Promise<SpfSeen> {
  const [first] = records;
  if (first === undefined || records.length > 1) return { records, last: first ?? null, queries: null };
  let queries = 0;
  let countable = true;
  let last: string | null = first;
  const one = async (name: string): Promise<string | null> => {
    // A macro is filled in from the message, so only a receiver knows the name.
    const read = name.includes('%') ? null : await txt(name);
    const found = read?.ok ? read.value.records.filter(isSpf) : [];
    if (found.length !== 1) countable = false;
    return found.length === 1 ? found[0]! : null;
  };
  const walk = async (record: string, isMain: boolean): Promise<void> => {
    const spf = parseSpf(record);
    if (!spf) {
      countable &&= isMain;
      return;
    }
    queries += spf.queries;
    for (const name of spf.includes) {
      if (queries > mostQueries) return;
      const included = await one(name);
      if (included !== null) await walk(included, false);
    }
    if (spf.redirect === null || queries > mostQueries) return;
    const next = await one(spf.redirect);
    if (isMain) last = next;
    if (next !== null) await walk(next, isMain);
  };
  await walk(first, true);
  return { records, last, queries: countable || queries > mostQueries ? queries : null };
}

/** RFC 7489 6.6.3 asks the organizational domain next, which only a list of public suffixes knows: the nearest name above serves. */
async function seeDmarc(domain: string, { txt }: Dns): Promise<MailDns['dmarc']> {
  for (const name of namesUpwards(domain).filter((one) => one.includes('.'))) {
    const read = await txt(`_dmarc.${name}`);
    if (!read.ok) return read;
    const records = read.value.records.filter(isDmarc);
    if (records.length > 0) return seen({ at: name, records });
  }
  return seen({ at: null, records: [] });
}

async function seeDkim(domain: string, selector: string, { txt }: Dns): Promise<NonNullable<MailDns['dkim']>['seen']> {
  const read = await txt(`${selector}._domainkey.${domain}`);
  if (!read.ok) return read;
  const { records } = read.value;
  const key = records.length === 1 ? parseDkim(records[0]!) : null;
  return seen({ records, bits: key?.type === 'rsa' ? rsaBits(key.publicKey) : null });
}

function rsaBits(publicKey: string): number | null {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
    return key.asymmetricKeyType === 'rsa' ? (key.asymmetricKeyDetails?.modulusLength ?? null) : null;
  } catch {
    return null;
  }
}
