import { z } from 'zod';
import { defineFact, type FactValue, type Read, seen, unseen } from '../../fact';

const rootLogin = z.enum(['yes', 'no', 'prohibit-password', 'forced-commands-only']);
const conditionSchema = z.enum(['user', 'group', 'host', 'address', 'localaddress', 'localport', 'other']);

/** What sshd allows a stranger who signs in as root, by `sshd -T -C`, and what Match blocks say for others. */
export const sshd = defineFact({
  id: 'host.sshd',
  schema: z.strictObject({
    permitRootLogin: rootLogin,
    permitEmptyPasswords: z.boolean(),
    passwordAuthentication: z.boolean(),
    keyboardInteractive: z.boolean(),
    ports: z.array(z.number().int().min(1).max(65535)).min(1).max(64),
    /** Match blocks that set one of these. Null: the files could not be read, so it is not known what they say. */
    matchBlocks: z
      .array(
        z.strictObject({
          /** Kinds of condition; for whom exactly is not kept. */
          conditions: z.array(conditionSchema),
          /** False when it names users, and root is not among them. */
          mayBeRoot: z.boolean(),
          /** `unreadable`: a value that is none of the option's. */
          permitRootLogin: z.union([rootLogin, z.literal('unreadable')]).nullable(),
          permitEmptyPasswords: z.enum(['yes', 'no', 'unreadable']).nullable(),
          passwordAuthentication: z.enum(['yes', 'no', 'unreadable']).nullable(),
          keyboardInteractive: z.enum(['yes', 'no', 'unreadable']).nullable(),
        }),
      )
      .max(500)
      .nullable(),
  }),
});
export type Sshd = FactValue<typeof sshd>;
export type SshdMatchBlock = NonNullable<Sshd['matchBlocks']>[number];

/**
 * `effective`: the output of `sshd -T`, null where sshd would not run (without /run/sshd, before a socket has started it).
 * `files`: `== path` and the file, for sshd_config and each file of sshd_config.d; null when unreadable.
 */
export function parseSshd({ effective, files }: { effective: string | null; files: string | null }): Read<Sshd> {
  const settings = effective === null ? (files === null ? null : settingsOfFiles(files)) : keywords(effective);
  if (!settings) return unseen('malformed', { what: "sshd's configuration" });
  const one = (keyword: string, otherwise: string) =>
    settings.get(keyword)?.[0] ?? (effective === null ? otherwise : undefined);
  // Defaults by sshd_config(5), for when only the files speak.
  const root = readRootLogin(one('permitrootlogin', 'prohibit-password'));
  const flags = [
    readFlag(one('permitemptypasswords', 'no')),
    readFlag(one('passwordauthentication', 'yes')),
    readFlag(one('kbdinteractiveauthentication', one('challengeresponseauthentication', 'yes') ?? 'yes')),
  ];
  const ports = (settings.get('port') ?? (effective === null ? ['22'] : [])).map((port) =>
    /^\d{1,5}$/.test(port) ? Number(port) : 0,
  );
  if (!root || flags.includes(null) || ports.length === 0 || ports.some((port) => port < 1 || port > 65535))
    return unseen('malformed', { what: effective === null ? "sshd's configuration" : 'sshd -T' });
  const [permitEmptyPasswords, passwordAuthentication, keyboardInteractive] = flags.map((flag) => flag === 'yes');
  return seen({
    permitRootLogin: root,
    permitEmptyPasswords: permitEmptyPasswords!,
    passwordAuthentication: passwordAuthentication!,
    keyboardInteractive: keyboardInteractive!,
    ports: ports.slice(0, 64),
    matchBlocks: files === null ? null : readMatchBlocks(files),
  });
}

const optionLine = /^\s*([A-Za-z]+)(?:\s*=\s*|\s+)(.*?)\s*$/;
const keywords = (text: string): Map<string, string[]> => {
  const values = new Map<string, string[]>();
  for (const line of text.split('\n')) {
    const match = optionLine.exec(line);
    if (!match) continue;
    const keyword = match[1]!.toLowerCase();
    values.set(keyword, [...(values.get(keyword) ?? []), match[2]!.replace(/^"(.*)"$/, '$1')]);
  }
  return values;
};

