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
const hop = String.raw`(?:[A-Za-z0-9_][A-Za-z0-9._-]*\$?@)?(?:\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9][A-Za-z0-9._-]*)(?::\d{1,5})?`;
const port = z.number().int().min(1).max(65535);
const urlPath = z.string().regex(/^\/[\x21-\x7e]*$/, 'a path that begins with "/"');
/** `address`, `address:port`, `[v6]` or `[v6]:port`; names are resolved. */
const endpoint = z
  .string()
  .regex(/^(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9.-]+|[0-9a-fA-F:.]+)(:\d{1,5})?$/, 'an address, or address:port');
const envKey = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,79}$/, 'an environment variable name');

export const siteSchema = z.strictObject({
  url: z
    .url({ protocol: /^https$/, error: 'an https:// address' })
    .refine((value) => {
      const u = new URL(value);
      return !u.username && !u.password && !u.search && !u.hash;
    }, 'without user name, query or fragment')
    .describe('where users go; https, a port may be given'),
  connect: endpoint
    .optional()
    .describe(
      'connect here (address or address:port) instead of resolving the name, as before a DNS change; names in certificates and headers stay those of url',
    ),
  http: endpoint
    .optional()
    .describe('where plain HTTP is asked; without it the address of connect, else the name of url, port 80'),
  caFile: z.string().min(1).optional().describe('trust the CA certificates in this PEM file as well'),
  loginPath: urlPath.default('/login').describe('the page that signs users in'),
  corsPaths: z.array(urlPath).max(20).default([]).describe('more paths at which cross-origin answers are looked at'),
});

const domainName = z
  .string()
  .max(253)
  .regex(
    /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/,
    'a domain such as shop.example, in lower case',
  );

export const mailSchema = z.strictObject({
  domain: domainName.describe('the domain of the address that the app sends from'),
  dkimSelector: z
    .string()
    .max(100)
    .regex(/^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?$/, 'a DKIM selector')
    .optional()
    .describe('the selector that its mail is signed with: s= in a DKIM-Signature header'),
});

/** Everything that is left out comes from ~/.ssh/config, then from OpenSSH's defaults. */
export const sshSchema = z.strictObject({
  host: word.optional().describe('address, name or alias of ~/.ssh/config; without it the name of the host'),
  port: port.optional().describe('port of its SSH server'),
  user: z
    .string()
    .regex(/^[A-Za-z0-9_][A-Za-z0-9._-]{0,63}\$?$/, 'a user name')
    .optional()
    .describe('account to sign in as'),
  identityFile: z
    .string()
    .min(1)
    .optional()
    .describe(
      'private key; without it the agent and the usual keys. Passphrases and passwords never stand in this file',
    ),
  hostKey: z
    .string()
    .regex(/^SHA256:[A-Za-z0-9+/]{43}$/, 'SHA256: and 43 characters, as ssh-keygen -lf prints')
    .optional()
    .describe('the fingerprint that its host key must have; without it known_hosts decides'),
  knownHostsFile: z.string().min(1).optional().describe('instead of ~/.ssh/known_hosts'),
  /** As OpenSSH's ProxyJump: `[user@]host[:port]`, several with commas, `none` to override ssh_config. */
  jump: z
    .string()
    .max(1000)
    .regex(new RegExp(`^${hop}(?:,${hop})*$`), '[user@]host[:port], several with commas')
    .optional()
    .describe('hosts to go through, as in ProxyJump: [user@]host[:port], several with commas'),
  sudo: z
    .enum(['none', 'nopasswd', 'password'])
    .default('none')
    .describe(
      'how the account becomes root: not at all, without being asked, or with a password (asked for, or GONOGO_SUDO_PASSWORD)',
    ),
});

export const hostSchema = z.strictObject({
  name: word.describe('how findings name this host'),
  roles: z
    .array(z.enum(hostRoles))
    .min(1)
    .default([...hostRoles])
    .describe('what it does, which decides the controls that apply'),
  ssh: sshSchema.prefault({}).describe('how to reach it'),
});

