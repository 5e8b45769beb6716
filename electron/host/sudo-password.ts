import type { HostConnection } from './connection';
import type { SignInPrompt } from './sign-in';

/**
 * Asks a person for the sudo password of the account, by account, address and host key. Only for a host whose key was known
 * before: nobody has compared a key accepted just now. Null when they would rather not. @throws Error that says so
 */
export async function askSudoPassword(
  host: string,
  { account, address, port, hostKey, trustedBy }: HostConnection,
  ask: SignInPrompt,
): Promise<Buffer | null> {
  if (trustedBy === 'accepted-now')
    throw new Error('the sudo password is never sent in the run that accepts the host key: run again');
  const prompt = `sudo password of ${account} at ${address}:${port} (host key ${hostKey})`;
  const answer = await ask('sudo-password', prompt, { host, echo: false });
  return answer === null ? null : Buffer.from(answer);
}
