import { Resolver } from 'node:dns/promises';
import { type Read, seen, unseen } from '../../shared/fact';
import type { CaaRecord } from '../../shared/facts/site/dns';
import { printable } from '../../shared/printable';

export interface Records<T> {
  /** The name exists, with or without records of this type. */
  exists: boolean;
  records: T[];
}

export interface Dns {
  /** The strings of each record put together (RFC 7208 3.3). */
  txt(name: string): Promise<Read<Records<string>>>;
  caa(name: string): Promise<Read<Records<CaaRecord>>>;
}

/** A query is sent so often, each waits so long. */
const patience = { timeout: 2_000, tries: 2 };
const maxRecords = 50;

/** The servers that this machine is set up with. @param servers others, such as `127.0.0.1:5353`, for tests. */
export function systemDns(signal: AbortSignal, servers?: readonly string[]): Dns {
  const resolver = new Resolver(patience);
  if (servers) resolver.setServers(servers);
  signal.addEventListener('abort', () => resolver.cancel(), { once: true });
  const ask = async <A, T>(
    query: () => Promise<A[]>,
    name: string,
    toRecord: (answer: A) => T,
  ): Promise<Read<Records<T>>> => {
    if (signal.aborted) return unseen('cancelled', {});
    try {
      return seen({ exists: true, records: (await query()).slice(0, maxRecords).map(toRecord) });
    } catch (thrown) {
      const { code = 'unknown' } = thrown as NodeJS.ErrnoException;
      if (code === 'ENODATA') return seen({ exists: true, records: [] });
      if (code === 'ENOTFOUND') return seen({ exists: false, records: [] });
      if (signal.aborted || code === 'ECANCELLED') return unseen('cancelled', {});
      return unseen('unreachable', { what: `DNS did not answer for ${name} (${code})` });
    }
  };
  return {
    txt: (name) =>
      ask(
        () => resolver.resolveTxt(name),
        name,
        (strings) => printable(strings.join(''), 4096),
      ),
    caa: (name) => ask(() => resolver.resolveCaa(name), name, toCaa),
  };
}

/** Node gives `{critical, TAG: value}`. */
function toCaa({ critical, ...rest }: { critical: number }): CaaRecord {
  const [tag = '', value] = Object.entries(rest).find(([key]) => key !== 'type') ?? [];
  return { critical: (critical & 128) !== 0, tag: printable(tag, 50), value: printable(String(value ?? ''), 300) };
}
