import type { Keychain } from './keychain';

/** Lives and dies with the process. */
export function memoryKeychain(): Keychain {
  const kept = new Map<string, Buffer>();
  return {
    name: 'memory',
    get: async (account) => {
      const secret = kept.get(account);
      return secret ? Buffer.from(secret) : null;
    },
    set: async (account, secret) => void kept.set(account, Buffer.from(secret)),
    remove: async (account) => {
      kept.get(account)?.fill(0);
      return kept.delete(account);
    },
  };
}
