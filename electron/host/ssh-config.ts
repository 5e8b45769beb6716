import { isIP } from 'node:net';
import { dirname, join } from 'node:path';
import { ConnectionError } from './connection-error';
import { expandHome, glob, readConfigFile } from './ssh-config-files';
import { type ConfigLine, readConfigLines } from './ssh-config-lines';
import { matchesPatterns } from './ssh-pattern';

/**
 * What ssh_config(5) says of one host. The first value of each keyword wins. Nothing that it names is ever run: where
 * ssh would run a program to find its way, this is an error with file and line.
 */
export interface SshSettings {
  hostName?: string;
  user?: string;
  port?: number;
  /** As written. `none` stands for "not even the default ones". */
  identityFiles: string[];
  identitiesOnly?: boolean;
  identityAgent?: string;
  proxyJump?: string;
  userKnownHostsFiles?: string[];
  globalKnownHostsFiles?: string[];
  hostKeyAlias?: string;
}

export interface SshConfigFiles {
  user: string;
  system: string;
  home: string;
  localUser: string;
}

interface Wanted {
  alias: string;
  /** What `Host` is held against. */
  hostName: string;
  files: SshConfigFiles;
  finalPass: boolean;
  /** Set when a `Match final` was met: ssh then reads everything a second time. */
  wantsFinalPass: boolean;
  settings: SshSettings;
  /** Keywords of `refused` that an earlier line switched off. */
  settled: Set<string>;
}

const maxDepth = 16;

/**
 * @param given what the target says itself; it wins, and `Match user` sees it.
 * @throws ConnectionError `unreachable`
 */
export async function readSshConfig(
  alias: string,
  given: { user?: string; port?: number; proxyJump?: string },
  files: SshConfigFiles,
): Promise<SshSettings> {
  const wanted: Wanted = {
    alias,
    hostName: alias,
    files,
    finalPass: false,
    wantsFinalPass: false,
    settings: { identityFiles: [], ...given },
    settled: new Set(given.proxyJump === undefined ? [] : ['proxycommand']),
  };
  const pass = async (): Promise<void> => {
    await readOne(wanted, files.user, join(files.home, '.ssh'), true, 0, true);
    await readOne(wanted, files.system, dirname(files.system), false, 0, true);
  };
  await pass();
  if (wanted.wantsFinalPass) {
    wanted.finalPass = true;
    // The manual does not say it: in this pass `Host` is held against the name that HostName gave, which is settled now.
    wanted.hostName = expandHostName(wanted.settings.hostName, alias);
    wanted.settings.hostName = wanted.hostName.replaceAll('%', '%%');
    await pass();
  }
  return wanted.settings;
}

async function readOne(
  wanted: Wanted,
  file: string,
  folder: string,
  mustBeOurs: boolean,
  depth: number,
  activeAtStart: boolean,
): Promise<void> {
  const text = await readConfigFile(file, mustBeOurs);
  if (text === null) return;
  let active = activeAtStart;
  for (const line of readConfigLines(text, file)) {
    if (line.words.length === 0 || line.words[0] === '')
      throw refuse(line, `${line.keyword} is without a value, or its quotes do not close`);
    if (line.keyword === 'host') active = activeAtStart && matchesPatterns(wanted.hostName, line.words);
    else if (line.keyword === 'match') active = matches(wanted, line, activeAtStart);
    // ssh reads these in blocks that do not apply too: a `Match final` in there counts.
    else if (line.keyword === 'include') {
      if (depth >= maxDepth) throw refuse(line, 'includes too deep');
      for (const word of line.words)
        for (const included of await glob(expandHome(word, wanted.files.home), folder))
          await readOne(wanted, included, folder, mustBeOurs, depth + 1, active);
    } else if (active) take(wanted, line);
  }
}

function matches(wanted: Wanted, line: ConfigLine, isReachable: boolean): boolean {
  const { alias, settings, files } = wanted;
  const words = line.words.flatMap((word) => /^(!?[a-z]+)=(.*)$/i.exec(word)?.slice(1) ?? [word]);
  const criteria: { name: string; holds: boolean }[] = [];
  let runs = false;
  while (words.length > 0) {
    const attribute = words.shift()!.toLowerCase();
    const negated = attribute.startsWith('!');
    const name = negated ? attribute.slice(1) : attribute;
    if (name === 'final') wanted.wantsFinalPass = true;
    let holds: boolean;
    if (name === 'all') holds = true;
    else if (name === 'canonical' || name === 'final') holds = wanted.finalPass;
    else {
      const argument = words.shift();
      if (argument === undefined) throw refuse(line, `Match ${name} is without a value`);
      const patterns = argument.split(',');
      const lower = (text: string): string => text.toLowerCase();
      if (name === 'host')
        holds = matchesPatterns(lower(expandHostName(settings.hostName, alias, line)), patterns.map(lower));
      else if (name === 'originalhost') holds = matchesPatterns(lower(alias), patterns.map(lower));
      else if (name === 'user') holds = matchesPatterns(settings.user ?? files.localUser, patterns);
      else if (name === 'localuser') holds = matchesPatterns(files.localUser, patterns);
      else if (name === 'exec') {
        runs = true;
        continue;
      } else throw refuse(line, `Match ${name} is not supported here`);
    }
    criteria.push({ name, holds: holds !== negated });
  }
  const holds = isReachable && criteria.every((criterion) => criterion.holds);
  if (holds && runs) throw refuse(line, 'Match exec would run a program, which a check never does');
  return holds;
}

