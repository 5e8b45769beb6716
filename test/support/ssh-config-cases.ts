import { Seeded } from './seeded';

/** A tree of configuration files, by path relative to a folder of its own; `config` is the one that is read. */
export interface ConfigCase {
  files: Record<string, string>;
  alias: string;
  /** As the target, or the command line of ssh, would say. */
  given: { user?: string; port?: number };
}

const aliases = ['web', 'WEB', 'web-1', 'web-2.example.com', 'db', '192.0.2.7', 'wx', 'a.b'];
const patterns = [
  '*', 'web', 'web*', 'we?', '?eb', 'w*-?', '*.example.com', '*.com', 'db', '192.0.2.*', '*w*', 'W*', 'a.b', '**', '?',
  's1', 's?', 'other',
]; // biome-ignore format: a list of words
const users = ['deploy', 'root', 'u1', 'a b'];
const paths = [
  '/k/1',
  '~/.ssh/%h-%r',
  '/k/%%n',
  '/k/%n/%p',
  '%d/k',
  '~/keys/%u',
  '/k/a#b',
  '/k/%k',
  '/k/%i',
  '/k/%l.%L',
];

/** One configuration, with what people write in it and much that nobody should. */
export function configCase(seed: number): ConfigCase {
  const random = new Seeded(seed);
  const files: Record<string, string> = {};
  const names = ['conf.d/10-a.conf', 'conf.d/20-b.conf', 'conf.d/.hidden.conf', 'conf.d/c.cfg', 'more'];

  const cased = (keyword: string): string =>
    random.pick([keyword, keyword, keyword.toLowerCase(), keyword.toUpperCase()]);
  const quoted = (word: string): string => {
    if (word === '' || /\s/.test(word)) return random.pick([`"${word}"`, `'${word}'`]);
    return random.pick([word, word, word, `"${word}"`, `'${word}'`, `"${word[0]}"${word.slice(1)}`]);
  };
  const line = (keyword: string, ...words: string[]): string => lineOf(keyword, words.map(quoted));
  /** Match before OpenSSH 9.9 knows double quotes around a whole word only. */
  const match = (...words: string[]): string =>
    lineOf(
      'Match',
      words.map((word) => (random.chance(0.1) ? `"${word}"` : word)),
    );
  const lineOf = (keyword: string, words: readonly string[]): string => {
    const opening = random.pick([
      ...[' ', ' ', '\t', '  ', '=', ' = ', '= ', ' ='].map((between) => `${cased(keyword)}${between}`),
      `"${keyword}" `,
    ]);
    const comment = random.pick(['', '', '', ' # a comment', ' #', '\t# "']);
    const end = random.pick(['\n', '\n', '\n', ' \n', '\t\n', '\r\n']);
    return `${random.pick(['', '  ', '\t', ' \t'])}${opening}${words.join(random.pick([' ', '  ', '\t']))}${comment}${end}`;
  };
  const pattern = (): string => `${random.chance(0.2) ? '!' : ''}${random.pick(patterns)}`;
  const patternList = (): string => random.some(1, 3, pattern).join(',');
  const criterion = (): string[] => {
    const not = random.chance(0.2) ? '!' : '';
    const name = random.pick(['host', 'originalhost', 'user', 'localuser', 'final', 'canonical']);
    if (name === 'final' || name === 'canonical') return [`${not}${name}`];
    const argument =
      name === 'user' || name === 'localuser'
        ? random.pick(['root', 'deploy', 'u1,deploy', '*,!root', 'u?', 'nobody', 'ROOT'])
        : patternList();
    return [`${not}${name}`, argument];
  };
  const block = (): string =>
    random.chance(0.6)
      ? line('Host', ...random.some(1, 3, pattern))
      : random.chance(0.15)
        ? match('all')
        : match(...random.some(1, 2, criterion).flat());
  const setting = (depth: number): string =>
    random.pick([
      () => line('User', random.pick(users)),
      () => line('Port', random.pick(['22', '2222', '1', '65535', '022'])),
      () => line('HostName', random.pick(['s1', 's2.example.com', '%h.example.com', '192.0.2.9', '%%h', 'S1', '::1'])),
      () => line('IdentityFile', random.pick([...paths, 'none'])),
      () => line('IdentityFile', random.pick(paths)),
      () => line('IdentitiesOnly', random.pick(['yes', 'no', 'true', 'false'])),
      () => line('IdentityAgent', random.pick(['none', '/run/%u/agent', 'SSH_AUTH_SOCK', '~/agent', '$GONOGO_AGENT'])),
      () => lineOf('ProxyJump', [random.pick(['j1', 'a@j1:2222', 'j1,j2', 'ssh://a@j1:23', '[2001:db8::1]:22', 'j.example.com'])]),
      () => line('ProxyCommand', 'none'),
      () => line('HostKeyAlias', random.pick(['shop', 'Shop.Example', 'k1'])),
      () => line('UserKnownHostsFile', ...random.some(1, 2, () => random.pick([...paths, '~/.ssh/kh', 'none', '/x/${GONOGO_WORD}/kh']))),
      () => line('GlobalKnownHostsFile', ...random.some(1, 2, () => random.pick(['/etc/kh', '/etc/ssh/kh 2']))),
      () => line('KnownHostsCommand', 'none'),
      () => line('ServerAliveInterval', '15'),
      () => 'ProxyJump none\n',
      () => random.pick(['# User no\n', '\n', '   \n', '\t# "quote\n']),
      () => (depth < 3 ? line('Include', ...include(depth)) : ''),
    ])(); // biome-ignore format: one a line
  const include = (depth: number): string[] => {
    const name = random.pick(names);
    files[name] ??= text(depth + 1);
    return random.some(1, 2, () =>
      random.pick([
        'DIR/conf.d/*.conf',
        'DIR/conf.d/*',
        'DIR/conf.d/?0-*',
        `DIR/${name}`,
        'DIR/*.d/[12]0-?.conf',
        'DIR/nothing/*',
      ]),
    );
  };
  const text = (depth: number): string => {
    const lines = random.some(depth === 0 ? 3 : 1, depth === 0 ? 14 : 5, () =>
      random.chance(0.35) ? block() : setting(depth),
    );
    const all = lines.join('');
    return random.chance(0.1) ? all.replace(/\r?\n$/, '') : all;
  };

  const config = text(0);
  return {
    files: { ...files, config },
    alias: random.pick(aliases),
    given: {
      ...(random.chance(0.15) && { user: random.pick(['given', 'deploy']) }),
      ...(random.chance(0.15) && { port: 4000 }),
    },
  };
}
