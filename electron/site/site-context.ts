import type { Read } from '../../shared/fact';
import type { SiteTarget, Target } from '../../shared/target';
import type { Endpoint } from './endpoint';

/** What every probe of the site is given. */
export interface SiteContext {
  target: Target;
  site: SiteTarget;
  endpoint: Endpoint;
  /** PEM of `site.caFile`, trusted beside the public roots; null when the target names none. */
  ca: Read<string | null>;
  /** Ends everything at once. */
  signal: AbortSignal;
  limits: SiteLimits;
  userAgent: string;
}

export interface SiteLimits {
  /** Connections to the site at one time, by everything together that a phase does. */
  connections: number;
  /** For a TCP connection and its TLS handshake. */
  handshakeMs: number;
  /** For one HTTP exchange, from the first byte sent to the last one read. */
  exchangeMs: number;
  /** For the whole TLS scan. */
  scanMs: number;
  bodyBytes: number;
  /** For one TCP connect to a service port. */
  portMs: number;
}

export const siteLimits: SiteLimits = {
  connections: 4,
  handshakeMs: 5_000,
  exchangeMs: 10_000,
  scanMs: 60_000,
  bodyBytes: 1024 * 1024,
  portMs: 3_000,
};
