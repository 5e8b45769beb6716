/** What the simulated site does. Plain data: `good` here, and each fault changes a field or two. */
export interface SiteState {
  certificate: 'good' | 'expired' | 'expiring' | 'wrong-name' | 'incomplete';
  /** TLS 1.0 and 1.1 as well. */
  oldProtocols: boolean;
  /** Suites without encryption, and without authentication. */
  weakCiphers: boolean;
  http2: boolean;
  redirect: boolean;
  /** The `Server` header. */
  server: string;
  /** What nginx adds to every answer, errors included (`add_header … always`). */
  headers: Record<string, string>;
  /** Attributes of the session cookie, which the login page sets. */
  cookieAttributes: string;
  cors: 'refused' | 'reflected';
  /** What an unknown path shows. */
  errors: 'plain' | 'trace';
  debugger: boolean;
  /** Whether the environment file can be downloaded. */
  envServed: boolean;
  /** Whether a burst on the login page meets 503. */
  rateLimit: boolean;
}

export const goodSite = (): SiteState => ({
  certificate: 'good',
  oldProtocols: false,
  weakCiphers: false,
  http2: true,
  redirect: true,
  server: 'nginx',
  headers: {
    'Strict-Transport-Security': 'max-age=31536000; includeSubDomains',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'X-XSS-Protection': '1; mode=block',
  },
  cookieAttributes: 'Secure; HttpOnly; Path=/; SameSite=Lax; Max-Age=3600',
  cors: 'refused',
  errors: 'plain',
  debugger: false,
  envServed: false,
  rateLimit: true,
});
