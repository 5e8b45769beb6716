import { join } from 'node:path';
import { shell } from 'electron';
import { isGonogo } from '../../shared/record/file-names';
import type { Release } from '../../shared/review/events';
import { viewIdentity } from '../acts/keyring';
import { UserError } from '../user-error';
import { confirmTrust } from './confirm-trust';
import type { Desk } from './desk';
import type { Handlers } from './router';

/** What works on records is loaded with the first of them: the window asks at its start whether one was handed over. */
export function recordHandlers({ reviews, keyring, dialogs, trusted, given }: Desk): Pick<Handlers, 'record'> {
  /** What this session wrote: the page may show these and no others. */
  const written = new Set<string>();
  return {
    record: {
      export: async ({ review: id, passphrase }) => {
        const review = await reviews.open(id);
        const state = review.state!;
        if (!state.frozen) throw new UserError('the review is not frozen yet: every role votes first');
        const { openIdentity, signRecord } = await import('../acts/sign-record');
        const keychain = await keyring.of(await reviews.isPractice(id));
        const identity = await openIdentity(keychain, passphrase);
        const decision = await reviews.decisionOf(review);
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
      verify: async ({ path }) => {
        const { verifyRecord } = await import('../record/verify');
        return verifyRecord(given.check(path), { trust: await trusted.pem(), now: new Date() });
      },
      compare: async ({ before, after }) => {
        const { compareRecords } = await import('../acts/compare-records');
        return compareRecords(given.check(before), given.check(after));
      },
      trustSigner: async ({ path, sha256 }) => {
        const { readSigner } = await import('../acts/read-signer');
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
