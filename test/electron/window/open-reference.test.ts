import { expect, it } from 'vitest';
import { UserError } from '../../../electron/user-error';
import { referenceUrl } from '../../../electron/window/open-reference';
import { controls } from '../../../shared/controls';

const references = controls.flatMap(({ references }) => references.flatMap(({ url }) => url ?? []));

it('opens every reference of the checklist', () => {
  expect(references.length).toBeGreaterThan(20);
  for (const url of references) expect(referenceUrl(url)).toBe(new URL(url).href);
});

const host = new URL(references[0]!).host;
it.each([
  'file:///etc/passwd',
  `file://${host}/share/x`,
  `smb://${host}/share`,
  'javascript:alert(1)',
  `javascript://${host}/%0aalert(1)`,
  `\\\\${host}\\share\\x.exe`,
  `//${host}/`,
  `http://${host}/`,
  `ssh://${host}/`,
  'data:text/html,x',
  'ms-msdt:/id',
  'https://unknown.example/',
  `https://${host}.unknown.example/`,
  `https://${host}@unknown.example/`,
  `https://someone@${host}/`,
  `https://${host}:8443/`,
  '',
])('does not open %s', (text) => {
  expect(() => referenceUrl(text)).toThrow(UserError);
});
