import { z } from 'zod';
import { hostRoles } from './control';

/** What is reviewed: one site, any number of hosts, the app's paths and ports. The same schema for file and window. */

// These go into commands and sudoers lines: printable ASCII, nothing that a shell, sudoers or a terminal reads otherwise.
const path = z
  .string()
  .min(1)
  .max(1024)
  .regex(/^[\x21-\x7e ]+$/, 'only printable ASCII characters');
const absolutePath = path.regex(/^\/(?!.*(?:^|\/)\.\.(?:\/|$))/, 'an absolute path without ".."');
const relativePath = path.regex(/^(?!-)(?!.*(?:^|\/)\.\.(?:\/|$))/, 'a path without ".." that does not begin with "-"');
const word = z
  .string()
  .min(1)
  .max(255)
  .regex(/^[A-Za-z0-9][A-Za-z0-9._@:+-]*$/, 'letters, digits and ._@:+- only');
const label = z
  .string()
  .trim()
  .min(1)
  .max(120)
  .regex(/^[^\p{C}]+$/u, 'no control characters');
const port = z.number().int().min(1).max(65535);
const urlPath = z.string().regex(/^\/[\x21-\x7e]*$/, 'a path that begins with "/"');
/** `address`, `address:port`, `[v6]` or `[v6]:port`; names are resolved. */
const endpoint = z
  .string()
  .regex(/^(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9.-]+|[0-9a-fA-F:.]+)(:\d{1,5})?$/, 'an address, or address:port');
const envKey = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,79}$/, 'an environment variable name');

export const siteSchema = z.strictObject({
  url: z.url({ protocol: /^https$/, error: 'an https:// address' }).refine((value) => {
    const u = new URL(value);
    return !u.username && !u.password && !u.search && !u.hash;
  }, 'without user name, query or fragment'),
  connect: endpoint.optional(),
  http: endpoint.optional(),
  caFile: z.string().min(1).optional(),
  loginPath: urlPath.default('/login'),
  corsPaths: z.array(urlPath).max(20).default([]),
});

/** Everything that is left out comes from ~/.ssh/config, then from OpenSSH's defaults. */
export const sshSchema = z.strictObject({
  host: word.optional(),
  port: port.optional(),
  user: z
    .string()
    .regex(/^[A-Za-z0-9_][A-Za-z0-9._-]{0,63}\$?$/, 'a user name')
    .optional(),
  identityFile: z.string().min(1).optional(),
  hostKey: z
    .string()
    .regex(/^SHA256:[A-Za-z0-9+/]{43}$/, 'SHA256: and 43 characters, as ssh-keygen -lf prints')
    .optional(),
  knownHostsFile: z.string().min(1).optional(),
  jump: z.string().min(1).optional(),
  sudo: z.enum(['none', 'nopasswd', 'password']).default('none'),
});

export const hostSchema = z.strictObject({
  name: word,
  roles: z
    .array(z.enum(hostRoles))
    .min(1)
    .default([...hostRoles]),
  ssh: sshSchema.prefault({}),
});

export const appSchema = z.strictObject({
  directory: absolutePath,
  envFile: path
    .refine(
      (value) => absolutePath.safeParse(value).success || relativePath.safeParse(value).success,
      'a path without ".."',
    )
    .default('.env'),
  exampleFile: relativePath.default('.env.example'),
  requirements: z.array(relativePath).min(1).max(20).default(['requirements.txt']),
  logFiles: z
    .array(
      path.refine(
        (value) => absolutePath.safeParse(value).success || relativePath.safeParse(value).success,
        'a path without ".."',
      ),
    )
    .max(20)
    .default(['logs/app.log']),
  port: port.default(5000),
  user: z
    .string()
    .regex(/^[a-z_][a-z0-9_-]{0,31}\$?$/, 'a user name')
    .optional(),
  environmentKey: envKey.default('FLASK_ENV'),
  sessionCookie: z
    .string()
    .regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, 'a cookie name')
    .default('session'),
  requiredKeys: z
    .array(envKey)
    .max(200)
    .default(['SECRET_KEY', 'SENDER_EMAIL', 'SENDER_PASSWORD', 'ADMIN_EMAIL', 'ADMIN_PASSWORD', 'DATABASE_URL']),
});

export const targetWaiverSchema = z.strictObject({
  control: z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'the id of one control, without patterns'),
  host: word.optional(),
  by: label,
  approvedBy: label.optional(),
  reason: z.string().trim().min(1).max(2000),
  expires: z.iso.date({ error: 'a date such as 2027-01-31' }),
});

export const targetSchema = z.strictObject({
  name: label,
  environment: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/, 'letters, digits and ._-')
    .default('production'),
  site: siteSchema.optional(),
  hosts: z.array(hostSchema).max(200).default([]),
  app: appSchema.optional(),
  firewall: z.strictObject({ allowedPorts: z.array(port).max(100).default([22, 80, 443]) }).prefault({}),
  /** Where logins are throttled. Anything but nginx cannot be seen in its configuration. */
  rateLimit: z.enum(['nginx', 'app', 'cdn']).default('nginx'),
  backups: z
    .strictObject({
      directory: absolutePath.default('/backups'),
      maxAgeHours: z
        .number()
        .positive()
        .max(24 * 366)
        .default(24),
    })
    .prefault({}),
  modules: z
    .strictObject({
      gdpr: z.boolean().default(false),
      ccpa: z.boolean().default(false),
      pci: z.boolean().default(false),
      api: z.boolean().default(false),
      payments: z.boolean().default(false),
    })
    .prefault({}),
  review: z
    .strictObject({ roles: z.array(label).min(1).max(12).default(['tech lead', 'security', 'operations', 'product']) })
    .prefault({}),
  waivers: z.array(targetWaiverSchema).max(200).default([]),
});

export type Target = z.infer<typeof targetSchema>;
export type SiteTarget = z.infer<typeof siteSchema>;
export type HostTarget = z.infer<typeof hostSchema>;
export type AppTarget = z.infer<typeof appSchema>;
export type TargetWaiver = z.infer<typeof targetWaiverSchema>;

/** The app's paths are relative to its directory. */
export const inApp = (app: AppTarget, file: string): string =>
  file.startsWith('/') ? file : `${app.directory.replace(/\/+$/, '')}/${file}`;
