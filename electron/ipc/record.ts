import { join } from 'node:path';
import { shell } from 'electron';
import { isGonogo } from '../../shared/record/file-names';
import type { Release } from '../../shared/review/events';
import { compareRecords } from '../acts/compare-records';
import { viewIdentity } from '../acts/keyring';
import { readSigner } from '../acts/read-signer';
import { openIdentity, signRecord } from '../acts/sign-record';
import { verifyRecord } from '../record/verify';
import { UserError } from '../user-error';
import { confirmTrust } from './confirm-trust';
import type { Desk } from './desk';
import type { Handlers } from './router';

export function recordHandlers({ reviews, keyring, dialogs, trusted, given }: Desk): Pick<Handlers, 'record'> {
  /** What this session wrote: the page may show these and no others. */
  const written = new Set<string>();
  return {
    record: {
      export: async ({ review: id, passphrase }) => {
        const review = await reviews.open(id);
        const state = review.state!;
        if (!state.frozen) throw new UserError('the review is not frozen yet: every role votes first');
        const keychain = await keyring.of(await reviews.isPractice(id));
        const identity = await openIdentity(keychain, passphrase);
        const decision = reviews.decisionOf(review);
        const yes = await dialogs.confirm({
          message: `Sign ${decision.toUpperCase()} for ${state.target.name} (${state.target.environment})?`,
          detail: `${sayRelease(state.release)}\nTarget ${state.targetSha256.slice(0, 16)}…, event log head ${review.events.at(-1)!.hash.slice(0, 16)}…\nSigned with the key of the certificate ${identity.sha256.slice(0, 16)}…`,
          yes: `Sign ${decision.toUpperCase()}`,
        });
        if (!yes) return null;
        const day = new Date().toISOString().slice(0, 10);
        const name = `${state.target.name.replace(/[^\p{L}\p{N}]+/gu, '-')}-${day}-record`;
        const path = await dialogs.save('Where the record goes', name, [
          { name: 'A folder', extensions: ['*'] },
          { name: 'One .gonogo file', extensions: ['gonogo'] },
        ]);
        if (path === null) return null;
        const { sha256 } = await signRecord(review, identity, path);
        written.add(path);
        given.give(path);
        return { path, sha256 };
      },
      pick: async ({ from, as }) => {
        const title = pickTitles[as];
        const path =
          from === 'folder'
            ? await dialogs.folder(title)
            : await dialogs.file(title, [{ name: 'Go/No-Go record', extensions: ['gonogo'] }]);
        if (path !== null) given.give(path);
        return path;
      },
      takeHanded: () => given.takeHanded(),
      takeDropped: () => given.takeDropped(),
      verify: async ({ path }) => verifyRecord(given.check(path), { trust: await trusted.pem(), now: new Date() }),
      compare: ({ before, after }) => compareRecords(given.check(before), given.check(after)),
      trustSigner: async ({ path, sha256 }) => {
        const pem = await readSigner(given.check(path), sha256);
        const yes = await confirmTrust(dialogs, [viewIdentity(pem)]);
        if (yes) await trusted.add(pem);
        return yes;
      },
      show: ({ path }) => {
        if (!written.has(path)) throw new UserError(`${path}: was not written by this session`);
        shell.showItemInFolder(isGonogo(path) ? path : join(path, 'report.html'));
      },
    },
  };
}

const pickTitles = { record: 'A record', earlier: 'The earlier record', later: 'The later record' } as const;

function sayRelease(release: Release | null): string {
  if (!release) return 'No release was named';
  const what =
    release.kind === 'commit'
      ? `Commit ${release.commit}${release.clean ? '' : ', working tree not clean'}`
      : release.kind === 'image'
        ? `Image ${release.digest}`
        : `Files with list hash ${release.sha256}`;
  return release.ticket ? `${what}, ${release.ticket}` : what;
}
