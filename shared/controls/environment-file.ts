import { defineControl, errorFrom, fail, notApplicable, note, pass, withNotes } from '../control';
import { unseen } from '../fact';
import { appEnvironment } from '../facts/host/app-environment';
import { envExample } from '../facts/host/env-example';
import { envFile } from '../facts/host/env-file';
import { envFileStat } from '../facts/host/env-file-stat';
import { octal } from '../facts/host/stat-line';
import { printable } from '../printable';
import { asvs, cis, nist } from '../references';

/** The file itself: there, closed, complete, and with an example that gives nothing away. */

const point1 = ['Checklist point 1'];

export const envFilePresent = defineControl({
  id: 'env.file-present',
  point: 1,
  severity: 'blocker',
  method: 'automatic',
  scope: 'host:app',
  title: 'The environment file is there',
  why: 'Without it the app starts on built-in defaults: a known secret key, debug mode, a local database. Nobody notices until someone signs their own session cookie.',
  expected: 'a regular file at the path that the target names, or a service that gives the app its environment',
  sources: point1,
  references: [...asvs('V13.3.1'), ...nist('CM-6')],
  fix: ({ quote, target, envFile: file }) => ({
    say: 'Create the file from its example, owned by the account of the app and closed to others, then fill it in.',
    run: [`install -m 0600 -o ${quote(target.app?.user ?? 'APP-USER')} /dev/null ${quote(file)}`],
  }),
  needs: { stat: envFileStat },
  wants: { env: envFile, service: appEnvironment },
  words: {
    there: () => 'the file is there',
    'from-unit': ({ unit }: { unit: string }) => `there is no file; the service ${unit} gives the app its environment`,
    'other-files': ({ files }: { files: string[] }) =>
      `the service reads ${files.map((path) => printable(path)).join(', ')}: name that file in the target (app.envFile), so that its mode is judged too`,
    absent: () => 'there is no file at this path',
    dangling: () => 'the path is a link that ends in nothing',
    'not-regular': ({ type }: { type: string }) => `the path ends in something that is no regular file (${type})`,
  },
  judge: ({ stat }, _, { wants: { env, service } }) => {
    const unit = env.ok && service.ok ? service.value.unit : null;
    if (!stat.exists && !stat.link && unit) {
      const given = pass('from-unit', { unit: unit.name });
      const files = unit.environmentFiles;
      return files.length > 0 ? withNotes(given, [note('other-files', { files })]) : given;
    }
    if (!stat.exists) return stat.link ? fail('dangling') : fail('absent');
    return stat.type === 'regular' ? pass('there') : fail('not-regular', { type: stat.type });
  },
});

