import type { CertificateSeen } from '../facts/site/certificate';
import { renewBy } from '../tls/renew-by';

/** The certificates of a site along time. Places are from 0 (left) to 1 (right). */

interface CertificateSpan {
  subject: string;
  issuer: string;
  notBefore: string;
  notAfter: string;
  /** Whole days until it ends; negative when it has. */
  daysLeft: number;
  state: 'valid' | 'soon' | 'expired' | 'not-yet';
  start: number;
  end: number;
  /** Where it begins to be too late to renew. */
  renewBy: number;
}
export interface CertificateTimeline {
  now: number;
  spans: CertificateSpan[];
}

const day = 24 * 3600 * 1000;

/** The leaf sets the scale: those above it live for years, and are cut at the edges. `at` in milliseconds since 1970. */
export function certificateTimeline(chain: readonly CertificateSeen[], at: number): CertificateTimeline {
  const periods = chain.map(({ notBefore, notAfter }) => ({ from: Date.parse(notBefore), to: Date.parse(notAfter) }));
  const leaf = periods[0]!;
  const [first, last] = [Math.min(leaf.from, at), Math.max(leaf.to, at)];
  const margin = (last - first) * 0.06;
  const place = (instant: number): number =>
    Math.min(1, Math.max(0, (instant - first + margin) / (last - first + 2 * margin)));
  return {
    now: place(at),
    spans: chain.map(({ subject, issuer, notBefore, notAfter }, index) => {
      const period = periods[index]!;
      const { from, to } = period;
      return {
        subject,
        issuer,
        notBefore,
        notAfter,
        daysLeft: Math.floor((to - at) / day),
        state: at > to ? 'expired' : at < from ? 'not-yet' : at >= renewBy(period) ? 'soon' : 'valid',
        start: place(from),
        end: place(to),
        renewBy: place(renewBy(period)),
      };
    }),
  };
}
