import { parseIp } from '../ip-address';
import { readMark } from './iptables-values';
import type { Verdict } from './rule';

/**
 * Targets after which the next rule is tried (iptables-extensions(8)). CONNMARK moves marks that MARK has set, as a new
 * connection comes with none. SNAT and MASQUERADE rewrite the source only.
 */
const goesOn = new Set(
  'CONNMARK LOG NFLOG ULOG AUDIT CHECKSUM CLASSIFY DSCP ECN HL TTL IDLETIMER LED RATEEST SECMARK CONNSECMARK SET SNAT MASQUERADE TCPMSS TCPOPTSTRIP TEE TOS TRACE'.split(
    ' ',
  ),
);

/** From `-j` or `-g` on. `chainNamed` gives the name by which a chain of this table is kept, or null. */
export function iptablesVerdict(words: readonly string[], chainNamed: (name: string) => string | null): Verdict {
  const [flag, target, ...options] = words;
  if (flag === undefined || target === undefined) return { do: 'continue' };
  const option = (name: string): string | undefined => {
    const at = options.indexOf(name);
    return at < 0 ? undefined : options[at + 1];
  };
  const chain = chainNamed(target);
  if (chain !== null) return { do: flag === '-g' ? 'goto' : 'jump', chain };
  switch (target) {
    case 'ACCEPT':
      return { do: 'accept' };
    case 'DROP':
      return { do: 'drop' };
    case 'REJECT':
      return { do: 'reject' };
    case 'RETURN':
      return { do: 'return' };
    case 'MARK':
      // Every other spelling is printed as this one: clear the mask's bits, then flip the value's. From 0 only these can be 1.
      return { do: 'mark', bits: readMark(option('--set-xmark') ?? '')?.value ?? 0xffffffff };
    case 'CT':
      return options.includes('--notrack') ? { do: 'unknown', what: 'CT --notrack' } : { do: 'continue' };
    case 'DNAT':
      return dnat(option('--to-destination'));
    case 'REDIRECT':
      return redirect(option('--to-ports'));
  }
  return goesOn.has(target) ? { do: 'continue' } : { do: 'unknown', what: target.slice(0, 64) };
}

/** `address`, `address:port`, `[v6]:port`, `:port`. Ranges of addresses or ports are not followed. */
function dnat(given: string | undefined): Verdict {
  const match = /^(?:\[([0-9a-f:.]+)\]|([0-9.]+)|([0-9a-f:.]*:[0-9a-f:.]*:[0-9a-f.]*))?(?::(\d{1,5}))?$/i.exec(
    given ?? '-',
  );
  const address = match?.[1] ?? match?.[2] ?? match?.[3] ?? null;
  if (!match || (address !== null && !parseIp(address))) return { do: 'unknown', what: 'DNAT to a range' };
  return { do: 'dnat', address, port: match[4] ? Number(match[4]) : null };
}

function redirect(given: string | undefined): Verdict {
  if (given === undefined) return { do: 'redirect', port: null };
  return /^\d{1,5}$/.test(given)
    ? { do: 'redirect', port: Number(given) }
    : { do: 'unknown', what: 'REDIRECT to a range' };
}
