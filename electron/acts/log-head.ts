import { ownAccounts } from '../keychain/accounts';
import type { Keychain } from '../keychain/keychain';
import type { HeadMemory } from '../store/log-head';

/**
 * A hash chain is made again by whoever can write its folder, and a folder that was put back to yesterday's is whole. So the
 * end of the log that was acknowledged last stands in the keychain too, where a copy of the folder does not reach.
 */
export function headMemory(keychain: Keychain, review: string): HeadMemory {
  const account = ownAccounts.logHead(review);
  return {
    recall: async () => {
      const [, seq, hash] = /^(\d{1,9}) ([0-9a-f]{64})$/.exec((await keychain.get(account))?.toString() ?? '') ?? [];
      return seq && hash ? { seq: Number(seq), hash } : null;
    },
    remember: ({ seq, hash }) => keychain.set(account, Buffer.from(`${seq} ${hash}`)),
  };
}
