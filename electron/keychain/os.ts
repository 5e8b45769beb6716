import type { AsyncEntry } from '@napi-rs/keyring';
import { type Keychain, KeychainError, keychainService } from './keychain';

/**
 * The operating system's keychain. On Linux the Secret Service is asked for by name: left to itself the library falls back to
 * the kernel's keyring without a word, and what is kept there is gone after a reboot.
 * Rejects with KeychainError `unavailable` when there is none.
 */
export async function osKeychain(): Promise<Keychain> {
  const Entry = await loadEntry();
  const ask = async <T>(doing: string, account: string, question: (entry: AsyncEntry) => Promise<T>): Promise<T> => {
    try {
      return await question(new Entry(keychainService, account, { linux: { store: 'secret-service' } }));
    } catch (cause) {
      throw explain(doing, cause);
    }
  };
  const keychain: Keychain = {
    name: 'os',
    get: async (account) => {
      const secret = await ask('read', account, (entry) => entry.getSecret());
      return secret && Buffer.from(secret);
    },
    set: (account, secret) => ask('write', account, (entry) => entry.setSecret(secret)),
    remove: (account) => ask('remove from', account, (entry) => entry.deleteCredential()),
  };
  // So that whoever opens it learns now, and not at the first secret, that nobody answers.
  await keychain.get('gonogo/probe');
  return keychain;
}

async function loadEntry() {
  try {
    // Native code, and needed by few commands.
    return (await import('@napi-rs/keyring')).AsyncEntry;
  } catch (cause) {
    throw new KeychainError(
      'unavailable',
      'The keychain module does not load on this platform; use --keychain memory',
      {
        cause,
      },
    );
  }
}

// "no result found" is what the Secret Service client says when there is no default collection.
function explain(doing: string, cause: unknown): KeychainError {
  const message = cause instanceof Error ? cause.message : String(cause);
  if (process.platform === 'linux' && /dbus|no such interface|serviceunknown|zbus/i.test(message)) {
    return new KeychainError(
      'unavailable',
      'No keychain here: no Secret Service answers on the session D-Bus. Install and unlock one (Debian: apt install gnome-keyring, or KWallet, KeePassXC) and run inside a desktop session or dbus-run-session',
      { cause },
    );
  }
  return new KeychainError(
    'failed',
    `Could not ${doing} the keychain: it may be locked or without a default collection. Unlock it and try again`,
    { cause },
  );
}
