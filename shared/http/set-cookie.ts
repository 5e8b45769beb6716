import { parseCookieDate } from './cookie-date';

/** Set-Cookie without its value, parsed as browsers do (RFC 6265 5.2, and SameSite of RFC 6265bis 5.6.7). */
export interface Cookie {
  name: string;
  /** An empty value takes the cookie away; it authenticates nobody. */
  empty: boolean;
  secure: boolean;
  httpOnly: boolean;
  /** `invalid`: an attribute that browsers treat as absent. */
  sameSite: 'strict' | 'lax' | 'none' | 'invalid' | 'absent';
  /** Seconds from now, by Max-Age, else Expires; null: until the browser closes. */
  lifetimeSeconds: number | null;
  /** Null when there is none that begins with "/": browsers take the folder of the request then (RFC 6265 5.2.4). */
  path: string | null;
  /** In lower case, without a leading dot (RFC 6265 5.2.3). Null: for this host only. */
  domain: string | null;
}

/** RFC 6265 5.2 step 6 ignores nameless ones. Null for those, and for names that are no token: browsers differ there. */
export function parseSetCookie(value: string, now: number): Cookie | null {
  const [pair = '', ...rest] = value.split(';');
  const equals = pair.indexOf('=');
  if (equals < 0) return null;
  const name = trim(pair.slice(0, equals));
  if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,255}$/.test(name)) return null;
  // The last mention of an attribute counts (RFC 6265 5.3).
  const attributes = new Map(
    rest.map((part): [string, string] => {
      const at = part.indexOf('=');
      return at < 0
        ? [trim(part).toLowerCase(), '']
        : [trim(part.slice(0, at)).toLowerCase(), trim(part.slice(at + 1))];
    }),
  );
  return {
    name,
    empty: trim(pair.slice(equals + 1)).replaceAll('"', '') === '',
    secure: attributes.has('secure'),
    httpOnly: attributes.has('httponly'),
    sameSite: sameSite(attributes.get('samesite')),
    lifetimeSeconds: lifetime(attributes, now),
    path: attributes.get('path')?.startsWith('/') ? attributes.get('path')! : null,
    domain: attributes.get('domain')?.toLowerCase().replace(/^\./, '') || null,
  };
}

const trim = (text: string): string => text.replace(/^[ \t]+|[ \t]+$/g, '');

function sameSite(value: string | undefined): Cookie['sameSite'] {
  if (value === undefined) return 'absent';
  const lower = value.toLowerCase();
  return lower === 'strict' || lower === 'lax' || lower === 'none' ? lower : 'invalid';
}

/** RFC 6265 5.3: Max-Age has precedence over Expires. An unreadable one is ignored (5.2.1, 5.2.2). */
function lifetime(attributes: ReadonlyMap<string, string>, now: number): number | null {
  const maxAge = attributes.get('max-age') ?? '';
  if (/^-?\d+$/.test(maxAge)) return Math.min(Number(maxAge), Number.MAX_SAFE_INTEGER);
  const expires = attributes.get('expires');
  const at = expires === undefined ? null : parseCookieDate(expires);
  return at === null ? null : Math.round((at - now) / 1000);
}

/**
 * Why browsers do not store the cookie at all, over HTTPS; null when they do. `prefix`: its name promises what its attributes do
 * not keep (RFC 6265bis 4.1.3). `none-insecure`: SameSite=None without Secure (5.7 step 16).
 */
export function whyRefused({ name, secure, sameSite, path, domain }: Cookie): 'prefix' | 'none-insecure' | null {
  const lower = name.toLowerCase();
  if (lower.startsWith('__secure-') && !secure) return 'prefix';
  if (lower.startsWith('__host-') && (!secure || path !== '/' || domain !== null)) return 'prefix';
  return sameSite === 'none' && !secure ? 'none-insecure' : null;
}
