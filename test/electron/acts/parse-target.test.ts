import { expect, it } from 'vitest';
import { parseTarget, parseTargetValue } from '../../../electron/acts/parse-target';

it('says where and what is wrong, in the words of the command line', () => {
  expect(parseTarget('name: Example Shop\nsite:\n  url: https://shop.example\n  logingPath: /login\n')).toEqual({
    ok: false,
    problems: [{ line: 4, words: 'site.logingPath: unknown key; did you mean "loginPath"?' }],
  });
  expect(parseTarget('name: [')).toMatchObject({ ok: false, problems: [{ line: 1 }] });
});

it('judges what a form holds as if it stood in a file', () => {
  const site = { url: 'https://shop.example' };
  const parsed = parseTargetValue({ name: 'Example Shop', site });
  expect(parsed).toMatchObject({ ok: true, target: { name: 'Example Shop', environment: 'production', site } });
  expect(parsed.ok && parseTarget(parsed.yaml)).toEqual(parsed);
  expect(parseTargetValue({ name: 'Example Shop', site, hosts: 'web-1' })).toMatchObject({
    ok: false,
    problems: [{ words: expect.stringMatching(/^hosts: must be a list/) }],
  });
});
