import { resolveEndpoint } from '../../electron/site/endpoint';
import { type HttpClient, httpClient } from '../../electron/site/http-client';
import { type Limited, limited } from '../../electron/site/limited';
import { type SiteContext, siteLimits } from '../../electron/site/site-context';
import { type Target, targetSchema } from '../../shared/target';
import type { RunningNginx } from './nginx';

/** One probe against a real nginx, without the rest of a check. */
export interface Probing {
  context: SiteContext;
  inTurn: Limited;
  https: HttpClient;
  close(): void;
}

export const nginxTarget = (nginx: RunningNginx, site: object = {}): Target =>
  targetSchema.parse({
    name: 'Example Shop',
    site: {
      url: `https://shop.example:${nginx.httpsPort}`,
      connect: '127.0.0.1',
      http: `127.0.0.1:${nginx.httpPort}`,
      caFile: nginx.caFile,
      ...site,
    },
  });

export async function probing(target: Target, limits: Partial<SiteContext['limits']> = {}): Promise<Probing> {
  const endpoint = await resolveEndpoint(target.site!);
  if (!endpoint.ok) throw new Error(endpoint.reason.code);
  const context: SiteContext = {
    target,
    site: target.site!,
    endpoint: endpoint.value,
    ca: { ok: true, value: null },
    signal: new AbortController().signal,
    limits: { ...siteLimits, ...limits },
    userAgent: 'gonogo/test',
  };
  const inTurn = limited(siteLimits.connections);
  const https = httpClient(context, 'https', inTurn);
  return { context, inTurn, https, close: () => https.close() };
}
