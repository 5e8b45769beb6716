import { viewIdentity } from '../acts/keyring';
import { makeIdentity } from '../acts/sign-record';
import { UserError } from '../user-error';
import type { Desk } from './desk';
import type { Handlers } from './router';

const shortestPassphrase = 12;

export function identityHandlers({ reviews, keyring, trusted }: Desk): Pick<Handlers, 'identity'> {
  const isPractice = async (review: string | null): Promise<boolean> =>
    review !== null && (await reviews.isPractice(review));
  return {
    identity: {
      read: async ({ review }) => keyring.identityOf(await isPractice(review)),
      create: async ({ review, ...person }) => {
        const practice = await isPractice(review);
        if (!practice && person.passphrase.length < shortestPassphrase) {
          throw new UserError(`the passphrase of a signing key has at least ${shortestPassphrase} characters`);
        }
        const { certificatePem } = await makeIdentity(await keyring.of(practice), person);
        return viewIdentity(certificatePem);
      },
      trusted: () => trusted.list(),
      trust: ({ pem }) => trusted.add(pem),
      distrust: ({ sha256 }) => trusted.remove(sha256),
    },
  };
}
