import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expandHostName, readSshConfig } from '../../../electron/host/ssh-config';
import { describeWith } from '../../support/needs';

let home: string;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'gonogo-config-'));
  mkdirSync(join(home, '.ssh', 'conf.d'), { recursive: true });
});
afterAll(() => rmSync(home, { recursive: true }));

const config = () => join(home, '.ssh', 'config');
const read = async (text: string, alias = 'web', given = {}) => {
  writeFileSync(config(), text, { mode: 0o600 });
  return readSshConfig(alias, given, {
    user: config(),
    system: join(home, 'none'),
    home,
    localUser: userInfo().username,
  });
};

/** The answer of `ssh -G`, in our names. */
const fromSsh = (text: string, alias: string, options: readonly string[] = []) => {
  writeFileSync(config(), text, { mode: 0o600 });
  const printed = execFileSync('ssh', ['-G', '-F', config(), ...options, alias], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const all = printed.split('\n').map((line) => line.split(/ (.*)/s) as [string, string]);
  const first = (name: string) => all.find(([key]) => key === name)?.[1];
  return {
    hostName: first('hostname'),
    user: first('user'),
    port: Number(first('port')),
    identityFiles: all.filter(([key]) => key === 'identityfile').map(([, value]) => value),
    identitiesOnly: first('identitiesonly') === 'yes',
    proxyJump: first('proxyjump'),
    hostKeyAlias: first('hostkeyalias'),
    identityAgent: first('identityagent'),
    userKnownHostsFiles: first('userknownhostsfile'),
  };
};

const defaults = [
  '~/.ssh/id_rsa',
  '~/.ssh/id_ecdsa',
  '~/.ssh/id_ecdsa_sk',
  '~/.ssh/id_ed25519',
  '~/.ssh/id_ed25519_sk',
  '~/.ssh/id_xmss',
  '~/.ssh/id_dsa',
];
const asSsh = async (text: string, alias: string, given = {}) => {
  const settings = await read(text, alias, given);
  return {
    hostName: expandHostName(settings.hostName, alias),
    user: settings.user ?? userInfo().username,
    port: settings.port ?? 22,
    identityFiles: settings.identityFiles.length > 0 ? settings.identityFiles : defaults,
    identitiesOnly: settings.identitiesOnly ?? false,
    proxyJump: settings.proxyJump === 'none' ? undefined : settings.proxyJump,
    hostKeyAlias: settings.hostKeyAlias,
    identityAgent: settings.identityAgent,
    userKnownHostsFiles:
      settings.userKnownHostsFiles?.join(' ') ??
      `${userInfo().homedir}/.ssh/known_hosts ${userInfo().homedir}/.ssh/known_hosts2`,
  };
};

const byHand: [string, string][] = [
  ['nothing', ''],
  ['a block', 'Host web\n  HostName shop.example\n  User deploy\n  Port 2222\n'],
  ['equals signs', 'Host=web\nHostName=shop.example\nUser = deploy\nPort= 2222\n'],
  ['case of keywords', 'HOST web\nhostNAME shop.example\nuSeR deploy\n'],
  ['first value wins', 'Host web\nUser one\nHost *\nUser two\nPort 23\nHost web\nPort 24\n'],
  ['lines in front of all blocks', 'User early\nHost web\nUser late\n'],
  ['wildcards', 'Host w?b\nUser q\nHost *.example\nPort 1\nHost we*\nPort 2\n'],
  ['negation', 'Host * !web\nUser not\nHost !web *\nPort 9\nHost *\nUser yes\n'],
  ['negation alone', 'Host !other\nUser x\n'],
  ['several patterns', 'Host a b web c\nUser found\n'],
  ['quotes', 'Host "web"\nUser "deploy"\nIdentityFile "~/my keys/id"\n'],
  ['single quotes', "Host web\nUser 'deploy'\nIdentityFile '/keys/a b'\n"],
  ['quotes within a word', 'IdentityFile /keys/"a b"/id\n'],
  ['escaped blank', 'IdentityFile /keys/a\\ b\n'],
  ['comments', '# User no\nHost web # here\nUser deploy # there\nIdentityFile /keys/id#1\n'],
  ['several identities', 'IdentityFile /a\nHost web\nIdentityFile /b\nIdentityFile ~/.ssh/%h-%r\n'],
  ['identities only', 'IdentitiesOnly yes\nIdentityFile /a\n'],
  ['agent', 'IdentityAgent none\n'],
  ['agent by path', 'IdentityAgent "/run/my agent"\n'],
  ['jump', 'Host web\nProxyJump a@b:22,c\n'],
  ['jump none', 'ProxyJump none\nHost web\nProxyJump other\n'],
  ['jump before command', 'ProxyJump bastion\nProxyCommand nc %h %p\n'],
  ['host key alias', 'HostKeyAlias Shop\n'],
  ['known hosts files', 'UserKnownHostsFile /a "/b c"\nUserKnownHostsFile /d\n'],
  ['host name with tokens', 'HostName %h.shop.example\n'],
  ['host name with percent', 'HostName %%h\n'],
  ['match host', 'Match host web\nUser a\nMatch host other\nPort 1\nMatch host w*,x\nPort 2\n'],
  [
    'match host sees HostName',
    'Host web\nHostName shop.example\nMatch host shop.example\nUser a\nMatch originalhost web\nPort 7\n',
  ],
  ['match user', 'User deploy\nMatch user deploy\nPort 5\nMatch user root\nHostName no\n'],
  [
    'match localuser',
    `Match localuser ${userInfo().username}\nPort 5\nMatch !localuser ${userInfo().username}\nUser no\n`,
  ],
  ['match all', 'Match all\nUser a\n'],
  ['match negated', 'Match !host web\nUser no\nMatch !host other\nUser yes\n'],
  ['match several', 'User u\nMatch host web user u\nPort 3\nMatch host web user v\nHostName no\n'],
  ['match with equals', 'Match host=web\nUser yes\n'],
  ['match final', 'Match final\nUser last\nHost web\nPort 3\n'],
  ['match final host', 'Match final host shop.example\nUser last\nHost web\nHostName shop.example\n'],
  ['Host in the final pass', 'Host web\nHostName S1\nMatch final\nPort 9\nHost s1\nUser final\nHost S1\nUser no\n'],
  ['= after a keyword in quotes', '"User"=bob\n'],
  ['Include with brackets', 'Include INC/[a-p]ne.conf INC/[!t]*.conf\nUser late\n'],
  ['final in an include of another block', 'Host other\nInclude INC/final.conf\nMatch canonical\nUser final\n'],
  ['match exec that cannot apply', 'Match host other exec "false"\nUser no\n'],
  ['proxy command of another host', 'Host other\nProxyCommand nc %h %p\nHost web\nUser yes\n'],
  ['proxy command none', 'ProxyCommand none\nProxyJump bastion\n'],
  ['known hosts command none first', 'KnownHostsCommand none\nHost web\nKnownHostsCommand /bin/false\n'],
  ['tabs, blanks and CRLF', '\tHost\tweb  \r\n\t\tUser\tdeploy \r\n'],
  ['Include', 'Include INC/one.conf\nUser late\n'],
  ['Include with a pattern', 'Host web\nInclude INC/*.conf\nHost *\nUser late\n'],
  ['Include in a block that does not apply', 'Host other\nInclude INC/one.conf\nHost *\nUser late\n'],
  ['Include of nothing', 'Include INC/none*.conf\nUser x\n'],
  ['block within an include ends there', 'Include INC/two.conf\nPort 99\n'],
];

describeWith(['ssh'], 'ssh_config, with ssh -G as the oracle', () => {
  beforeAll(() => {
    const folder = join(home, '.ssh', 'conf.d');
    writeFileSync(join(folder, 'one.conf'), 'User included\nHost web\nPort 1111\n', { mode: 0o600 });
    writeFileSync(join(folder, 'final.conf'), 'Match final\nPort 3333\n', { mode: 0o600 });
    writeFileSync(join(folder, 'two.conf'), 'Host other\nPort 2222\n', { mode: 0o600 });
  });
  const here = (text: string) => text.replaceAll('INC', join(home, '.ssh', 'conf.d'));

  it.each(byHand)('%s', async (_, text) => {
    expect(await asSsh(here(text), 'web')).toEqual(fromSsh(here(text), 'web'));
  });

  it.each([
    ['user', 'User config\nMatch user given\nPort 7\n', { user: 'given' }, ['-l', 'given']],
    ['port', 'Port 7\n', { port: 8 }, ['-p', '8']],
    ['jump', 'ProxyCommand nc %h %p\nProxyJump no\n', { proxyJump: 'bastion' }, ['-J', 'bastion']],
  ])('what the target gives wins: %s', async (_, text, given, options) => {
    expect(await asSsh(text, 'web', given)).toEqual(fromSsh(text, 'web', options));
  });
});

describe('what ssh would run is refused with file and line', () => {
  it.each([
    ['Host web\n  ProxyCommand nc %h %p\n', 2, 'ProxyCommand'],
    ['User x\nMatch host web exec "touch /tmp/x"\nPort 1\n', 2, 'Match exec'],
    ['Match exec true\nPort 1\n', 1, 'Match exec'],
    ['KnownHostsCommand /bin/true\n', 1, 'KnownHostsCommand'],
    ['PKCS11Provider /lib/x.so\n', 1, 'PKCS11Provider'],
    ['RevokedHostKeys /etc/revoked\n', 1, 'RevokedHostKeys'],
    ['CanonicalizeHostname yes\n', 1, 'CanonicalizeHostname'],
    ['Port 0\n', 1, 'no port'],
    ['User "a\n', 1, 'quotes'],
    ['IdentitiesOnly maybe\n', 1, 'yes or no'],
  ])('%j', async (text, line, words) => {
    await expect(read(text)).rejects.toMatchObject({
      code: 'unreachable',
      message: expect.stringMatching(new RegExp(`^${config()}:${line}: .*${words}`)),
    });
  });

  it('a file that others may write is refused, as ssh does', async () => {
    writeFileSync(config(), 'User x\n');
    chmodSync(config(), 0o666);
    await expect(readSshConfig('web', {}, { user: config(), system: '/none', home, localUser: 'x' })).rejects.toThrow(
      'others may write it',
    );
    chmodSync(config(), 0o600);
  });

  it('an include that includes itself ends', async () => {
    await expect(read(`Include ${config()}\n`)).rejects.toThrow('includes too deep');
  });

  it('relative includes start in ~/.ssh', async () => {
    writeFileSync(join(home, '.ssh', 'relative.conf'), 'User relative\n', { mode: 0o600 });
    expect((await read('Include relative.conf\n')).user).toBe('relative');
  });
});