/** The part for everyone, in the order in which sshd reads it: the first value of an option counts (sshd_config(5)). */
function settingsOfFiles(files: string): Map<string, string[]> | null {
  const parts = files.split(/^== (\S+)\n/m).slice(1);
  const forAll = (text: string) => text.split(/^\s*match\s/im)[0]!;
  const byPath = new Map<string, string>();
  for (let i = 0; i + 1 < parts.length; i += 2) byPath.set(parts[i]!, forAll(parts[i + 1]!));
  const main = byPath.get('/etc/ssh/sshd_config');
  if (main === undefined) return null;
  byPath.delete('/etc/ssh/sshd_config');
  const included = [...byPath.values()].join('\n');
  const whole = main.replace(/^\s*Include\s+"?\/etc\/ssh\/sshd_config\.d\/\*\.conf"?\s*$/im, () => included);
  return /^\s*include\s/im.test(whole) ? null : keywords(whole);
}

type RootLogin = z.infer<typeof rootLogin>;
/** `without-password` is the older name; `sshd -T` still prints it. */
const readRootLogin = (value: string | undefined): RootLogin | null => {
  const given = value?.toLowerCase();
  const name = given === 'without-password' ? 'prohibit-password' : given;
  const parsed = rootLogin.safeParse(name);
  return parsed.success ? parsed.data : null;
};
const readFlag = (value: string | undefined): 'yes' | 'no' | null =>
  value?.toLowerCase() === 'yes' ? 'yes' : value?.toLowerCase() === 'no' ? 'no' : null;

/** Match blocks reach to the next Match or the end of their file (sshd_config(5)). */
function readMatchBlocks(files: string): SshdMatchBlock[] {
  const blocks: SshdMatchBlock[] = [];
  let block: SshdMatchBlock | null = null;
  for (const line of files.split('\n')) {
    if (line.startsWith('== ')) block = null;
    const match = optionLine.exec(line);
    if (!match) continue;
    const [keyword, value] = [match[1]!.toLowerCase(), match[2]!.replace(/^"(.*)"$/, '$1')];
    if (keyword === 'match') {
      block = newBlock(value);
      blocks.push(block);
    } else if (block) setIn(block, keyword, value);
  }
  return blocks
    .filter((one) =>
      [one.permitRootLogin, one.permitEmptyPasswords, one.passwordAuthentication, one.keyboardInteractive].some(
        (value) => value !== null,
      ),
    )
    .slice(0, 500);
}

function newBlock(conditions: string): SshdMatchBlock {
  const words = conditions.split(/\s+/);
  const kinds = words
    .filter((_word, i) => i % 2 === 0)
    .map((word) => {
      const parsed = conditionSchema.safeParse(word.toLowerCase());
      return parsed.success ? parsed.data : 'other';
    });
  const users = words[words.findIndex((word) => word.toLowerCase() === 'user') + 1];
  return {
    conditions: kinds,
    mayBeRoot: !kinds.includes('user') || users === undefined || /[*?!]|(?:^|,)root(?:,|$)/.test(users),
    permitRootLogin: null,
    permitEmptyPasswords: null,
    passwordAuthentication: null,
    keyboardInteractive: null,
  };
}

/** Within a block the first value of an option counts. */
function setIn(block: SshdMatchBlock, keyword: string, value: string): void {
  const flag = readFlag(value) ?? 'unreadable';
  if (keyword === 'permitrootlogin') block.permitRootLogin ??= readRootLogin(value) ?? 'unreadable';
  if (keyword === 'permitemptypasswords') block.permitEmptyPasswords ??= flag;
  if (keyword === 'passwordauthentication') block.passwordAuthentication ??= flag;
  if (keyword === 'kbdinteractiveauthentication' || keyword === 'challengeresponseauthentication')
    block.keyboardInteractive ??= flag;
}
