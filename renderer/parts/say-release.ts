import type { Release } from '../../shared/review/events';
import { words } from '../words';

/** Which change is launched, in one line. */
export function sayRelease(release: Release | null): string {
  const text = words.poll.release;
  if (release === null) return text.none;
  const what =
    release.kind === 'commit'
      ? text.commitOf(release.commit, release.clean)
      : release.kind === 'image'
        ? text.image(release.digest)
        : text.files(release.sha256);
  return release.ticket ? `${what}, ${release.ticket}` : what;
}
