/** Where secrets are kept: the operating system's keychain, or memory for the demo and tests. Chosen by name, never silently. */
export interface Keychain {
  readonly name: KeychainName;
  /** Null when nothing is kept under that account. The caller may wipe the buffer. */
  get(account: string): Promise<Buffer | null>;
  set(account: string, secret: Uint8Array): Promise<void>;
  /** Whether there was anything to remove. */
  remove(account: string): Promise<boolean>;
}

export const keychainNames = ['os', 'memory'] as const;
export type KeychainName = (typeof keychainNames)[number];

/** The service under which the operating system files every entry of ours. */
export const keychainService = 'gonogo';

/**
 * `unavailable`: this machine has no keychain that could be asked. `failed`: it has one, and it refused (locked, or the
 * prompt was dismissed). `damaged`: an entry of ours cannot be read. The message is one line for people.
 */
export class KeychainError extends Error {
  override readonly name = 'KeychainError';
  constructor(
    readonly code: 'unavailable' | 'failed' | 'damaged',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
