import { defineControl, fail, manual, notApplicable, note, pass, withNotes } from '../control';
import { gitRepository } from '../facts/host/git';
import { asvs, cis, nist } from '../references';
import { defineAttested } from './attested';

/** The env file and git: neither now nor ever in the repository. */

const point1 = ['Checklist point 1'];
const references = [...asvs('V13.3.1'), ...cis('16.1'), ...nist('IA-5(7)')];
const inRepository = 'not-in-a-repository';

export const envNotTracked = defineControl({
  id: 'env.not-tracked',
  point: 1,
  severity: 'blocker',
  method: 'automatic/attested',
  scope: 'host:app',
  title: 'git does not track the environment file',
  why: 'Everyone who can clone the repository, now or after it leaks, has the production secrets.',
  expected: 'neither the repository of the app nor one further up tracks it',
  sources: point1,
  references,
  fix: ({ quote, target }) => ({
    say: 'Take the file out of the index (it stays on disk), ignore it, commit, and replace every secret in it: clones keep the old values.',
    run: [
      `git -C ${quote(target.app?.directory ?? '.')} rm --cached -- ${quote(target.app?.envFile ?? '.env')}`,
      `git -C ${quote(target.app?.directory ?? '.')} commit -m 'Stop tracking the environment file'`,
    ],
  }),
  attest: {
    statement: 'In the repository that this app is built from, git ls-files does not list the environment file.',
    evidence: 'the output of "git ls-files" for the file, run in a full clone',
    expiresAfterDays: 90,
  },
  needs: { git: gitRepository },
  words: {
    untracked: ({ root }: { root: string }) => `git does not track it in ${root}`,
    tracked: ({ root, path }: { root: string; path: string }) => `git tracks ${path} in ${root}`,
    'tracked-above': ({ roots }: { roots: string[] }) => `git tracks it in ${roots.join(', ')}`,
    [inRepository]: () =>
      'the app does not lie in a git repository on this host; to attest for the repository that it is built from',
  },
  judge: ({ git: { repository, outerTracked } }) => {
    if (outerTracked.length > 0) return fail('tracked-above', { roots: outerTracked });
    if (!repository) return manual(inRepository);
    const { root, envFile: path, tracked } = repository;
    return tracked ? fail('tracked', { root, path }) : pass('untracked', { root });
  },
});

export const envNotInHistory = defineControl({
  id: 'env.not-in-history',
  point: 1,
  severity: 'blocker',
  method: 'automatic/attested',
  scope: 'host:app',
  title: 'The environment file never was in the history of the repository',
  why: 'A commit that removes the file leaves its old versions in every clone. Scanners find them within minutes once a repository becomes public.',
  expected: 'in a complete repository, no commit of any ref, reflog or stash held it with a secret in it',
  sources: point1,
  references,
  fix: ({ quote, target }) => ({
    say: 'Replace every secret that the history held first: that alone takes effect. Then purge the history in a fresh clone, force-push, and have everyone clone anew. To see which commits held it:',
    run: [
      `git -C ${quote(target.app?.directory ?? '.')} log --all --reflog --full-history --oneline -- ${quote(target.app?.envFile ?? '.env')}`,
      `git filter-repo --invert-paths --path ${quote(target.app?.envFile ?? '.env')}`,
    ],
  }),
  attest: {
    statement:
      'In a full clone with all branches of the repository that this app is built from, the history shows no commit with the environment file.',
    evidence: 'the command printed beside this control, run there, and its empty output',
    expiresAfterDays: 90,
  },
  needs: { git: gitRepository },
  words: {
    never: ({ root }: { root: string }) => `no commit in ${root} ever held it`,
    'without-secrets': ({ versions }: { versions: number }) =>
      `the history has ${versions} ${versions === 1 ? 'version' : 'versions'} of it, none with a secret`,
    held: ({ commits, first }: { commits: number; first: string }) =>
      `${commits} ${commits === 1 ? 'commit' : 'commits'} held or removed it, the first ${first}, with secrets in it`,
    'not-all-read': ({ commits, first }: { commits: number; first: string }) =>
      `${commits} ${commits === 1 ? 'commit' : 'commits'} held or removed it, the first ${first}, and not every version could be read`,
    incomplete: ({ how }: { how: string }) =>
      `the repository on this host is incomplete (${how}); to attest for the whole one`,
    [inRepository]: () =>
      'the app does not lie in a git repository on this host; to attest for the repository that it is built from',
  },
  judge: ({ git: { repository } }) => {
    if (!repository) return manual(inRepository);
    const { root, history, shallow, partial, someBranches } = repository;
    const { commits, versions } = history;
    const first = history.first?.slice(0, 12) ?? '';
    if (history.heldSecrets) return fail('held', { commits, first });
    const how = shallow ? 'shallow' : partial ? 'partial' : someBranches ? 'some branches only' : null;
    if (how !== null) return manual('incomplete', { how });
    if (!history.allRead) return fail('not-all-read', { commits, first });
    return commits === 0 ? pass('never', { root }) : pass('without-secrets', { versions });
  },
});

