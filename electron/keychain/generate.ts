import { randomBytes, randomInt } from 'node:crypto';
import { Secret } from '../../shared/secret';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** 24 of 62 characters are 142 bits, and none of them needs quoting in an env file, a URL or a shell. */
function password(): Secret {
  // randomInt rejects instead of reducing modulo, so every character is equally likely.
  return new Secret(Buffer.from(Array.from({ length: 24 }, () => alphabet.charCodeAt(randomInt(alphabet.length)))));
}

/** What we generate, by the key of the environment file. */
export const generators = {
  /** 256 bits, the checklist's `secrets.token_hex(32)`. */
  SECRET_KEY: () => new Secret(Buffer.from(randomBytes(32).toString('hex'), 'latin1')),
  ADMIN_PASSWORD: password,
  DATABASE_PASSWORD: password,
} satisfies Record<string, () => Secret>;

export type GeneratedKey = keyof typeof generators;
export const generatedKeys = Object.keys(generators) as GeneratedKey[];
export const isGeneratedKey = (key: string): key is GeneratedKey => Object.hasOwn(generators, key);
