import { defineControl, fail, manual, notApplicable, pass } from '../control';
import { type EnvFile, envFile, keyOf } from '../facts/host/env-file';
import { asvs, nist } from '../references';

/** The key that signs the app's sessions. Whoever knows it is whoever they like to be. */

const references = [...asvs('V11.2.3', 'V11.5.1', 'V13.3.1'), ...nist('SC-12', 'IA-5')];
const newKey = `python3 -c 'import secrets; print("SECRET_KEY=" + secrets.token_hex(32))'`;
const fixWith = (say: string) => () => ({ say, run: [newKey] });

const absent = () => 'SECRET_KEY is not set';
const keysOf = (env: EnvFile) =>
  ['SECRET_KEY', 'SECRET_KEY_FALLBACKS'].flatMap((key) => {
    const entry = keyOf(env, key);
    return entry?.set ? [entry] : [];
  });

export const secretKeyStrength = defineControl({
  id: 'secret-key.strength',
  point: 2,
  severity: 'blocker',
  method: 'automatic',
  scope: 'host:app',
  waivable: false,
  title: 'The secret key cannot be guessed',
  why: 'One session cookie is enough to try keys offline, billions a second. With the key an attacker signs a cookie for the administrator.',
  expected: '256 bits at random: 64 hex digits, or 43 characters of token_urlsafe(32); fallback keys as well',
  sources: ['Checklist point 2 (secrets.token_hex(32))', 'Rule secret-key/1'],
  references,
  fix: fixWith(
    'Put a new key into the environment file and restart the app; everyone has to sign in again. To make one:',
  ),
  needs: { env: envFile },
  words: {
    strong: () => 'random, and at least 256 bits long',
    absent,
    weak: ({ keys }: { keys: string[] }) =>
      `${keys.join(' and ')}: shorter than 256 bits, or made of words, dates or repeats`,
    known: ({ keys }: { keys: string[] }) => `${keys.join(' and ')}: a known example or placeholder`,
  },
  judge: ({ env }) => {
    if (!keyOf(env, 'SECRET_KEY')?.set) return fail('absent');
    const keys = keysOf(env);
    const known = keys.filter(({ placeholder }) => placeholder !== null).map(({ key }) => key);
    if (known.length > 0) return fail('known', { keys: known });
    const weak = keys.filter(({ strength }) => strength?.verdict !== 'meets').map(({ key }) => key);
    return weak.length > 0 ? fail('weak', { keys: weak }) : pass('strong');
  },
});

export const secretKeyMatchesKeychain = defineControl({
  id: 'secret-key.matches-keychain',
  point: 2,
  severity: 'major',
  method: 'automatic',
  scope: 'host:app',
  title: 'The secret key is the one that was generated for this environment',
  why: 'A key that is not the kept one came from somewhere else: a chat, a copy of another environment, or someone who can change the server.',
  expected: "the value is the one in this machine's keychain for the target's name and environment",
  sources: ['Checklist point 2'],
  references,
  fix: () => ({
    say: 'Find out where the value on the host comes from. Then install the kept one there, or keep a newly generated one here with "gonogo secrets generate TARGET --key SECRET_KEY --replace" and install that.',
  }),
  needs: { env: envFile },
  words: {
    same: () => 'the kept one',
    different: () => 'not the one that is kept here',
    'none-kept': () => 'no secret key is kept on this machine for this target and environment',
    absent,
  },
  judge: ({ env }) => {
    const entry = keyOf(env, 'SECRET_KEY');
    if (!entry?.set) return fail('absent');
    if (entry.kept === 'none') return notApplicable('none-kept');
    return entry.kept === 'same' ? pass('same') : fail('different');
  },
});

export const secretKeyUnique = defineControl({
  id: 'secret-key.unique',
  point: 2,
  severity: 'blocker',
  // Never an error where no other environment is known: a person can say it.
  method: 'automatic/attested',
  scope: 'host:app',
  title: 'No other environment uses this secret key',
  why: 'A cookie from the staging system, where many people can sign in as anyone, then opens the production system.',
  expected: 'it differs from the key of every other environment that this machine knows',
  sources: ['Checklist point 2 (never reuse a key across environments)'],
  references,
  fix: fixWith('Give each environment a key of its own, and restart the app. To make one:'),
  attest: {
    statement: 'The secret key of this environment was generated for it alone, and no other environment has it.',
    evidence: 'who generated it, when, and where the keys of the other environments come from',
    expiresAfterDays: 365,
  },
  needs: { env: envFile },
  words: {
    unique: () => 'no other environment that this machine knows has it',
    reused: () => 'another environment that this machine knows has the same key',
    'none-known': () => 'this machine knows no other environment to compare it with',
    'too-weak': () => 'too weak to be compared: a comparison would answer guesses',
    absent,
  },
  judge: ({ env }) => {
    const entry = keyOf(env, 'SECRET_KEY');
    if (!entry?.set) return fail('absent');
    if (entry.elsewhere === 'same') return fail('reused');
    if (entry.elsewhere === 'different') return pass('unique');
    // A first launch knows no other environment, and is not held by this alone.
    const open = entry.strength?.verdict === 'meets' ? manual('none-known') : manual('too-weak');
    return { ...open, severity: 'major' as const };
  },
});

export const secretKeyControls = [secretKeyStrength, secretKeyMatchesKeychain, secretKeyUnique];
