import { type FactValue, type Read, seen } from '../../../shared/fact';
import { type CorsAnswer, type CorsProbe, type cors, probeOrigins } from '../../../shared/facts/site/cors';
import { fieldValues, listMembers } from '../../../shared/http/header-fields';
import type { SiteTarget } from '../../../shared/target';
import type { Answer, Ask, HttpClient } from '../http-client';

type CorsRequest = Omit<CorsProbe, 'seen'>;

/**
 * Every origin at every path, but one at the login page: a site that follows the checklist lets a client make five requests a
 * minute there with a burst of ten, and two checks in a row have to stay below that.
 */
export function corsRequests(site: SiteTarget): CorsRequest[] {
  const paths = [...new Set(['/', site.loginPath, ...site.corsPaths])];
  return paths.flatMap((path) => {
    const login = path === site.loginPath;
    const origins = probeOrigins(site.url).filter(({ from }) => !login || path === '/' || from === 'foreign');
    return origins.flatMap(({ from, origin }) =>
      (['simple', 'preflight'] as const).map((kind) => ({ path, login, kind, from, origin })),
    );
  });
}

const toAsk = ({ path, kind, origin }: CorsRequest): Ask =>
  kind === 'simple'
    ? { path, headers: { Origin: origin } }
    : {
        method: 'OPTIONS',
        path,
        headers: {
          Origin: origin,
          'Access-Control-Request-Method': 'PUT',
          'Access-Control-Request-Headers': 'content-type',
        },
      };

export async function probeCors(client: HttpClient, site: SiteTarget): Promise<Read<FactValue<typeof cors>>> {
  const probes = await Promise.all(
    corsRequests(site).map(async (request): Promise<CorsProbe> => {
      const answer = await client.ask(toAsk(request));
      return { ...request, seen: answer.ok ? seen(reduce(answer.value, request.origin)) : answer };
    }),
  );
  const [first] = probes;
  if (first && !first.seen.ok && probes.every((probe) => !probe.seen.ok)) return first.seen;
  return seen({ probes });
}

function reduce({ status, headers }: Answer, origin: string): CorsAnswer {
  const allowed = fieldValues(headers, 'access-control-allow-origin');
  return {
    status,
    allowOrigin: allowOrigin(allowed, origin),
    // Fetch 4.10: the literal bytes `true`, nothing else.
    allowCredentials: fieldValues(headers, 'access-control-allow-credentials').join() === 'true',
    varyOrigin: listMembers(headers, 'vary').some((name) => name === '*' || name.toLowerCase() === 'origin'),
    setsCookie: fieldValues(headers, 'set-cookie').length > 0,
  };
}

function allowOrigin(values: readonly string[], origin: string): CorsAnswer['allowOrigin'] {
  const [value] = values;
  if (value === undefined) return 'absent';
  if (values.length > 1) return 'invalid';
  if (value === '*') return 'any';
  return value === origin ? 'reflected' : 'other';
}
