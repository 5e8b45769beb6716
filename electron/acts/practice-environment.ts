import type { Target } from '../../shared/target';
import { secretAccount } from '../keychain/accounts';
import type { Keychain } from '../keychain/keychain';
import { UserError } from '../user-error';

/**
 * The generated values as the practice host's env file names them: for the simulated host in this process, and nothing else.
 * Throws UserError when one was not generated yet.
 */
export async function practiceEnvironment(keychain: Keychain, target: Target): Promise<Record<string, string>> {
  const value = async (key: string): Promise<string> => {
    const secret = await keychain.get(secretAccount(target, key));
    if (!secret) throw new UserError(`${key} was not generated yet`);
    return secret.toString('latin1');
  };
  return {
    SECRET_KEY: await value('SECRET_KEY'),
    ADMIN_PASSWORD: await value('ADMIN_PASSWORD'),
    DATABASE_URL: `postgresql://shop:${await value('DATABASE_PASSWORD')}@localhost/shop`,
  };
}
