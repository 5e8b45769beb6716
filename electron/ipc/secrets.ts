import { generatedKeys, isGeneratedKey } from '../keychain/generate';
import { KeychainError } from '../keychain/keychain';
import { generateSecrets, listSecrets, removeSecret } from '../keychain/secrets';
import { copySecret } from './clipboard';
import type { Desk } from './desk';
import type { Handlers } from './router';

export function secretsHandlers({ reviews, keyring, dialogs, practice }: Desk): Pick<Handlers, 'secrets'> {
  const scopeOf = async (review: string) => (await reviews.open(review)).state!.target;
  const keychainOf = async (review: string) => keyring.of(await reviews.isPractice(review));
  return {
    secrets: {
      keychain: async () => ({ keychain: keyring.name, missing: await keyring.missing() }),
      list: async ({ review }) => {
        const isPractice = await reviews.isPractice(review);
        const keychain = isPractice ? 'memory' : keyring.name;
        try {
          const kept = await listSecrets(await keychainOf(review), await scopeOf(review));
          const created = new Map(kept.map((secret) => [secret.key, secret.created]));
          const keys = [...new Set<string>([...generatedKeys, ...created.keys()])];
          const secrets = keys.map((key) => ({
            key,
            created: created.get(key) ?? null,
            generated: isGeneratedKey(key),
          }));
          return { keychain, missing: null, secrets };
        } catch (cause) {
          if (!(cause instanceof KeychainError)) throw cause;
          return { keychain, missing: cause.message, secrets: [] };
        }
      },
      generate: async ({ review, keys, replace }) =>
        generateSecrets(await keychainOf(review), await scopeOf(review), {
          keys: keys.filter(isGeneratedKey),
          replace,
        }),
      installInPractice: async ({ review }) =>
        practice.install(review, await keychainOf(review), await scopeOf(review)),
      copy: async ({ review, key }) => {
        const { name, environment } = await scopeOf(review);
        const yes = await dialogs.confirm({
          message: `Copy ${key} of ${name} (${environment}) to the clipboard?`,
          detail:
            'It is cleared after 30 seconds. A clipboard manager, or a clipboard shared with other devices, may keep it longer.',
          yes: 'Copy',
        });
        if (yes) await copySecret(await keychainOf(review), { name, environment }, key);
        return yes;
      },
      remove: async ({ review, key }) => {
        const { name, environment } = await scopeOf(review);
        const yes = await dialogs.confirm({
          message: `Remove ${key} of ${name} (${environment}) from the keychain?`,
          detail: 'There is no way back. What is installed on a server stays there.',
          yes: 'Remove',
        });
        return yes && removeSecret(await keychainOf(review), { name, environment }, key);
      },
    },
  };
}
