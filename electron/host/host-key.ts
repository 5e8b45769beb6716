import { ConnectionError } from './connection-error';
import {
  fingerprintOf,
  judgeHostKey,
  type KnownHosts,
  type KnownKey,
  keyType,
  knownKeyTypes,
  readKnownHosts,
  rememberHostKey,
  type Trust,
} from './known-hosts';
import type { Hop } from './ssh-route';

/** Whether a key that nobody trusts yet is trusted from now on. `shown`: its type and fingerprint, as people see it. */
export type AcceptHostKey = (fingerprint: string, shown: string) => boolean;

/** How a server's key came to be trusted. Only the first two were known before this run. */
export type TrustedBy = 'pin' | 'known_hosts' | 'accepted-now';

export interface TrustedKey {
  fingerprint: string;
  trustedBy: TrustedBy;
}

/** The key is not the pinned one, but the server may have others. */
export class OtherKeyThanPinned extends ConnectionError {
  constructor(
    readonly type: string,
    message: string,
  ) {
    super('host-key', message);
  }
}

/** Nobody said yet whether this key may be trusted. A key that is known to be another is never this. */
export class UnknownHostKey extends ConnectionError {
  constructor(
    /** Such as `ssh-ed25519`. */
    readonly type: string,
    readonly fingerprint: string,
    message: string,
  ) {
    super('host-key', message);
  }

  get key(): string {
    return `${this.type} ${this.fingerprint}`;
  }
}

export interface HostKeyCheck {
  /** The signature algorithms to ask for, in this order. */
  algorithms: string[];
  /** @throws ConnectionError `host-key`: what the key is, what was expected, and what to do. */
  verify(key: Buffer): Promise<TrustedKey>;
}

/** ssh-rsa and ssh-dss sign with SHA-1: OpenSSH asks for neither any more (8.8, 7.0). */
const algorithmsByType: Readonly<Record<string, readonly string[]>> = {
  'ssh-ed25519': ['ssh-ed25519'],
  'ecdsa-sha2-nistp256': ['ecdsa-sha2-nistp256'],
  'ecdsa-sha2-nistp384': ['ecdsa-sha2-nistp384'],
  'ecdsa-sha2-nistp521': ['ecdsa-sha2-nistp521'],
  'ssh-rsa': ['rsa-sha2-512', 'rsa-sha2-256'],
};

/** Reads known_hosts and says how this server's key is to be judged. `without` are types that the pin is not of. */
export async function hostKeyCheck(
  hop: Hop,
  { accept, without }: { accept: AcceptHostKey; without: readonly string[] },
): Promise<HostKeyCheck> {
  const known = await readKnownHosts([...hop.knownHostsFiles, ...hop.globalKnownHostsFiles]);
  const names = [hop.knownAs, ...(hop.knownWithoutPort === null ? [] : [hop.knownWithoutPort])];
  const types = [...names.flatMap((name) => knownKeyTypes(known, name)), ...Object.keys(algorithmsByType)];
  const algorithms = [...new Set(types)]
    .filter((type) => !without.includes(type))
    .flatMap((type) => algorithmsByType[type] ?? []);
  return { algorithms, verify: (key) => verify(hop, known, key, accept) };
}

async function verify(hop: Hop, known: KnownHosts, key: Buffer, accept: AcceptHostKey): Promise<TrustedKey> {
  const fingerprint = fingerprintOf(key);
  const server = `${hop.alias}: the server at ${hop.address}:${hop.port}`;
  const shown = `${keyType(key)} ${fingerprint}`;
  const trust = judge(hop, known, key);
  if (trust.status === 'revoked')
    throw new ConnectionError(
      'host-key',
      `${server} shows ${shown}, a key that is revoked at ${where(trust.key)}: do not sign in there`,
    );
  if (hop.pin !== null) {
    if (fingerprint === hop.pin) return { fingerprint, trustedBy: 'pin' };
    throw new OtherKeyThanPinned(
      keyType(key),
      `${server} shows the host key ${shown}, but the target pins ${hop.pin}: ask who runs it which is right; if the new one, put it into ssh.hostKey`,
    );
  }
  if (trust.status === 'trusted') return { fingerprint, trustedBy: 'known_hosts' };
  if (trust.status === 'changed') {
    const expected = trust.keys.map((one) => `${one.type} ${one.fingerprint} (${where(one)})`).join(', ');
    const file = trust.keys[0]!.file;
    throw new ConnectionError(
      'host-key',
      `${server} shows the host key ${shown}, but it is known by ${expected}: somebody may sit in between; if the change was announced to you: ssh-keygen -R '${hop.knownAs}' -f '${file}', then --accept-new-host-key`,
    );
  }
  // A person who set up certificates expects them to be checked: a plain key is no stand-in that a flag could let through.
  if (trust.authorities.length > 0)
    throw new ConnectionError(
      'host-key',
      `${server} shows the plain host key ${shown}; known_hosts trusts it only by certificates of an authority (${trust.authorities.map(where).join(', ')}), and host certificates are not supported here: compare the key with the one that who runs it tells you, then put it into ssh.hostKey`,
    );
  const [file] = hop.knownHostsFiles;
  if (!file || !accept(fingerprint, shown))
    throw new UnknownHostKey(
      keyType(key),
      fingerprint,
      `${server} has an unknown host key, ${shown}: compare it with the one that who runs it tells you, then use --accept-new-host-key, or put it into ssh.hostKey`,
    );
  await rememberHostKey(file, hop.knownAs, key).catch((cause) => {
    throw new ConnectionError(
      'host-key',
      `${file}: the new host key of ${hop.alias} could not be written there: give another ssh.knownHostsFile`,
      { cause },
    );
  });
  return { fingerprint, trustedBy: 'accepted-now' };
}

/** As ssh: where the name with its port is unknown, the key may be known under the name alone. */
function judge(hop: Hop, known: KnownHosts, key: Buffer): Trust {
  const trust = judgeHostKey(known, hop.knownAs, key);
  if (trust.status !== 'unknown' || hop.knownWithoutPort === null) return trust;
  const withoutPort = judgeHostKey(known, hop.knownWithoutPort, key);
  return withoutPort.status === 'trusted' || withoutPort.status === 'revoked' ? withoutPort : trust;
}

const where = ({ file, line }: KnownKey): string => `${file}:${line}`;