export const envFileMode = defineControl({
  id: 'env.file-mode',
  point: 1,
  severity: 'blocker',
  method: 'automatic',
  scope: 'host:app',
  title: 'Only root and the app can read or replace the environment file',
  why: 'Any other account of the host, a hacked cron job or another site, reads the database password and the secret key there. Whoever may write to a folder above can put a file of their own in its place.',
  expected:
    'nothing for others, no group write, no access list that adds a reader; owned by root or the app; every folder above writable by root or the owner only',
  sources: [...point1, 'At most 0640'],
  references: [...asvs('V13.3.2'), ...cis('3.3'), ...nist('AC-6', 'SC-28')],
  fix: ({ quote, target, envFile: file }) => ({
    say: 'Give the file to the account that runs the app, close it, and take away access lists. A folder above that others may write to: take that right away.',
    run: [
      `chown ${quote(target.app?.user ?? 'APP-USER')} ${quote(file)}`,
      `chmod 0600 ${quote(file)}`,
      `setfacl -b ${quote(file)}`,
      `chmod o-w ${quote(file.slice(0, file.lastIndexOf('/')) || '/')}`,
    ],
  }),
  needs: { stat: envFileStat },
  wants: { env: envFile, service: appEnvironment },
  words: {
    'no-file': () => 'there is no file: the service gives the app its environment, and reads none either',
    closed: ({ mode, owner }: { mode: string; owner: string }) => `mode ${mode}, owned by ${owner}`,
    'others-may': ({ mode }: { mode: string }) => `mode ${mode} gives every account of the host access`,
    'group-writes': ({ mode }: { mode: string }) => `mode ${mode} lets the group change it`,
    'acl-readers': ({ count }: { count: number }) =>
      `an access list lets ${count} more ${count === 1 ? 'account or group' : 'accounts or groups'} read it`,
    'foreign-owner': ({ owner, expected }: { owner: string; expected: string }) =>
      `it belongs to ${owner}, not to root or ${expected}`,
    'folder-open': ({ path, mode }: { path: string; mode: string }) =>
      `others may replace it, as ${path} has mode ${mode}`,
    'folder-foreign': ({ path, owner }: { path: string; owner: string }) =>
      `${owner} may replace it, as ${path} belongs to that account`,
    'link-foreign': ({ owner }: { owner: string }) => `the path is a link that ${owner} made, and may turn elsewhere`,
    'owner-not-compared': () =>
      'the target does not name the account of the app (app.user), so the owner is taken for it',
  },
  judge: ({ stat }, { target }, { wants: { env, service } }) => {
    const unit = env.ok && service.ok ? service.value.unit : null;
    if (!stat.exists && !stat.link && unit && unit.environmentFiles.length === 0) return notApplicable('no-file');
    if (!stat.exists) return errorFrom(unseen('no-file', { path: stat.path }).reason);
    const mode = octal(stat.mode);
    if ((stat.mode & 0o007) !== 0) return fail('others-may', { mode });
    if ((stat.mode & 0o020) !== 0) return fail('group-writes', { mode });
    if (stat.acl.extraReaders > 0) return fail('acl-readers', { count: stat.acl.extraReaders });
    const user = target.app?.user;
    const mayOwn = ['root', user ?? stat.owner];
    if (!mayOwn.includes(stat.owner)) return fail('foreign-owner', { owner: stat.owner, expected: user ?? '' });
    const trusted = [...mayOwn, stat.owner];
    if (stat.symlink && !trusted.includes(stat.symlink.owner))
      return fail('link-foreign', { owner: stat.symlink.owner });
    // In a folder with the sticky bit only a file's owner may replace it.
    const open = stat.parents.find(({ mode }) => (mode & 0o022) !== 0 && (mode & 0o1000) === 0);
    if (open) return fail('folder-open', { path: open.path, mode: octal(open.mode) });
    const foreign = stat.parents.find(({ owner }) => !trusted.includes(owner));
    if (foreign) return fail('folder-foreign', { path: foreign.path, owner: foreign.owner });
    // Where the group may not read, an access list lets nobody else: its mask stands in the group's bits (acl(5)).
    if (!stat.acl.checked && (stat.mode & 0o040) !== 0) return errorFrom(unseen('no-tool', { tool: 'getfacl' }).reason);
    const closed = pass('closed', { mode, owner: stat.owner });
    return user === undefined && stat.owner !== 'root' ? withNotes(closed, [note('owner-not-compared')]) : closed;
  },
});

export const envExamplePresent = defineControl({
  id: 'env.example-present',
  point: 1,
  severity: 'minor',
  method: 'automatic',
  scope: 'host:app',
  title: 'An example file names every key, and holds no live secret',
  why: 'Without one people pass the real file around. One that was made by copying it publishes the secrets to everyone who can read the repository.',
  expected: 'the example names each key of the real file, and no secret of it',
  sources: point1,
  references: [...asvs('V13.3.1'), ...nist('CM-6')],
  fix: ({ quote, target, envFile: file }) => ({
    say: 'Write the names without values into the example, look through it, and commit it. Where a live secret stood in it, replace that secret first.',
    run: [
      `sed -n 's/^\\(export \\)\\{0,1\\}\\([A-Za-z_][A-Za-z0-9_]*\\)=.*/\\2=/p' ${quote(file)} > ${quote(target.app?.exampleFile ?? '.env.example')}`,
    ],
  }),
  needs: { example: envExample },
  words: {
    complete: ({ keys }: { keys: number }) => `it names ${keys} keys and no live secret`,
    absent: () => 'there is no example file',
    'live-secrets': ({ keys }: { keys: string[] }) => `it holds the live value of ${keys.join(', ')}`,
    incomplete: ({ keys }: { keys: string[] }) => `it does not name ${keys.join(', ')}`,
  },
  judge: ({ example }) => {
    if (!example.exists) return fail('absent');
    if (example.sameAsLive.length > 0) return fail('live-secrets', { keys: example.sameAsLive });
    if (example.missing.length > 0) return fail('incomplete', { keys: example.missing });
    return pass('complete', { keys: example.keys.length });
  },
});

