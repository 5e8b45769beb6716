import ssh2, { type ParsedKey } from 'ssh2';

export interface SshKey {
  /** OpenSSH format. */
  privateKey: string;
  publicKey: ParsedKey;
}

/**
 * A new Ed25519 key. ssh2 drops zero bytes at the beginning of either half, so that one pair in 200 cannot be read back: such
 * a pair is thrown away.
 */
export function newSshKey(): SshKey {
  for (;;) {
    const pair = ssh2.utils.generateKeyPairSync('ed25519');
    const [privateKey, publicKey] = [ssh2.utils.parseKey(pair.private), ssh2.utils.parseKey(pair.public)];
    if (privateKey instanceof Error || publicKey instanceof Error) continue;
    return { privateKey: pair.private, publicKey };
  }
}
