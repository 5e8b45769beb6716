import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { goldenFile, verdicts } from '../../fixtures/golden/verdicts';

/**
 * A record names the version of the checklist that judged it, and `verify` judges again when its own is the same. So within
 * a version the same facts must have the same verdicts for ever: where this fails, see test/fixtures/golden/record-verdicts.ts.
 */
test('this version of the checklist says of the recorded facts what it always said', () => {
  expect(verdicts().split('\n'), 'a verdict or the checklist changed: it needs a new version').toEqual(
    readFileSync(goldenFile, 'utf8').split('\n'),
  );
});