export const envHistoryRotated = defineControl({
  id: 'env.history-rotated',
  point: 1,
  severity: 'blocker',
  method: 'automatic',
  scope: 'host:app',
  title: 'No secret that the history held is still in use',
  why: 'Purging the history does not reach clones, forks and caches. Only a replaced secret is worthless to whoever has them.',
  expected: 'no version of the environment file in the history has the value of a live secret',
  sources: [...point1, 'Rotation is what ends a leak'],
  references,
  fix: ({ quote, envFile: file }) => ({
    say: 'Replace each of them where it is issued (database, mail provider, the app itself), write the new values into the file, and restart the app.',
    run: [`python3 -c 'import secrets; print(secrets.token_hex(32))'`, `editor ${quote(file)}`],
  }),
  needs: { git: gitRepository },
  words: {
    'no-history': () => 'no history of the file was seen on this host',
    rotated: ({ versions }: { versions: number }) =>
      `none of the ${versions} ${versions === 1 ? 'version' : 'versions'} in the history has a live secret`,
    'still-live': ({ keys }: { keys: string[] }) => `the history holds the live value of ${keys.join(', ')}`,
  },
  judge: ({ git: { repository } }) => {
    if (!repository || repository.history.commits === 0) return notApplicable('no-history');
    const { versions, sameAsLive, allRead } = repository.history;
    if (sameAsLive && sameAsLive.length > 0) return fail('still-live', { keys: sameAsLive });
    if (sameAsLive === null) return { unseen: { code: 'not-collected', params: { fact: 'host.env-file' } } };
    if (!allRead) return { unseen: { code: 'malformed', params: { what: 'a version of the file in the history' } } };
    return pass('rotated', { versions });
  },
});

export const envIgnored = defineControl({
  id: 'env.ignored',
  point: 1,
  severity: 'major',
  method: 'automatic',
  scope: 'host:app',
  title: 'git ignores the environment file',
  why: 'Without an entry in .gitignore one "git add ." commits every secret, in a hurry and unseen.',
  expected: 'an ignore rule matches the file',
  sources: point1,
  references,
  fix: ({ quote, target }) => ({
    say: 'Add the file to .gitignore at the root of the repository, and commit that.',
    run: [
      `printf '%s\\n' ${quote(`/${target.app?.envFile ?? '.env'}`)} >> ${quote(`${target.app?.directory ?? '.'}/.gitignore`)}`,
    ],
  }),
  needs: { git: gitRepository },
  words: {
    ignored: () => 'an ignore rule matches it',
    'ignored-but-tracked': () => 'git tracks the file, so the ignore rule does nothing',
    'not-ignored': () => 'no ignore rule matches it',
    [inRepository]: () => 'the app does not lie in a git repository on this host',
  },
  judge: ({ git: { repository } }) => {
    if (!repository) return notApplicable(inRepository);
    if (!repository.ignored) return fail('not-ignored');
    return repository.tracked ? withNotes(pass('ignored'), [note('ignored-but-tracked')]) : pass('ignored');
  },
});

export const envNoHardcoded = defineAttested({
  id: 'env.no-hardcoded',
  point: 1,
  severity: 'major',
  title: 'No secret stands in the source',
  why: 'A key in the source is known to everyone who ever had the code, and cannot be replaced without a release.',
  expected: 'a secret scanner over the whole history of the repository found nothing',
  sources: ['Checklist point 1 (all sensitive data in environment variables)'],
  references,
  fix: 'Run a secret scanner in a full clone, for example "gitleaks git --redact ." or "trufflehog git file://.", move what it finds into the environment, and replace it.',
  attest: {
    statement: 'A secret scanner over the full history of the repository found no secret that is in use.',
    evidence: "the scanner's report with its values hidden, its version, and the commit that it ended at",
    expiresAfterDays: 90,
  },
});

export const environmentRepositoryControls = [
  envNotTracked,
  envNotInHistory,
  envHistoryRotated,
  envIgnored,
  envNoHardcoded,
];
