/** A sender policy by the grammar of RFC 7208 4.5 to 4.6 and 5. */
export interface Spf {
  /** What happens to mail from anywhere else: the qualifier of `all`; null where the record has none. */
  all: 'fail' | 'softfail' | 'neutral' | 'pass' | null;
  /** Counted without `all`, whose presence makes it void (6.1). */
  redirect: string | null;
  /** Names whose records are read as well, with macros as they stand. */
  includes: readonly string[];
  /** Terms that cost a DNS query: at most 10 in all (4.6.4). */
  queries: number;
  /** `ptr` is there, which RFC 7208 5.5 asks nobody to use. */
  ptr: boolean;
}

/** By its beginning: the version, then a space or the end. */
export const isSpf = (record: string): boolean => /^v=spf1(?: |$)/i.test(record);

const qualifiers = { '+': 'pass', '-': 'fail', '~': 'softfail', '?': 'neutral' } as const;
const term =
  /^([+\-~?])?(all|include|a|mx|ptr|ip4|ip6|exists)(?::([^\s/]+(?:\/(?!\/|\d)[^\s/]*)*))?((?:\/\d{1,3})?(?:\/\/\d{1,3})?)$/i;
const address = /^([+\-~?])?(?:ip4:[\d.]{7,15}(?:\/\d{1,2})?|ip6:[\da-f:.]{2,45}(?:\/\d{1,3})?)$/i;
const modifier = /^([a-z][a-z0-9_.-]*)=(\S*)$/i;

/** Null when a term breaks the grammar: receivers then take the whole record for an error (RFC 7208 4.6). */
export function parseSpf(record: string): Spf | null {
  if (!isSpf(record)) return null;
  let all: Spf['all'] = null;
  let redirect: string | null = null;
  let ptr = false;
  let queries = 0;
  const includes: string[] = [];
  for (const word of record.slice('v=spf1'.length).split(' ')) {
    if (word === '' || address.test(word)) continue;
    const set = modifier.exec(word);
    if (set) {
      const [, name = '', value = ''] = set;
      if (name.toLowerCase() !== 'redirect') continue;
      // 6: a modifier twice is an error.
      if (redirect !== null || value === '') return null;
      redirect = value;
      continue;
    }
    const [whole, sign = '+', name = '', domain, cidr = ''] = term.exec(word) ?? [];
    const mechanism = name.toLowerCase();
    if (whole === undefined || mechanism === 'ip4' || mechanism === 'ip6') return null;
    if (mechanism === 'all' && (domain !== undefined || cidr !== '')) return null;
    if ((mechanism === 'include' || mechanism === 'exists') && (domain === undefined || cidr !== '')) return null;
    // 5.1: what stands behind `all` is never reached.
    if (all !== null) continue;
    if (mechanism === 'all') all = qualifiers[sign as keyof typeof qualifiers];
    else queries += 1;
    if (mechanism === 'include') includes.push(domain!);
    ptr ||= mechanism === 'ptr';
  }
  return {
    all,
    redirect: all === null ? redirect : null,
    includes,
    queries: queries + (all === null && redirect !== null ? 1 : 0),
    ptr,
  };
}
