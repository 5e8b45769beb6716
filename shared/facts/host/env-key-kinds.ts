import type { Shape } from './env-file';

/** What an environment variable holds, by its name: names are public, and decide what may be told of the value. */

const kinds: { [kind in Exclude<Shape['kind'], 'other'>]: RegExp } = {
  boolean:
    /^(?:FLASK_DEBUG|DEBUG|FLASK_RUN_(?:DEBUG|RELOAD|DEBUGGER)|SESSION_COOKIE_(?:SECURE|HTTPONLY)|REMEMBER_COOKIE_(?:SECURE|HTTPONLY)|TESTING)$/,
  'environment-name': /^(?:FLASK_ENV|APP_ENV|ENV|ENVIRONMENT)$/,
  scheme: /^PREFERRED_URL_SCHEME$/,
  samesite: /^(?:SESSION|REMEMBER)_COOKIE_SAMESITE$/,
  'duration-seconds': /^(?:PERMANENT_SESSION_LIFETIME|REMEMBER_COOKIE_DURATION)$/,
  'gmail-app-password':
    /^(?:(?:[A-Z0-9]+_)?(?:SENDER|MAIL|SMTP|EMAIL|GMAIL)(?:_[A-Z0-9]+)?_(?:PASSWORD|PASS|PASSWD)|EMAIL_HOST_PASSWORD)$/,
  email:
    /^(?:SENDER_EMAIL|ADMIN_EMAIL|MAIL_USERNAME|MAIL_DEFAULT_SENDER|SMTP_USER(?:NAME)?|SMTP_EMAIL|EMAIL_USER|EMAIL_HOST_USER|EMAIL_ADDRESS)$/,
  'mail-host': /^(?:MAIL_SERVER|MAIL_HOST|SMTP_HOST|SMTP_SERVER|EMAIL_HOST|SENDER_SERVER)$/,
  'database-url': /^(?:DATABASE_UR[LI]|SQLALCHEMY_DATABASE_URI|DB_UR[LI]|POSTGRES_UR[LI])$/,
};

export function kindOf(key: string, environmentKey: string): Shape['kind'] {
  if (key === environmentKey) return 'environment-name';
  const name = key.toUpperCase();
  const found = Object.entries(kinds).find(([, names]) => names.test(name));
  return (found?.[0] as Shape['kind'] | undefined) ?? 'other';
}

/** The key of the app's session signatures and those that it rotates out. */
export const isSecretKey = (key: string): boolean => key === 'SECRET_KEY' || key === 'SECRET_KEY_FALLBACKS';

const secretWords = new Set(
  'SECRET SECRETS PASSWORD PASSWD PASSPHRASE PASS PWD TOKEN TOKENS KEY KEYS APIKEY CREDENTIAL CREDENTIALS SALT DSN PRIVATE'.split(
    ' ',
  ),
);
const notSecretEndings = new Set(
  'ID FILE PATH DIR NAME HEADER LENGTH BITS TTL AGE EXPIRES EXPIRY LIFETIME TIMEOUT ALGORITHM ALG ROUNDS PREFIX ENABLED REQUIRED LOCATION'.split(
    ' ',
  ),
);

/** A shell's working folder, and the one before. Elsewhere in a name, PWD is a password. */
const workingFolder = /^(?:OLD)?PWD$/i;

/** Does a key of this name hold a password, key or token? A URL does when it carries a password. */
export function isSecretLike(key: string, value: string | null): boolean {
  if (value !== null && /^[a-z][a-z0-9+.-]*:\/\/[^\s/@:]*:[^\s/@]+@/i.test(value)) return true;
  if (workingFolder.test(key)) return false;
  const words = key.toUpperCase().split('_');
  if (words.includes('PUBLIC') || words.includes('PUBLISHABLE') || notSecretEndings.has(words.at(-1) ?? ''))
    return false;
  return words.some((word) => secretWords.has(word) || /(?:PASSWORD|SECRET|APIKEY|TOKEN)$/.test(word));
}

/**
 * May this name be told? With an unquoted value of several lines, pieces of a private key are names to python-dotenv; only
 * what looks like a variable and is assigned, or what the target itself names, is kept.
 */
export const isPlainName = (key: string, assigned: boolean, required: readonly string[]): boolean =>
  required.includes(key) || (assigned && /^[A-Z][A-Z0-9_]{1,39}$/.test(key));
