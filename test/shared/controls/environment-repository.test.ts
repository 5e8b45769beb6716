import { describe, expect, test } from 'vitest';
import type { FactValue, Reason } from '../../../shared/fact';
import { gitRepository } from '../../../shared/facts/host/git';
import { repository } from '../../support/environment';
import { factOf, judged } from '../../support/judged';

type Git = FactValue<typeof gitRepository>;
const none: Git = { repository: null, outerTracked: [] };
const noGit: Reason = { code: 'no-tool', params: { tool: 'git' } };
const malformed: Reason = { code: 'malformed', params: { what: "git's answers" } };
const held = { commits: 2, first: 'b'.repeat(40), versions: 1, heldSecrets: true };

const cases = (control: string, rows: readonly (readonly [string, Git | Reason, string, string])[]) =>
  describe(control, () => {
    test.each(rows)('%s', (_, git, status, code) =>
      expect(judged(control, [factOf(gitRepository, git)])).toMatchObject({ status, code }),
    );
  });

cases('env.not-tracked', [
  ['untracked', repository(), 'pass', 'untracked'],
  ['tracked', repository({ tracked: true }), 'fail', 'tracked'],
  ['tracked further up', { ...repository(), outerTracked: ['/srv'] }, 'fail', 'tracked-above'],
  ['tracked further up only', { ...none, outerTracked: ['/srv'] }, 'fail', 'tracked-above'],
  ['without a repository a person must say it', none, 'manual', 'not-in-a-repository'],
  ['without git a person must say it', noGit, 'manual', 'no-tool'],
  ['what makes no sense', malformed, 'manual', 'malformed'],
]);

cases('env.not-in-history', [
  ['never held', repository(), 'pass', 'never'],
  ['held without a secret', repository({ history: { ...held, heldSecrets: false } }), 'pass', 'without-secrets'],
  ['held with a secret', repository({ history: held }), 'fail', 'held'],
  [
    'a version that could not be read',
    repository({ history: { ...held, heldSecrets: false, allRead: false } }),
    'fail',
    'not-all-read',
  ],
  ['shallow', repository({ shallow: true }), 'manual', 'incomplete'],
  ['partial', repository({ partial: true }), 'manual', 'incomplete'],
  ['some branches only', repository({ someBranches: true }), 'manual', 'incomplete'],
  ['shallow, and held all the same', repository({ shallow: true, history: held }), 'fail', 'held'],
  ['without a repository', none, 'manual', 'not-in-a-repository'],
  ['without git', noGit, 'manual', 'no-tool'],
]);

cases('env.history-rotated', [
  ['nothing to rotate', repository(), 'not-applicable', 'no-history'],
  ['without a repository', none, 'not-applicable', 'no-history'],
  ['rotated', repository({ history: held }), 'pass', 'rotated'],
  ['still live', repository({ history: { ...held, sameAsLive: ['SECRET_KEY'] } }), 'fail', 'still-live'],
  ['live values unseen', repository({ history: { ...held, sameAsLive: null } }), 'error', 'not-collected'],
  ['a version that could not be read', repository({ history: { ...held, allRead: false } }), 'error', 'malformed'],
  ['without git', noGit, 'error', 'no-tool'],
]);

cases('env.ignored', [
  ['ignored', repository(), 'pass', 'ignored'],
  ['not ignored', repository({ ignored: false }), 'fail', 'not-ignored'],
  ['without a repository', none, 'not-applicable', 'not-in-a-repository'],
  ['without git', noGit, 'error', 'no-tool'],
]);

test('env.ignored notes that tracking wins over the rule', () =>
  expect(judged('env.ignored', [factOf(gitRepository, repository({ tracked: true }))]).notes).toMatchObject([
    { code: 'ignored-but-tracked' },
  ]));