/** With HostName's only tokens (ssh_config(5)), in lower case, as ssh looks it up and fills it in elsewhere. */
export function expandHostName(hostName: string | undefined, alias: string, where?: ConfigLine): string {
  const expanded = (hostName ?? alias).replace(/%(.?)/g, (token, letter: string) => {
    if (letter === 'h') return alias;
    if (letter === '%') return '%';
    const message = `HostName holds ${token}, which ssh does not know there`;
    throw where ? refuse(where, message) : new ConnectionError('unreachable', message);
  });
  return isIP(expanded) ? expanded : expanded.toLowerCase();
}

/** Programs that ssh would run or load, and rules of trust that are not read here. `none` or `no` switches each off. */
const refused: Readonly<Record<string, string>> = {
  proxycommand:
    'ProxyCommand would run a program, which a check never does: use ProxyJump, or give ssh.jump in the target',
  knownhostscommand: 'KnownHostsCommand would run a program, which a check never does: use a known_hosts file',
  pkcs11provider: 'PKCS11Provider would load a library, which a check never does: load the key into ssh-agent',
  revokedhostkeys: 'RevokedHostKeys is not read here: mark the keys as @revoked in known_hosts',
  canonicalizehostname: 'CanonicalizeHostname is not supported here: give the full name as HostName',
};

function take({ settings, settled }: Wanted, line: ConfigLine): void {
  const { keyword, words } = line;
  const [value = ''] = words;
  const reason = refused[keyword];
  if (reason) {
    if (settled.has(keyword)) return;
    if (!/^(?:none|no|false)$/i.test(value)) throw refuse(line, reason);
    settled.add(keyword);
    // As with ssh: the first of the two settles both.
    if (keyword === 'proxycommand') settings.proxyJump = 'none';
    return;
  }
  if (keyword.endsWith('knownhostsfile') && words.length > 1 && words.some(isNone))
    throw refuse(line, `${keyword}: none stands alone`);
  if (keyword === 'userknownhostsfile') settings.userKnownHostsFiles ??= words;
  else if (keyword === 'globalknownhostsfile') settings.globalKnownHostsFiles ??= words;
  else if (singleValued.has(keyword)) {
    if (words.length > 1) throw refuse(line, 'has more than one value');
    if (keyword === 'hostname') settings.hostName ??= value;
    else if (keyword === 'user') settings.user ??= value;
    else if (keyword === 'port') settings.port ??= portOf(value, line);
    else if (keyword === 'identityfile') addOnce(settings.identityFiles, value);
    else if (keyword === 'identitiesonly') settings.identitiesOnly ??= flagOf(value, line);
    else if (keyword === 'identityagent') settings.identityAgent ??= value;
    else if (keyword === 'proxyjump') {
      settings.proxyJump ??= value;
      settled.add('proxycommand');
    } else settings.hostKeyAlias ??= value.toLowerCase();
  }
}

const isNone = (word: string): boolean => word.toLowerCase() === 'none';

const addOnce = (values: string[], value: string): void => {
  if (!values.includes(value)) values.push(value);
};

const singleValued = new Set([
  'hostname',
  'user',
  'port',
  'identityfile',
  'identitiesonly',
  'identityagent',
  'proxyjump',
  'hostkeyalias',
]);

function portOf(value: string, line: ConfigLine): number {
  const port = /^\d{1,5}$/.test(value) ? Number(value) : 0;
  if (port < 1 || port > 65535) throw refuse(line, `Port ${value} is no port`);
  return port;
}

function flagOf(value: string, line: ConfigLine): boolean {
  if (value === 'yes' || value === 'true') return true;
  if (value === 'no' || value === 'false') return false;
  throw refuse(line, `${line.keyword} is yes or no`);
}

const refuse = ({ file, line }: ConfigLine, message: string): ConnectionError =>
  new ConnectionError('unreachable', `${file}:${line}: ${message}`);
