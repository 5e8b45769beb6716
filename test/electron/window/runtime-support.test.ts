import { expect, it } from 'vitest';
import { declared, isOutOfSupport, isTooOld } from '../../../electron/window/runtime-support';
import { devDependencies } from '../../../package.json';

const beforeTheEnd = declared.supportEnds - 1;

it('knows when the Electron of package.json goes out of support', () => {
  expect(devDependencies.electron).toMatch(new RegExp(`^${declared.major}\\.`));
});

it.each([
  ['25.1.1', true, true],
  ['42.9.9', true, true],
  ['43.0.0', false, true],
  ['45.4.1', false, true],
  // What came after this app was made is not known to end.
  ['46.0.0', false, false],
  ['', true, true],
])('%s: too old %s, without updates one day %s', (version, tooOld, endsOneDay) => {
  expect(isTooOld(version)).toBe(tooOld);
  expect(isOutOfSupport(version, beforeTheEnd)).toBe(tooOld);
  expect(isOutOfSupport(version, declared.supportEnds)).toBe(endsOneDay);
});
