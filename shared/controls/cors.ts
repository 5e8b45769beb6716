import { type Control, defineControl, error, fail, note, pass, withNotes } from '../control';
import { sayReason } from '../fact';
import { type CorsProbe, cors, type OriginKind } from '../facts/site/cors';
import { asvs, mdn, nist } from '../references';

/** Origins that no owner of the site can have meant. A subdomain or the http twin may be theirs. */
const strangers: readonly OriginKind[] = ['foreign', 'null', 'suffix', 'prefix'];

const sayOrigin: Readonly<Record<OriginKind, string>> = {
  foreign: 'any foreign origin',
  null: 'the origin "null", which every sandboxed frame has',
  suffix: 'origins that begin like the site',
  prefix: 'origins that end like the site',
  subdomain: 'any subdomain',
  http: 'the site over plain http',
};

type Weight = 'fails' | 'remark' | 'fine';

/** What one answer lets a page of that origin do. */
function weigh({ from, login, seen }: CorsProbe): Weight {
  if (!seen.ok) return 'fine';
  const { allowOrigin, allowCredentials, setsCookie, status } = seen.value;
  if (allowOrigin !== 'any' && allowOrigin !== 'reflected') return 'fine';
  if (!strangers.includes(from) && allowOrigin === 'reflected') return allowCredentials ? 'remark' : 'fine';
  // Browsers refuse "*" with credentials; that it is sent shows a policy that nobody thought through.
  if (allowCredentials) return 'fails';
  const needsSession = login || setsCookie || status === 401 || status === 403;
  return needsSession ? 'fails' : 'remark';
}

export const corsRestricted = defineControl({
  id: 'cors.restricted',
  point: 14,
  severity: 'blocker',
  method: 'automatic',
  scope: 'site',
  title: 'Other sites cannot read what belongs to a signed-in user',
  why: 'A page on any other site can ask for your API with the cookies of its visitor; where CORS lets it read the answer, it has the account.',
  expected:
    'no foreign, null or look-alike origin is allowed with credentials, nor at all on the login page or where a session is needed',
  sources: ['Checklist point 14'],
  references: [...asvs('V3.4.2'), ...nist('AC-4'), ...mdn('Guides/CORS')],
  fix: ({ target }) => ({
    say: 'Name the origins that may read, in full, and only for the paths that need it. Never compare by beginning or end, and never send the Origin back unseen.',
    config: {
      file: 'app.py',
      text: `CORS(app, resources={r"/api/*": {"origins": ["${target.site ? new URL(target.site.url).origin : 'https://shop.example'}"]}})`,
    },
  }),
  needs: { seen: cors },
  words: {
    restricted: ({ probes }: { probes: number }) => `no stranger was let in by ${probes} requests`,
    open: ({ path, origin, credentials }: { path: string; origin: string; credentials: boolean }) =>
      `${path} lets ${origin} read${credentials ? ', with credentials' : ''}`,
    'server-error': ({ path, status }: { path: string; status: number }) =>
      `${path} answered ${status} to a request of another origin, so it could not be judged`,
    unseen: ({ path, why }: { path: string; why: string }) => `${path}: ${why}`,
    'open-without-credentials': ({ path, origin }: { path: string; origin: string }) =>
      `${path} lets ${origin} read without credentials: right for public data only`,
    'own-origin-with-credentials': ({ path, origin }: { path: string; origin: string }) =>
      `${path} lets ${origin} read with credentials: whoever takes one over reads along`,
    'no-vary': ({ path }: { path: string }) =>
      `${path} answers by Origin without "Vary: Origin": a cache mixes the answers up`,
  },
  judge: ({ seen: { probes } }) => {
    const weighed = probes.map((probe) => ({ probe, weight: weigh(probe) }));
    const open = weighed.find(({ weight }) => weight === 'fails')?.probe;
    if (open?.seen.ok) {
      const { allowCredentials: credentials, allowOrigin } = open.seen.value;
      const origin = allowOrigin === 'any' ? 'everyone ("*")' : sayOrigin[open.from];
      return fail('open', { path: open.path, origin, credentials });
    }
    for (const { path, seen } of probes) {
      if (!seen.ok) return error('unseen', { path, why: sayReason(seen.reason) });
      if (seen.value.status >= 500 || seen.value.status === 429)
        return error('server-error', { path, status: seen.value.status });
    }
    return withNotes(pass('restricted', { probes: probes.length }), [
      ...firstByPath(weighed.filter(({ weight }) => weight === 'remark').map(({ probe }) => probe)).map((probe) => {
        const origin =
          probe.seen.ok && probe.seen.value.allowOrigin === 'any' ? 'everyone ("*")' : sayOrigin[probe.from];
        return strangers.includes(probe.from) || origin.startsWith('everyone')
          ? note('open-without-credentials', { path: probe.path, origin })
          : note('own-origin-with-credentials', { path: probe.path, origin });
      }),
      ...firstByPath(
        probes.filter(({ seen }) => seen.ok && seen.value.allowOrigin === 'reflected' && !seen.value.varyOrigin),
      ).map(({ path }) => note('no-vary', { path })),
    ]);
  },
});

const firstByPath = (probes: readonly CorsProbe[]): CorsProbe[] => [
  ...new Map([...probes].reverse().map((probe) => [probe.path, probe])).values(),
];

export const corsControls: readonly Control[] = [corsRestricted];
