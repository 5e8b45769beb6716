/** Files of statements as people write them, with single characters inserted, deleted and repeated. */
export function dotenvFiles(count: number, seed: number): string[] {
  let state = seed;
  // Mulberry32: the same files on each run.
  const random = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  const odd = [
    ' ',
    '\t',
    '\n',
    '\r',
    '\r\n',
    '"',
    "'",
    '\\',
    '#',
    '=',
    '$',
    '{',
    '}',
    ':',
    '-',
    'a',
    'n',
    '\u00a0',
    '\u0085',
    '\x1c',
    '\u2028',
    '\ufeff',
    '\v',
    '\f',
    'ß',
    '😀',
    '\0',
  ];
  const keys = ['A', 'B', 'SECRET_KEY', 'export', 'a.b', "'Q K'", '1', 'é', '\ufeffA'];
  const bare = [
    '1',
    '',
    'x y',
    'x#y',
    'x #y',
    '#',
    '${A}',
    '${B:-d}',
    'pre${A}post',
    '${A:-${B}}',
    '$A',
    '${}',
    '${:-x}',
    '${A:x}',
    'http://u:p@h/?q=1#f',
    '\\n',
    'a\\',
  ];
  const quoted = [
    '',
    'x',
    'x y',
    '#',
    '${A}',
    '\\n',
    '\\\\',
    '\\"',
    "\\'",
    "it's",
    'say "x"',
    'x\ny',
    '\\x41',
    '\\t\\a\\b\\f\\r\\v',
  ];
  const value = (): string => {
    const kind = random();
    if (kind < 0.4) return pick(bare);
    const quote = kind < 0.7 ? '"' : "'";
    return quote + pick(quoted) + pick(quoted) + quote;
  };
  const statement = (): string =>
    pick(['', '', '', ' ', '\t', 'export ', 'export\t', '\n']) +
    pick(keys) +
    pick(['=', '=', '=', '=', ' = ', '= ', '', ': ']) +
    value() +
    pick(['', '', '', ' ', ' # note', '#note', ' junk']);
  const mutate = (text: string): string => {
    const at = Math.floor(random() * (text.length + 1));
    const how = random();
    if (how < 0.5) return text.slice(0, at) + pick(odd) + text.slice(at);
    if (how < 0.8) return text.slice(0, at) + text.slice(at + 1);
    return text.slice(0, at) + text.slice(at, at + 3).repeat(2) + text.slice(at + 3);
  };
  return Array.from({ length: count }, () => {
    let text = Array.from({ length: 1 + Math.floor(random() * 5) }, statement).join(
      pick(['\n', '\n', '\n', '\r\n', '\r']),
    );
    for (let changes = Math.floor(random() * 4); changes > 0; changes--) text = mutate(text);
    // Half a character cannot be written to a file.
    return text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '?');
  });
}
