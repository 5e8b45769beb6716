import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { Secret } from '../../shared/secret';

const secret = Secret.fromText('canary-5f2a');

test.each([
  ['String()', () => String(secret)],
  ['a template', () => `${secret}`],
  ['JSON', () => JSON.stringify({ secret })],
  ['inspect', () => inspect({ secret }, { depth: 9, showHidden: true })],
  ['an error message', () => new Error(`bad ${secret}`).stack ?? ''],
])('%s shows [secret]', (_, show) => {
  expect(show()).toContain('[secret]');
  expect(show()).not.toContain('canary');
});

test('the bytes are there for who asks by name, until they are wiped', () => {
  const bytes = secret.reveal();
  expect(new TextDecoder().decode(bytes)).toBe('canary-5f2a');
  secret.wipe();
  expect([...bytes].every((byte) => byte === 0)).toBe(true);
});
