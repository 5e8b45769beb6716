import { type DatabaseUrl, driverOf, engineOf, hostKindOf, isDefaultPair, sslmodeOf } from './database-url';
import type { Shape } from './env-file';

/** A value as a member of the closed list that its key has; `other` where it is none. */

type DatabaseShape = Extract<Shape, { kind: 'database-url' }>;
type PasswordPart = Pick<DatabaseShape, 'passwordLength' | 'passwordStrength' | 'passwordPlaceholder' | 'passwordSame'>;

interface Valued {
  key: string;
  value: string;
  kind: Shape['kind'];
  url: DatabaseUrl | null;
}

export function shapeOf({ key, value, kind, url }: Valued, judgePassword: (password: string) => PasswordPart): Shape {
  const text = value.trim().toLowerCase();
  switch (kind) {
    case 'boolean':
      return booleanShape(key, text);
    case 'environment-name':
      return { kind, value: memberOf(['production', 'development', 'testing', 'staging'], text) };
    case 'scheme':
      return { kind, value: memberOf(['http', 'https'], text) };
    case 'samesite':
      return { kind, value: memberOf(['lax', 'strict', 'none'], text) };
    case 'duration-seconds':
      return { kind, band: durationBand(text) };
    case 'gmail-app-password':
      // Shown in four groups of four letters, and accepted with or without the spaces.
      return { kind, matches: /^[a-z]{4} ?[a-z]{4} ?[a-z]{4} ?[a-z]{4}$/.test(text) };
    case 'email':
      return { kind, provider: /@(?:gmail|googlemail)\.com>?$/.test(text) ? 'gmail' : 'other' };
    case 'mail-host':
      return { kind, provider: /^smtp\.(?:gmail|googlemail)\.com\.?(?::\d+)?$/.test(text) ? 'gmail' : 'other' };
    case 'database-url':
      return url ? databaseShape(url, judgePassword) : { kind: 'other' };
    case 'other':
      return { kind };
  }
}

const memberOf = <const M extends string>(members: readonly M[], text: string): M | 'other' =>
  members.find((member) => member === text) ?? 'other';

/**
 * Flask takes FLASK_DEBUG for true unless it is empty, 0, false or no (`flask.helpers.get_debug_flag`): `off` turns it on.
 * Other switches are read by the app's own code, where `off` is off.
 */
function booleanShape(key: string, text: string): Shape {
  const off =
    key === 'FLASK_DEBUG' ? ['', '0', 'false', 'no'] : ['', '0', 'false', 'no', 'off', 'n', 'f', 'none', 'null'];
  if (off.includes(text)) return { kind: 'boolean', value: false };
  const on = ['1', 'true', 'yes', 'on', 'y', 't'];
  return key === 'FLASK_DEBUG' || on.includes(text) ? { kind: 'boolean', value: true } : { kind: 'other' };
}

type DurationBand = Extract<Shape, { kind: 'duration-seconds' }>['band'];
function durationBand(text: string): DurationBand {
  if (!/^\d{1,12}$/.test(text)) return 'other';
  const seconds = Number(text);
  return seconds < 3600 ? 'below-1-hour' : seconds <= 7 * 86_400 ? 'up-to-7-days' : 'above-7-days';
}

const databaseShape = (url: DatabaseUrl, judgePassword: (password: string) => PasswordPart): DatabaseShape => ({
  kind: 'database-url',
  engine: engineOf(url),
  driver: driverOf(url),
  hostKind: hostKindOf(url),
  sslmode: sslmodeOf(url),
  defaultPair: isDefaultPair(url),
  ...judgePassword(url.password ?? ''),
});
