import { expect, it } from 'vitest';
import type { Fix } from '../../shared/control';
import { controls } from '../../shared/controls';
import { readFix, renderFix } from '../../shared/fix';
import { quote } from '../../shared/shell';
import { makeTarget } from '../support/review/review-log';

const target = makeTarget();
const fixes = controls.map(({ id, fix }): [string, Fix] => [
  id,
  fix({ target, host: target.hosts[0]!, quote, envFile: '/srv/shop/.env' }),
]);

it.each(fixes)('the text of the fix of %s is read back as it was written', (_, { say, run = [], config }) => {
  const read = readFix(renderFix({ say, run, config }));
  expect(read.say).toBe(say);
  expect(read.run ?? []).toEqual(run);
  expect(read.config).toEqual(config);
});

it('a text from elsewhere stays a sentence', () => {
  expect(readFix('Ask the hoster.')).toEqual({ say: 'Ask the hoster.' });
});
