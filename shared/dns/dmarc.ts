import { parseTagList } from './tag-list';

const policies = ['none', 'quarantine', 'reject'] as const;
export type DmarcPolicy = (typeof policies)[number];

export interface Dmarc {
  policy: DmarcPolicy;
  /** For subdomains: `sp`, else the same. */
  subdomains: DmarcPolicy;
  /** The share of messages that the policy is for, 0 to 100. */
  percent: number;
  /** Somebody is sent the reports. */
  reports: boolean;
}

/** By its beginning (RFC 7489 6.6.3 step 2): other TXT records of the name are passed over. */
export const isDmarc = (record: string): boolean => /^v[ \t]*=[ \t]*DMARC1[ \t]*(?:;|$)/.test(record);

/** RFC 7489 6.3; null when receivers would not heed it. */
export function parseDmarc(record: string): Dmarc | null {
  const tags = isDmarc(record) ? parseTagList(record) : null;
  if (!tags) return null;
  const read = (name: string): DmarcPolicy | undefined =>
    policies.find((policy) => policy === tags.get(name)?.toLowerCase());
  const policy = read('p');
  const percent = tags.get('pct') ?? '100';
  if (!policy || (tags.has('sp') && !read('sp')) || !/^\d{1,3}$/.test(percent) || Number(percent) > 100) return null;
  return {
    policy,
    subdomains: read('sp') ?? policy,
    percent: Number(percent),
    reports: (tags.get('rua') ?? '') !== '',
  };
}
