import type { Keychain, KeychainName } from './keychain';
import { memoryKeychain } from './memory';
import { osKeychain } from './os';

/** Rejects with KeychainError `unavailable` when the operating system's was asked for and there is none. */
export const openKeychain = async (name: KeychainName): Promise<Keychain> =>
  name === 'memory' ? memoryKeychain() : await osKeychain();
