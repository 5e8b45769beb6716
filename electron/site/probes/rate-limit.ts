import { type FactValue, type Read, seen } from '../../../shared/fact';
import type { rateLimitBurst } from '../../../shared/facts/site/rate-limit';
import type { SiteTarget } from '../../../shared/target';
import type { HttpClient } from '../http-client';

/** Twice the usual allowance of 5 a minute with a burst of 10, and few enough to lock nobody out for long. */
export const burstSize = 30;

/** An empty form: no user name, so that no account is ever locked. */
export async function probeRateLimit(
  client: HttpClient,
  { loginPath: path }: SiteTarget,
): Promise<Read<FactValue<typeof rateLimitBurst>>> {
  let lastStatus: number | null = null;
  for (let sent = 0; sent < burstSize; sent += 1) {
    const answer = await client.ask({
      method: 'POST',
      path,
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', 'Content-Length': '0' },
    });
    if (!answer.ok) {
      if (sent === 0 || answer.reason.code === 'cancelled') return answer;
      return seen({ path, sent, most: burstSize, ended: 'broken', lastStatus });
    }
    lastStatus = answer.value.status;
    if (lastStatus === 429 || lastStatus === 503)
      return seen({ path, sent: sent + 1, most: burstSize, ended: 'limited', lastStatus });
  }
  return seen({ path, sent: burstSize, most: burstSize, ended: 'all-answered', lastStatus });
}
