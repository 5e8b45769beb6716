import { viewIdentity } from '../acts/keyring';
import { makeIdentity } from '../acts/sign-record';
import { readSigners } from '../acts/trusted-signers';
import { UserError } from '../user-error';
import { confirmTrust } from './confirm-trust';
import type { Desk } from './desk';
import type { Handlers } from './router';

const shortestPassphrase = 12;
/** As many as a native question can show. */
const mostAtOnce = 5;

export function identityHandlers({ reviews, keyring, trusted, dialogs }: Desk): Pick<Handlers, 'identity'> {
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
      trust: async ({ pem }) => {
        const signers = readSigners(pem);
        if (signers.length > mostAtOnce) {
          throw new UserError(
            `these are ${signers.length} certificates: give at most ${mostAtOnce} at once, to compare each`,
          );
        }
        const yes = await confirmTrust(
          dialogs,
          signers.map(({ view }) => view),
        );
        return yes ? trusted.add(pem) : null;
      },
      distrust: ({ sha256 }) => trusted.remove(sha256),
    },
  };
}
