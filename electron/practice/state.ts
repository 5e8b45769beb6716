import { randomBytes, randomInt } from 'node:crypto';
import { goodSite, type SiteState } from './site-state';

/**
 * The simulated production host, as data: what the real tools would have to tell of it. Times are relative to the moment of
 * the question, so that a practice host which runs for a week stays as good as it was.
 */
export interface PracticeState {
  /** How far the login account may use sudo. */
  sudo: 'nopasswd' | 'list' | 'password';
  env: {
    /** The file's assignments, in order. */
    entries: Record<string, string>;
    /** What its example holds for the keys. */
    example: Record<string, string>;
    mode: string;
    changedHoursAgo: number;
  };
  /** What Environment= sets in the unit of the app's service. */
  unit: { environment: Record<string, string> };
  git: { tracked: boolean; inHistory: boolean; ignored: boolean };
  requirements: readonly string[];
  installed: readonly { name: string; version: string }[];
  /** Where nginx can be reached. Beside 443 and 80 it has the ports that this process really listens on. */
  ports: { https: number; http: number };
  /** Where the app's server listens. */
  appAddress: '127.0.0.1' | '0.0.0.0';
  postgresAddress: '127.0.0.1' | '0.0.0.0';
  firewall: { active: boolean; allowed: readonly number[] };
  sshd: { permitRootLogin: string; passwordAuthentication: 'yes' | 'no'; permitEmptyPasswords: 'yes' | 'no' };
  /** Of the TLS key that nginx names, and of the folder that keeps others from it. */
  privateKeyMode: string;
  privateKeyFolderMode: string;
  appStartedHoursAgo: number;
  logs: { mode: string; bytes: number; rotated: boolean };
  backups: { ageHours: number; encrypted: boolean; mode: string };
  databaseRole: { superuser: boolean };
  system: { clockAheadSeconds: number; securityUpdates: boolean; newKernel: boolean };
  site: SiteState;
}

/** Where everything lies on the simulated host; the target file says the same. */
export const places = {
  name: 'shop.example',
  directory: '/srv/shop',
  backups: '/backups',
  appPort: 5000,
  login: 'deploy',
  appUser: 'shop',
} as const;

/** Everything in order, except that no Content-Security-Policy is sent: one minor thing for people to weigh. */
export function goodState(): PracticeState {
  return {
    sudo: 'nopasswd',
    env: {
      entries: {
        FLASK_ENV: 'production',
        SECRET_KEY: randomBytes(32).toString('hex'),
        DATABASE_URL: `postgresql://shop:${letters(24)}@localhost/shop`,
        ADMIN_EMAIL: 'owner@shop.test',
        ADMIN_PASSWORD: letters(24),
        SENDER_EMAIL: 'orders@shop.test',
        SENDER_PASSWORD: letters(24),
        SMTP_SERVER: 'mail.shop.test',
        SMTP_PORT: '587',
        SESSION_COOKIE_SECURE: 'True',
        SESSION_COOKIE_HTTPONLY: 'True',
        SESSION_COOKIE_SAMESITE: 'Lax',
        PERMANENT_SESSION_LIFETIME: '3600',
        PREFERRED_URL_SCHEME: 'https',
      },
      example: { SMTP_SERVER: 'mail.shop.test', SMTP_PORT: '587', PREFERRED_URL_SCHEME: 'https' },
      mode: '0640',
      changedHoursAgo: 72,
    },
    unit: { environment: { PYTHONUNBUFFERED: '1' } },
    git: { tracked: false, inHistory: false, ignored: true },
    requirements: packages.map(([name, version]) => `${name}==${version}`),
    installed: packages.map(([name, version]) => ({ name, version })),
    ports: { https: 443, http: 80 },
    appAddress: '127.0.0.1',
    postgresAddress: '127.0.0.1',
    firewall: { active: true, allowed: [22, 80, 443] },
    sshd: { permitRootLogin: 'no', passwordAuthentication: 'no', permitEmptyPasswords: 'no' },
    privateKeyMode: '0600',
    privateKeyFolderMode: '0700',
    appStartedHoursAgo: 70,
    logs: { mode: '0640', bytes: 48_211, rotated: true },
    backups: { ageHours: 5, encrypted: true, mode: '0600' },
    databaseRole: { superuser: false },
    system: { clockAheadSeconds: 0, securityUpdates: false, newKernel: false },
    site: goodSite(),
  };
}

const packages = [
  ['Flask', '3.0.3'],
  ['Flask-SQLAlchemy', '3.1.1'],
  ['SQLAlchemy', '2.0.36'],
  ['psycopg2-binary', '2.9.10'],
  ['email-validator', '2.2.0'],
  ['python-dotenv', '1.0.1'],
  ['gunicorn', '23.0.0'],
] as const;

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const letters = (length: number): string => Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
