/** Content-Security-Policy as CSP Level 3 2.2.1 parses it: never invalid as a whole, a directive's second mention ignored. */
export type CspPolicy = ReadonlyMap<string, readonly string[]>;

/** One header value may carry several policies, separated by commas; all of them are enforced. */
export const parseCsp = (value: string): CspPolicy[] =>
  value
    .split(',')
    .map(parsePolicy)
    .filter((policy) => policy.size > 0);

function parsePolicy(text: string): CspPolicy {
  const policy = new Map<string, readonly string[]>();
  for (const part of text.split(';')) {
    const [name, ...values] = part.split(/[\t\n\f\r ]+/).filter((word) => word !== '');
    if (name !== undefined && !policy.has(name.toLowerCase())) policy.set(name.toLowerCase(), values);
  }
  return policy;
}

/** What an injected script needs of a policy: to be written inline, to be made from text, or to come from anywhere. */
const ways = ['inline', 'eval', 'hosts'] as const;
type Looseness = Readonly<Record<(typeof ways)[number], readonly string[]>>;

/**
 * The sources by which an injected script runs; empty where none does, null where the policies leave scripts alone. Every policy
 * is enforced, so a way is open only where each of them leaves it open.
 */
export function looseScripts(policies: readonly CspPolicy[]): string[] | null {
  const restricting = policies.map(looseness).filter((one) => one !== null);
  if (restricting.length === 0) return null;
  const open = ways.filter((way) => restricting.every((one) => one[way].length > 0));
  return [...new Set(open.flatMap((way) => restricting.flatMap((one) => one[way])))];
}

function looseness(policy: CspPolicy): Looseness | null {
  const general = policy.get('script-src') ?? policy.get('default-src');
  // CSP Level 3 6.1.12: elements and event handlers may have lists of their own; eval asks the general one (4.4).
  const elements = policy.get('script-src-elem') ?? general;
  const handlers = policy.get('script-src-attr') ?? general;
  if (!elements || !handlers) return null;
  return {
    inline: [...new Set([...looseInline(elements), ...looseInline(handlers)])],
    eval: lower(general ?? []).filter((source) => source === "'unsafe-eval'"),
    hosts: isDynamic(elements) ? [] : lower(elements).filter((source) => isEverywhere(source)),
  };
}

// CSP Level 3 6.7.3.2: browsers ignore 'unsafe-inline' beside a nonce, a hash or 'strict-dynamic'.
const looseInline = (sources: readonly string[]): string[] =>
  isGuarded(sources) || isDynamic(sources) ? [] : lower(sources).filter((source) => source === "'unsafe-inline'");
const isGuarded = (sources: readonly string[]): boolean =>
  sources.some((source) => /^'(?:nonce-|sha(?:256|384|512)-)[^']+'$/i.test(source));
/** Host and scheme sources do not count beside it (CSP Level 3 8.2). */
const isDynamic = (sources: readonly string[]): boolean => lower(sources).includes("'strict-dynamic'");
const isEverywhere = (source: string): boolean =>
  /^(?:https?:|data:)$/.test(source) || /^(?:https?:\/\/)?\*(?::(?:\*|\d+))?$/.test(source);
const lower = (sources: readonly string[]): string[] => sources.map((source) => source.toLowerCase());

/** Sources such as `*.cdn.example`, from which every policy that restricts scripts lets them come. */
export function wildcardHosts(policies: readonly CspPolicy[]): string[] {
  const lists = policies
    .map((policy) => policy.get('script-src-elem') ?? policy.get('script-src') ?? policy.get('default-src'))
    .filter((sources) => sources !== undefined);
  const wild = (sources: readonly string[]): string[] =>
    isDynamic(sources) ? [] : lower(sources).filter((source) => /^(?:https?:\/\/)?\*\./.test(source));
  return lists.every((sources) => wild(sources).length > 0) ? [...new Set(lists.flatMap(wild))] : [];
}

/** What no policy restricts and that leads around a list of script sources. */
export function openDirectives(policies: readonly CspPolicy[]): string[] {
  const named = (...names: string[]): boolean => policies.some((policy) => names.some((name) => policy.has(name)));
  // With a nonce or 'strict-dynamic' the page's own script tags are trusted, wherever <base> makes them point.
  const byNonce = policies.some((policy) => {
    const sources = policy.get('script-src') ?? policy.get('default-src') ?? [];
    return isGuarded(sources) || isDynamic(sources);
  });
  return [
    ...(named('object-src', 'default-src') ? [] : ['object-src']),
    ...(byNonce && !named('base-uri') ? ['base-uri'] : []),
  ];
}

/** frame-ancestors lets strangers frame the page: a wildcard or a bare scheme. */
export const looseFrameAncestors = (sources: readonly string[]): string[] =>
  sources.filter(
    (source) => source === '*' || /^[a-z][a-z0-9+.-]*:$/i.test(source) || /^(?:https?:\/\/)?\*(?::|$)/i.test(source),
  );
