import type { Change } from './merge';
import type { PracticeState } from './state';

/** One thing that is wrong: what a careless person did, as what it changes of the state. */
export interface Fault {
  /** What repairing it means, for whoever watches. */
  repair: string;
  change: Change<PracticeState> | ((state: PracticeState) => Change<PracticeState>);
}

/** By name; independent of each other, so any of them can be planted alone or with others. */
export const faults = {
  'env-mode-0644': { repair: 'chmod 640 .env', change: { env: { mode: '0644' } } },
  'env-tracked': { repair: 'take .env out of git', change: { git: { tracked: true } } },
  'env-in-history': { repair: 'purge .env from git history', change: { git: { inHistory: true } } },
  'env-not-ignored': { repair: 'add .env to .gitignore', change: { git: { ignored: false } } },
  'env-not-loaded': { repair: 'restart the app', change: { env: { changedHoursAgo: 1 } } },
  'secret-in-unit': {
    repair: 'take the token out of the unit',
    change: { unit: { environment: { PAYMENT_API_TOKEN: 'tok-5c1d07e2b9a4f638' } } },
  },
  'env-served': { repair: 'stop serving .env', change: { site: { envServed: true } } },
  'env-development': { repair: 'FLASK_ENV=production', change: { env: { entries: { FLASK_ENV: 'development' } } } },
  'debug-on': { repair: 'switch FLASK_DEBUG off', change: { env: { entries: { FLASK_DEBUG: '1' } } } },
  'missing-key': { repair: 'set SENDER_PASSWORD', change: { env: { entries: { SENDER_PASSWORD: '' } } } },
  'weak-secret-key': {
    repair: 'generate a new SECRET_KEY',
    change: { env: { entries: { SECRET_KEY: 'dev-secret-key' } } },
  },
  'default-admin': {
    repair: 'change the administrator password',
    change: { env: { entries: { ADMIN_EMAIL: 'admin@example.com', ADMIN_PASSWORD: 'admin123' } } },
  },
  sqlite: { repair: 'move to PostgreSQL', change: { env: { entries: { DATABASE_URL: 'sqlite:///shop.db' } } } },
  'default-database-password': {
    repair: 'change the database password',
    change: { env: { entries: { DATABASE_URL: 'postgresql://shop:shop@localhost/shop' } } },
  },
  'database-superuser': {
    repair: 'take SUPERUSER from the database role',
    change: { databaseRole: { superuser: true } },
  },
  'ufw-inactive': { repair: 'ufw enable', change: { firewall: { active: false } } },
  'port-5000-open': {
    repair: 'bind the app to 127.0.0.1 and close port 5000',
    change: ({ firewall }) => ({ appAddress: '0.0.0.0', firewall: { allowed: [...firewall.allowed, 5000] } }),
  },
  'postgres-exposed': {
    repair: 'bind PostgreSQL to localhost and close port 5432',
    change: ({ firewall }) => ({ postgresAddress: '0.0.0.0', firewall: { allowed: [...firewall.allowed, 5432] } }),
  },
  'sshd-root-password': {
    repair: 'PermitRootLogin no',
    change: { sshd: { permitRootLogin: 'yes', passwordAuthentication: 'yes' } },
  },
  'no-rate-limit': { repair: 'limit_req on the login page', change: { site: { rateLimit: false } } },
  'key-file-readable': {
    repair: 'chmod 600 the TLS key',
    change: { privateKeyMode: '0644', privateKeyFolderMode: '0755' },
  },
  'log-world-readable': { repair: 'chmod 640 the log', change: { logs: { mode: '0644' } } },
  'log-unrotated': {
    repair: 'rotate the log',
    change: { logs: { rotated: false, bytes: 734_003_200 } },
  },
  'backup-old': { repair: 'run the nightly backup again', change: { backups: { ageHours: 200 } } },
  'backup-plain': { repair: 'encrypt the backups', change: { backups: { encrypted: false } } },
  'backup-readable': { repair: 'chmod 600 the backups', change: { backups: { mode: '0644' } } },
  unpinned: {
    repair: 'pin every requirement',
    change: (state) => ({ requirements: state.requirements.map((line) => line.replace('==', '>=')) }),
  },
  'updates-waiting': { repair: 'apt-get upgrade', change: { system: { securityUpdates: true } } },
  'restart-waiting': { repair: 'restart the host', change: { system: { newKernel: true } } },
  'clock-wrong': { repair: 'timedatectl set-ntp true', change: { system: { clockAheadSeconds: 900 } } },
  'expired-certificate': { repair: 'renew the certificate', change: { site: { certificate: 'expired' } } },
  'expiring-certificate': { repair: 'renew the certificate', change: { site: { certificate: 'expiring' } } },
  'wrong-name': { repair: 'get a certificate for shop.example', change: { site: { certificate: 'wrong-name' } } },
  'missing-intermediate': { repair: 'send the full chain', change: { site: { certificate: 'incomplete' } } },
  tls10: { repair: 'TLS 1.2 and 1.3 only', change: { site: { oldProtocols: true } } },
  'weak-ciphers': { repair: 'remove NULL and anonymous suites', change: { site: { weakCiphers: true } } },
  'no-http2': { repair: 'listen 443 ssl http2', change: { site: { http2: false } } },
  'no-redirect': { repair: 'redirect HTTP to HTTPS', change: { site: { redirect: false } } },
  'no-hsts': {
    repair: 'send Strict-Transport-Security',
    change: { site: { headers: { 'Strict-Transport-Security': undefined } } },
  },
  'no-nosniff': {
    repair: 'send X-Content-Type-Options',
    change: { site: { headers: { 'X-Content-Type-Options': undefined } } },
  },
  'no-frame-options': {
    repair: 'send X-Frame-Options',
    change: { site: { headers: { 'X-Frame-Options': undefined } } },
  },
  'server-banner': { repair: 'server_tokens off', change: { site: { server: 'nginx/1.22.1' } } },
  'cors-reflect': { repair: 'name the allowed origins', change: { site: { cors: 'reflected' } } },
  'cookie-insecure': {
    repair: 'Secure, HttpOnly, SameSite on the session cookie',
    change: { site: { cookieAttributes: 'Path=/' } },
  },
  'stack-trace': { repair: 'an error page without details', change: { site: { errors: 'trace' } } },
  'werkzeug-debugger': {
    repair: 'take the debugger out of production',
    change: { site: { debugger: true } },
  },
} satisfies Record<string, Fault>;

export type FaultName = keyof typeof faults;
export const faultNames = Object.keys(faults) as FaultName[];

/** A host as it is found when nobody looked: many faults together, and still one that runs. */
export const carelessFaults: readonly FaultName[] = [
  'env-mode-0644',
  'env-tracked',
  'env-in-history',
  'env-not-ignored',
  'env-served',
  'env-development',
  'debug-on',
  'weak-secret-key',
  'default-admin',
  'default-database-password',
  'database-superuser',
  'ufw-inactive',
  'port-5000-open',
  'postgres-exposed',
  'sshd-root-password',
  'no-rate-limit',
  'key-file-readable',
  'log-world-readable',
  'log-unrotated',
  'backup-old',
  'backup-plain',
  'backup-readable',
  'unpinned',
  'expiring-certificate',
  'tls10',
  'weak-ciphers',
  'no-redirect',
  'no-hsts',
  'no-nosniff',
  'server-banner',
  'cors-reflect',
  'cookie-insecure',
  'stack-trace',
  'werkzeug-debugger',
];
