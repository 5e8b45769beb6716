/** Server blocks as people write them, and odd ones: nested locations, names of every kind, limits on every level. */

export interface Generated {
  /** Inside `http {}`. Each location sends its number as X-Location; the zones count each X-Key by itself. */
  config: string;
  requests: { host: string; path: string }[];
}

/** Mulberry32: the same numbers on each run. In [0, 1). */
const randomFrom = (seed: number) => {
  let state = seed;
  return (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
};

const names = [
  'shop.test',
  'www.shop.test',
  'a.b.shop.test',
  'other.test',
  'shop.test.example',
  '*.shop.test',
  '.shop.test',
  '*.test',
  'shop.*',
  'www.shop.*',
  '.b.shop.test',
  '~^www\\d+\\.',
  '"~^(?<n>a{1,2})\\.shop"',
  '~shop',
  '_',
];
const hosts = [
  'shop.test',
  'WWW.shop.test',
  'a.b.shop.test',
  'x.b.shop.test',
  'www7.other',
  'shop.org',
  'aa.shop',
  'no',
];
const words = ['a', 'b', 'login', 'api', 'A'];
const patterns = [
  '^/a',
  'login',
  '/b$',
  '\\.php$',
  '^/(a|b)/',
  '/login/?$',
  '^/api/.*',
  '"/a{1,2}/"',
  '(?i)^/LOGIN',
  'LOGIN',
];

export function nginxServers(count: number, seed: number, port: number): Generated {
  const random = randomFrom(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  let location = 0;
  const limit = (): string =>
    pick([
      '',
      '',
      '',
      'limit_req zone=one;',
      'limit_req zone=two;',
      'limit_req_dry_run on;',
      'limit_req zone=two; limit_req_dry_run off;',
    ]);
  /** `around`: the prefix that a nested one must begin with; null below a regular expression. */
  const locations = (around: string | null, depth: number): string => {
    const taken = new Set<string>();
    return Array.from({ length: 1 + Math.floor(random() * (depth === 0 ? 6 : 3)) }, () => {
      // Below a regular expression nginx takes others only: a path would be "outside location".
      const modifier = pick(around === null ? ['~', '~*'] : ['', '', '', '=', '^~', '~', '~*']);
      const isPattern = modifier.startsWith('~');
      const own = pick(['', '/', `${pick(words)}`, `${pick(words)}/`, `${pick(words)}/${pick(words)}`]);
      const path = isPattern ? pick(patterns) : `${around ?? '/'}${own}`.replace(/\/{2,}/g, '/');
      // nginx refuses two of a kind; `^~` and a plain prefix are one kind.
      const key = `${modifier === '^~' ? '' : modifier} ${path}`;
      if (taken.has(key)) return '';
      taken.add(key);
      const mayNest = modifier !== '=' && depth < 2 && random() < 0.3;
      const inner = mayNest ? locations(isPattern ? null : path, depth + 1) : '';
      location += 1;
      return `location ${modifier} ${path} { add_header X-Location ${location} always; ${limit()} ${inner} }\n`;
    }).join('');
  };
  const taken = new Set<string>();
  const server = (index: number): string => {
    const own = Array.from({ length: 1 + Math.floor(random() * 3) }, () => pick(names)).filter(
      (name) => !taken.has(name),
    );
    for (const name of own) taken.add(name);
    const isDefault = index === 2 ? ' default_server' : '';
    return `server { listen 127.0.0.1:${port}${isDefault}; ${own.length > 0 ? `server_name ${own.join(' ')};` : ''} add_header X-Location s${index} always; ${limit()}\n${locations('/', 0)} }\n`;
  };
  const zones = ['one', 'two'].map((name) => `limit_req_zone $http_x_key zone=${name}:1m rate=1r/m;`);
  // Nothing is found there, so that no index file leads a request to another location.
  const config = [
    'root /nonexistent;',
    ...zones,
    limit(),
    ...Array.from({ length: count }, (_, index) => server(index)),
  ].join('\n');
  const paths = [
    '/',
    '/a',
    '/a/',
    '/a/b',
    '/b/login',
    '/login',
    '/login/',
    '/LOGIN',
    '/api/x.php',
    '/a//b',
    '/%61/b',
    '/a/../b',
    '/a/./b',
    '/aa/',
    '/A',
    '/login?next=/a',
  ];
  const requests = hosts.flatMap((host) => paths.map((path) => ({ host, path })));
  return { config, requests };
}
