import { readFile, stat } from 'node:fs/promises';
import ssh2, { type ParsedKey, type SignCallback, type SigningRequestOptions } from 'ssh2';
import { fingerprintOf, keyType } from './known-hosts';
import type { Hop } from './ssh-route';

const { utils, createAgent, BaseAgent } = ssh2;

/**
 * The keys that are tried, as one agent: those of ssh-agent and those of files. An encrypted file's passphrase is asked for
 * only once the server says that it would take this key.
 */
export class Identities extends BaseAgent<ParsedKey> {
  private readonly agent: InstanceType<typeof BaseAgent<ParsedKey>> | null;
  private readonly unlock = new Map<string, () => Promise<ParsedKey | null>>();
  /** What was offered, for the words of an error. */
  offered = 0;

  constructor(
    private readonly from: Hop['identities'],
    private readonly passphrase: (file: string) => Promise<Buffer | string | null>,
  ) {
    super();
    this.agent = from.agent ? (createAgent(from.agent) as never) : null;
  }

  override getIdentities(done: (error: Error | null | undefined, keys?: ParsedKey[]) => void): void {
    this.list().then(
      (keys) => done(null, keys),
      (error) => done(error as Error),
    );
  }

  private async list(): Promise<ParsedKey[]> {
    const held = await this.agentKeys();
    const files = (await Promise.all(this.from.files.map((file) => this.readIdentity(file)))).filter(
      (key) => key !== null,
    );
    const isIn = (keys: readonly ParsedKey[], key: ParsedKey) => keys.some((other) => idOf(other) === idOf(key));
    const both = held.filter((key) => isIn(files, key));
    const others = this.from.only ? [] : held.filter((key) => !isIn(files, key));
    const onlyFiles = files.filter((key) => !isIn(held, key) && this.unlock.has(idOf(key)));
    for (const key of both) this.unlock.delete(idOf(key));
    // Servers stop after a few attempts: what was named goes first, what merely lies there goes last.
    const keys = this.from.named ? [...both, ...onlyFiles, ...others] : [...both, ...others, ...onlyFiles];
    this.offered = keys.length;
    return keys;
  }

  private agentKeys(): Promise<ParsedKey[]> {
    const { agent } = this;
    if (!agent) return Promise.resolve([]);
    return new Promise((done) =>
      agent.getIdentities((error, keys) => done(error ? [] : ((keys ?? []) as ParsedKey[]))),
    );
  }

  /** The public part; null where the file holds no key that we can use. */
  private async readIdentity(file: string): Promise<ParsedKey | null> {
    const text = await readKeyFile(file);
    if (text === null) return null;
    const key = parse(text);
    if (key?.isPrivateKey()) {
      this.unlock.set(idOf(key), async () => key);
      return key;
    }
    // A public key stands for one that the agent holds.
    if (key) return key;
    const beside = await readKeyFile(`${file}.pub`);
    const shown = beside === null ? publicPart(text) : parse(beside);
    if (!shown) return null;
    this.unlock.set(idOf(shown), async () => {
      const answer = await this.passphrase(file);
      return answer === null ? null : parse(text, answer);
    });
    return shown;
  }

  override sign(
    key: ParsedKey,
    data: Buffer,
    options: SigningRequestOptions | SignCallback,
    callback?: SignCallback,
  ): void {
    const done = (typeof options === 'function' ? options : callback)!;
    const hash = typeof options === 'function' ? undefined : options.hash;
    const unlock = this.unlock.get(idOf(key));
    if (!unlock) {
      if (this.agent) this.agent.sign(key, data, { hash }, done);
      else done(new Error('no such key'));
      return;
    }
    unlock().then(
      (secret) => {
        const signature = secret?.sign(data, hash);
        if (!signature || signature instanceof Error) done(new Error('this key could not be unlocked'));
        else done(null, signature);
      },
      (error) => done(error as Error),
    );
  }
}

const idOf = (key: ParsedKey): string => fingerprintOf(key.getPublicSSH());

async function readKeyFile(file: string): Promise<string | null> {
  const found = await stat(file).catch(() => null);
  return found?.isFile() && found.size <= 65_536 ? readFile(file, 'latin1').catch(() => null) : null;
}

function parse(text: string, passphrase?: Buffer | string): ParsedKey | null {
  const parsed = utils.parseKey(text, passphrase);
  const key = Array.isArray(parsed) ? parsed[0] : parsed;
  return !key || key instanceof Error ? null : key;
}

/** OpenSSH's own format keeps the public key in the clear in front of the encrypted part (PROTOCOL.key). */
function publicPart(text: string): ParsedKey | null {
  const body = /-----BEGIN OPENSSH PRIVATE KEY-----([A-Za-z0-9+/=\s]+)-----END/.exec(text)?.[1];
  const bytes = Buffer.from(body ?? '', 'base64');
  let offset = 'openssh-key-v1\0'.length;
  const string = (): Buffer | null => {
    if (bytes.length < offset + 4) return null;
    const end = offset + 4 + bytes.readUInt32BE(offset);
    if (bytes.length < end) return null;
    const value = bytes.subarray(offset + 4, end);
    offset = end;
    return value;
  };
  // Cipher, key derivation, its options, then the number of keys.
  if (!string() || !string() || !string()) return null;
  offset += 4;
  const key = string();
  return key ? parse(`${keyType(key)} ${key.toString('base64')}`) : null;
}
