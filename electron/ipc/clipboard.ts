import { clipboard } from 'electron';
import { type SecretScope, secretAccount } from '../keychain/accounts';
import type { Keychain } from '../keychain/keychain';
import { sha256Hex } from '../sha256';
import { UserError } from '../user-error';

const clearedAfter = 30_000;

/** SHA-256 of what we put there, so that only our own value is cleared, and we need not keep it. */
let ours: string | null = null;
let clearing: NodeJS.Timeout | undefined;

/** Puts a value into the clipboard for 30 s. It is asked for by name, in a native question, before this. */
export async function copySecret(keychain: Keychain, scope: SecretScope, key: string): Promise<void> {
  const secret = await keychain.get(secretAccount(scope, key));
  if (!secret) throw new UserError(`${key}: nothing is kept under this name`);
  const text = secret.toString('utf8');
  secret.fill(0);
  await clipboard.writeText(text);
  ours = sha256Hex(text);
  // The value before, which this one replaced, must not take it along.
  clearTimeout(clearing);
  clearing = setTimeout(clearClipboard, clearedAfter).unref();
}

/** Clears the clipboard where it still holds our value; also when the app ends. */
export async function clearClipboard(): Promise<void> {
  const mine = ours;
  ours = null;
  // A promise in newer Electron, the text itself in older.
  if (mine !== null && sha256Hex(await clipboard.readText()) === mine) await clipboard.clear();
}
