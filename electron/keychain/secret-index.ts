import { z } from 'zod';
import { ownAccounts } from './accounts';
import type { Fingerprint } from './fingerprint';
import { type Keychain, KeychainError } from './keychain';

/**
 * What is kept, per scope. Keychains can be asked for one entry but not, on every system and store, which there are; so the
 * list is an entry itself. It stays in the keychain because it holds fingerprints.
 */
const fingerprint = z.string().regex(/^f1:[0-9a-f]{8}:[0-9a-f]{32}$/) as unknown as z.ZodType<Fingerprint>;
const indexSchema = z.strictObject({
  version: z.literal(1),
  secrets: z.array(z.strictObject({ key: z.string(), created: z.iso.datetime(), fingerprint })),
  /** Of the live values seen on this target's hosts, by key: what another environment's key is compared with. */
  live: z.record(z.string(), fingerprint),
});
export type SecretIndex = z.infer<typeof indexSchema>;

const scopesSchema = z.strictObject({ version: z.literal(1), scopes: z.array(z.string()) });

async function readEntry<T>(keychain: Keychain, account: string, schema: z.ZodType<T>, empty: T): Promise<T> {
  const bytes = await keychain.get(account);
  if (!bytes) return empty;
  try {
    return schema.parse(JSON.parse(bytes.toString('utf8')));
  } catch (cause) {
    // Treating it as empty would forget what is kept, and overwrite it at the next change.
    throw new KeychainError(
      'damaged',
      `The keychain entry ${account} cannot be read; it was changed by another program or a newer gonogo`,
      { cause },
    );
  }
}

export const readIndex = (keychain: Keychain, scope: string): Promise<SecretIndex> =>
  readEntry(keychain, ownAccounts.index(scope), indexSchema, { version: 1, secrets: [], live: {} });

export const readScopes = async (keychain: Keychain): Promise<string[]> =>
  (await readEntry(keychain, ownAccounts.scopes, scopesSchema, { version: 1, scopes: [] })).scopes;

/** The scope is listed first: an index that no list names would be lost. */
export async function writeIndex(keychain: Keychain, scope: string, index: SecretIndex): Promise<void> {
  const scopes = await readScopes(keychain);
  if (!scopes.includes(scope)) {
    await keychain.set(ownAccounts.scopes, json({ version: 1, scopes: [...scopes, scope].sort() }));
  }
  await keychain.set(ownAccounts.index(scope), json(index));
}

const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value), 'utf8');
