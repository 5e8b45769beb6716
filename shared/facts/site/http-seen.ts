import { z } from 'zod';
import { reasonSchema } from '../../fact';
import type { HeaderFields } from '../../http/header-fields';
import { metaPolicies } from '../../http/page-links';
import { type Cookie, parseSetCookie } from '../../http/set-cookie';
import { printable } from '../../printable';
import { findLeaks, leakIds } from './leak-patterns';

/** One HTTP exchange, reduced to what controls judge: no body, no cookie value, no query of a redirect. */

const cookieSchema: z.ZodType<Cookie> = z.strictObject({
  name: z.string(),
  empty: z.boolean(),
  secure: z.boolean(),
  httpOnly: z.boolean(),
  sameSite: z.enum(['strict', 'lax', 'none', 'invalid', 'absent']),
  lifetimeSeconds: z.number().nullable(),
  path: z.string().nullable(),
  domain: z.string().nullable(),
});

export const answerSeenSchema = z.strictObject({
  status: z.number().int().min(100).max(999),
  httpVersion: z.string(),
  /** Those of `keptHeaders` only, in the order of the wire, duplicates apart. */
  headers: z.array(z.tuple([z.string(), z.string()])),
  cookies: z.array(cookieSchema),
  /** Set-Cookie lines that are none by RFC 6265. */
  malformedCookies: z.number().int().nonnegative(),
  /** Where a redirect points, without query and fragment: those may carry tokens. */
  location: z.string().nullable(),
  leaks: z.array(z.enum(leakIds)),
  /** Policies that the page itself gives in `<meta>`, as it stands there. */
  metaPolicies: z.array(z.string()),
  /** The body was longer than what was looked through. */
  cut: z.boolean(),
});
export type AnswerSeen = z.infer<typeof answerSeenSchema>;

/** Those that browsers follow by Location (Fetch 2.2.3). */
export const isRedirect = (status: number): boolean => [301, 302, 303, 307, 308].includes(status);

/** An exchange, or why there was none. */
export const exchangeSchema = z.union([
  z.strictObject({ ok: z.literal(true), value: answerSeenSchema }),
  z.strictObject({ ok: z.literal(false), reason: reasonSchema }),
]);

const keptHeaders: ReadonlySet<string> = new Set([
  'access-control-allow-credentials',
  'access-control-allow-headers',
  'access-control-allow-methods',
  'access-control-allow-origin',
  'alt-svc',
  'cache-control',
  'content-security-policy',
  'content-security-policy-report-only',
  'content-type',
  'cross-origin-opener-policy',
  'permissions-policy',
  'referrer-policy',
  'server',
  'strict-transport-security',
  'vary',
  'via',
  'x-aspnet-version',
  'x-aspnetmvc-version',
  'x-content-type-options',
  'x-frame-options',
  'x-generator',
  'x-powered-by',
  'x-xss-protection',
]);

export interface RawAnswer {
  status: number;
  httpVersion: string;
  headers: HeaderFields;
  body: string;
  cut: boolean;
}

/** @param url of the request, which a relative Location is read against. @param now milliseconds since 1970. */
export function reduceAnswer(
  { status, httpVersion, headers, body, cut }: RawAnswer,
  url: string,
  now: number,
): AnswerSeen {
  const of = (name: string): string[] =>
    headers.filter(([field]) => field.toLowerCase() === name).map(([, value]) => value);
  const setCookies = of('set-cookie').map((value) => parseSetCookie(value, now));
  const cookies = setCookies.filter((cookie) => cookie !== null);
  const [location] = of('location');
  return {
    status,
    httpVersion,
    headers: headers
      .filter(([field]) => keptHeaders.has(field.toLowerCase()))
      .map(([field, value]): [string, string] => [field.toLowerCase(), onOneLine(value)]),
    cookies,
    malformedCookies: setCookies.length - cookies.length,
    location: location === undefined ? null : reduceLocation(location, url),
    leaks: findLeaks(body),
    metaPolicies: isHtml(of('content-type')) ? metaPolicies(body).map(onOneLine) : [],
    cut,
  };
}

/** White space between words stays white space: escaped, it would be a character of theirs. */
const onOneLine = (value: string): string => printable(value.replace(/[\t\n\f\r]/g, ' '), 16 * 1024);

/** The MIME type's essence; without the field browsers sniff, so it counts as a page. */
const isHtml = ([type]: readonly string[]): boolean =>
  type === undefined || /^[ \t]*(?:text\/html|application\/xhtml\+xml)[ \t]*(?:;|$)/i.test(type);

function reduceLocation(location: string, base: string): string {
  try {
    const target = new URL(location, base);
    return printable(`${target.protocol}//${target.host}${target.pathname}`, 1000);
  } catch {
    return 'not a URL';
  }
}
