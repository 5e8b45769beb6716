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

/** The sources of scripts: script-src, else default-src; null when the policy leaves scripts alone. */
export const scriptSources = (policy: CspPolicy): readonly string[] | null =>
  policy.get('script-src') ?? policy.get('default-src') ?? null;

/** What in a list of script sources lets an injected script run. Empty: nothing. */
export function looseScriptSources(sources: readonly string[]): string[] {
  const lower = sources.map((source) => source.toLowerCase());
  const guarded = lower.some(
    (source) => /^'(?:nonce-|sha(?:256|384|512)-)[^']+'$/.test(source) || source === "'strict-dynamic'",
  );
  // CSP Level 3 6.7.3.2: browsers ignore 'unsafe-inline' beside a nonce, a hash or 'strict-dynamic'; and host and scheme
  // sources beside 'strict-dynamic' (8.2).
  const dynamic = lower.includes("'strict-dynamic'");
  const loose = [
    "'unsafe-eval'",
    ...(guarded ? [] : ["'unsafe-inline'"]),
    ...(dynamic ? [] : ['*', 'https:', 'http:', 'data:']),
  ];
  return lower.filter((source) => loose.includes(source));
}

/** frame-ancestors lets strangers frame the page: a wildcard or a bare scheme. */
export const looseFrameAncestors = (sources: readonly string[]): string[] =>
  sources.filter(
    (source) => source === '*' || /^[a-z][a-z0-9+.-]*:$/i.test(source) || /^(?:https?:\/\/)?\*(?::|$)/i.test(source),
  );