export const appSchema = z.strictObject({
  directory: absolutePath.describe('where the app lies on the host'),
  envFile: path
    .refine(
      (value) => absolutePath.safeParse(value).success || relativePath.safeParse(value).success,
      'a path without ".."',
    )
    .default('.env')
    .describe('its env file, relative to the directory or absolute'),
  exampleFile: relativePath.default('.env.example').describe('the env file without values that is kept in git'),
  requirements: z.array(relativePath).min(1).max(20).default(['requirements.txt']).describe('its requirements files'),
  logFiles: z
    .array(
      path.refine(
        (value) => absolutePath.safeParse(value).success || relativePath.safeParse(value).success,
        'a path without ".."',
      ),
    )
    .max(20)
    .default(['logs/app.log'])
    .describe('its log files, relative to the directory or absolute'),
  port: port.default(5000).describe('the port on which it listens behind nginx'),
  user: z
    .string()
    .regex(/^[a-z_][a-z0-9_-]{0,31}\$?$/, 'a user name')
    .optional()
    .describe('the account that runs it; without it the owner of the directory'),
  environmentKey: envKey.default('FLASK_ENV').describe('the variable that says production'),
  sessionCookie: z
    .string()
    .regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, 'a cookie name')
    .default('session')
    .describe('the name of its session cookie'),
  requiredKeys: z
    .array(envKey)
    .max(200)
    .default(['SECRET_KEY', 'SENDER_EMAIL', 'SENDER_PASSWORD', 'ADMIN_EMAIL', 'ADMIN_PASSWORD', 'DATABASE_URL'])
    .describe('variables that the env file must set'),
});

export const targetWaiverSchema = z.strictObject({
  control: z
    .string()
    .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'the id of one control, without patterns')
    .describe('the control whose failure is accepted'),
  host: word.optional().describe('on this host only'),
  by: label.describe('who accepts it'),
  approvedBy: label.optional().describe('who agreed'),
  reason: z.string().trim().min(1).max(2000).describe('why'),
  expires: z.iso
    .date({ error: 'a date such as 2027-01-31' })
    .describe('until the end of this day, UTC; at most 30 days for a blocker, 180 for anything else'),
});

const targetObject = z.strictObject({
  name: label.describe('what is launched'),
  environment: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/, 'letters, digits and ._-')
    .default('production')
    .describe('secrets are kept for each name and environment'),
  site: siteSchema.optional().describe('the site as its users see it'),
  hosts: z.array(hostSchema).max(200).default([]).describe('the servers behind it'),
  app: appSchema.optional().describe('the application on the hosts with the role app'),
  mail: mailSchema.optional().describe('the mail that the app sends, for what DNS says of it'),
  firewall: z
    .strictObject({
      allowedPorts: z
        .array(port)
        .max(100)
        .default([22, 80, 443])
        .describe('ports that strangers may reach, and no others'),
    })
    .prefault({})
    .describe('what may be reached from anywhere'),
  /** Where logins are throttled. Anything but nginx cannot be seen in its configuration. */
  rateLimit: z
    .enum(['nginx', 'app', 'cdn'])
    .default('nginx')
    .describe('where logins are throttled; anything but nginx is for a person to attest'),
  backups: z
    .strictObject({
      directory: absolutePath.default('/backups').describe('where the backups lie'),
      maxAgeHours: z
        .number()
        .positive()
        .max(24 * 366)
        .default(24)
        .describe('the newest may be so old'),
    })
    .prefault({})
    .describe('backups on the hosts with the role backup'),
  modules: z
    .strictObject({
      gdpr: z.boolean().default(false).describe('users in the EU'),
      ccpa: z.boolean().default(false).describe('users in California'),
      pci: z.boolean().default(false).describe('card payments'),
      api: z.boolean().default(false).describe('an API for other programs'),
      payments: z.boolean().default(false).describe('payments of any kind'),
    })
    .prefault({})
    .describe('which parts of the checklist concern you; what is off is out of scope until somebody attests why'),
  review: z
    .strictObject({
      roles: z
        .array(label)
        .min(1)
        .max(12)
        .default(['tech lead', 'security', 'operations', 'product'])
        .describe('the roles that vote, each by name'),
    })
    .prefault({})
    .describe('who decides'),
  waivers: z.array(targetWaiverSchema).max(200).default([]).describe('accepted failures, for unattended checks'),
});

/** The rules between keys. A host without `roles` has them all, the app's too. */
export const targetSchema = targetObject.superRefine(({ site, hosts, app }, context) => {
  const problem = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message });
  if (!site && hosts.length === 0) problem([], 'give a site or at least one host: there is nothing to check');
  for (const [i, { name, roles }] of hosts.entries()) {
    if (hosts.findIndex((host) => host.name === name) < i)
      problem(['hosts', i, 'name'], `"${name}" is the name of another host already`);
    if (roles.includes('app') && !app)
      problem(
        ['hosts', i],
        `host "${name}" has the role app: give the key "app" with its directory, or roles without app`,
      );
  }
});

export type Target = z.infer<typeof targetSchema>;
/** As it stands in a file, without the defaults. */
export type TargetFile = z.input<typeof targetSchema>;
export type SiteTarget = z.infer<typeof siteSchema>;
export type HostTarget = z.infer<typeof hostSchema>;
export type AppTarget = z.infer<typeof appSchema>;
export type TargetWaiver = z.infer<typeof targetWaiverSchema>;

/** The app's paths are relative to its directory. */
export const inApp = (app: AppTarget, file: string): string =>
  file.startsWith('/') ? file : `${app.directory.replace(/\/+$/, '')}/${file}`;
