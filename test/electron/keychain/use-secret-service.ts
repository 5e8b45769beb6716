import { openKeychain } from '../../../electron/keychain/open-keychain';
import { generateSecrets, listSecrets, removeSecret } from '../../../electron/keychain/secrets';

/** What the child process of os-keychain.test.ts does in its own D-Bus session. Everything it says is JSON. */
async function askSecretService(): Promise<unknown> {
  try {
    const keychain = await openKeychain('os');
    const scope = { name: 'Example Shop', environment: 'production' };
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, i) => i));
    await keychain.set('gonogo/bytes', bytes);
    const back = await keychain.get('gonogo/bytes');
    await generateSecrets(keychain, scope, { keys: ['SECRET_KEY', 'ADMIN_PASSWORD'], replace: false });
    const again = await generateSecrets(keychain, scope, { keys: ['SECRET_KEY'], replace: false });
    const listed = (await listSecrets(keychain, scope)).map(({ key }) => key);
    return {
      absent: await keychain.get('gonogo/nothing'),
      binary: back?.equals(bytes),
      listed,
      left: again.left,
      removed: [
        await removeSecret(keychain, scope, 'ADMIN_PASSWORD'),
        await removeSecret(keychain, scope, 'ADMIN_PASSWORD'),
      ],
    };
  } catch (error) {
    const { name, code, message } = error as { name: string; code?: string; message: string };
    return { name, code, message };
  }
}

// While it loads: Vite closes its runner right after, and what is imported lazily would not be found any more.
export const result = await askSecretService();
