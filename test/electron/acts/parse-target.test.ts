import { expect, it } from 'vitest';
import { parseTarget, parseTargetValue } from '../../../electron/acts/parse-target';

it('says where and what is wrong, in the words of the command line', () => {
  const yaml = 'name: Example Shop\nsite:\n  url: https://shop.example\n  logingPath: /login\n';
  expect(parseTarget(yaml)).toEqual({
    ok: false,
    problems: [{ line: 4, at: 'site.logingPath', words: 'unknown key; did you mean "loginPath"?' }],
    yaml,
  });
  expect(parseTarget('name: [')).toMatchObject({ ok: false, problems: [{ line: 1 }] });
});

it('judges what a form holds as if it stood in a file', () => {
  const site = { url: 'https://shop.example' };
  const parsed = parseTargetValue({ name: 'Example Shop', site });
  expect(parsed).toMatchObject({
    ok: true,
    file: { name: 'Example Shop', site },
    target: { name: 'Example Shop', environment: 'production', site },
  });
  expect(parsed.ok && parseTarget(parsed.yaml)).toEqual(parsed);
  expect(
    parseTargetValue({ name: 'Example Shop', hosts: [{ name: 'web-1', roles: ['web'], ssh: { port: 0 } }] }),
  ).toMatchObject({
    problems: [{ at: 'hosts[0].ssh.port' }],
  });
  expect(parseTargetValue({ name: 'Example Shop', site, hosts: 'web-1' })).toMatchObject({
    ok: false,
    problems: [{ at: 'hosts', words: expect.stringMatching(/^must be a list/) }],
  });
});