export const envRequiredKeys = defineControl({
  id: 'env.required-keys',
  point: 1,
  severity: 'blocker',
  method: 'automatic',
  scope: 'host:app',
  title: 'Every required variable has a value',
  why: 'For a variable that is missing the app takes its built-in default, which stands in its source for everyone to read.',
  expected: "each of the target's requiredKeys is set and not empty",
  sources: point1,
  references: [...asvs('V13.3.1'), ...nist('CM-6')],
  fix: ({ quote, envFile: file }) => ({
    say: 'Set what is missing. A first key that seems missing although it is there: the file begins with a byte order mark, which python-dotenv before 1.2.3 takes for a part of the name; the second command takes it away.',
    run: [`cut -d= -f1 ${quote(file)}`, `sed -i '1s/^\\xEF\\xBB\\xBF//' ${quote(file)}`],
  }),
  needs: { env: envFile },
  words: {
    complete: ({ count }: { count: number }) => `all ${count} are set`,
    missing: ({ missing, empty }: { missing: string[]; empty: string[] }) =>
      [missing.length > 0 ? `missing: ${missing.join(', ')}` : '', empty.length > 0 ? `empty: ${empty.join(', ')}` : '']
        .filter((part) => part !== '')
        .join('; '),
  },
  judge: ({ env }, { target }) => {
    const required = target.app?.requiredKeys ?? [];
    const found = new Map(env.keys.map((entry) => [entry.key, entry.set]));
    const missing = required.filter((key) => !found.has(key));
    const empty = required.filter((key) => found.get(key) === false);
    return missing.length + empty.length > 0
      ? fail('missing', { missing, empty })
      : pass('complete', { count: required.length });
  },
});

export const envNoPlaceholders = defineControl({
  id: 'env.no-placeholders',
  point: 1,
  severity: 'blocker',
  method: 'automatic',
  scope: 'host:app',
  title: 'No value is a placeholder or a known example',
  why: 'Values from examples and tutorials are the first that an attacker tries, and the secret key of a tutorial signs a session cookie for any account.',
  expected: 'no value is a known placeholder, example or default, and none points at a system that is not production',
  sources: [...point1, 'List of placeholders 2026.1'],
  references: [...asvs('V13.2.3', 'V13.3.1'), ...cis('4.7'), ...nist('IA-5(5)')],
  fix: ({ envFile: file, quote }) => ({
    say: 'Give each of them a value of its own, then restart the app. For passwords and keys:',
    run: [`python3 -c 'import secrets; print(secrets.token_hex(32))'`, `editor ${quote(file)}`],
  }),
  needs: { env: envFile },
  words: {
    none: ({ count }: { count: number }) => `none among ${count} variables`,
    found: ({ found }: { found: { key: string; rule: string }[] }) =>
      found.map(({ key, rule }) => `${key} (${rule.replaceAll('-', ' ')})`).join(', '),
  },
  judge: ({ env }, { target, host }) => {
    const found = env.keys.flatMap(({ key, placeholder }) => (placeholder ? [{ key, rule: placeholder }] : []));
    // The target says that the database runs elsewhere, so an address of this host is left over from development.
    const elsewhere =
      host !== null && !host.roles.includes('database') && target.hosts.some(({ roles }) => roles.includes('database'));
    for (const { key, shape, placeholder } of env.keys)
      if (elsewhere && !placeholder && shape.kind === 'database-url' && shape.hostKind === 'local')
        found.push({ key, rule: 'local-database-although-it-runs-elsewhere' });
    return found.length > 0 ? fail('found', { found }) : pass('none', { count: env.keys.length });
  },
});

export const environmentFileControls = [
  envFilePresent,
  envFileMode,
  envExamplePresent,
  envRequiredKeys,
  envNoPlaceholders,
];
