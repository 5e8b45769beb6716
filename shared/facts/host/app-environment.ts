import { z } from 'zod';
import { defineFact, type FactValue, type Read, seen, unseen } from '../../fact';
import { isPlainName, isSecretLike } from './env-key-kinds';

/**
 * Where the running app got its environment from when it started. The values themselves are merged into `host.env-file`:
 * load_dotenv() does not override, so what a process was started with wins. What it loaded later does not show in /proc.
 */
export const appEnvironment = defineFact({
  id: 'host.app-environment',
  schema: z.strictObject({
    /** How many variables its oldest process was started with. */
    variables: z.number().int().nonnegative(),
    /** The systemd service that it runs in. */
    unit: z
      .strictObject({
        name: z.string().regex(/^[\w.@:\\-]{1,255}\.service$/),
        /** Of EnvironmentFile=. */
        environmentFiles: z.array(z.string().max(1024)).max(50),
        /** Keys of Environment= that hold secrets: every account of the host may ask systemd for them. */
        secretsInUnit: z.array(z.string().max(80)).max(200),
        /** Its files have changed since systemd read them. */
        needsReload: z.boolean(),
      })
      .nullable(),
  }),
});
export type AppEnvironment = FactValue<typeof appEnvironment>;

/** proc(5): `KEY=value`, each ended by a NUL byte. What is no assignment is passed over, as getenv(3) does. */
export function parseEnviron(bytes: Uint8Array): Map<string, string> {
  const values = new Map<string, string>();
  for (const entry of new TextDecoder().decode(bytes).split('\0')) {
    const equals = entry.indexOf('=');
    // The first of two equal names counts for getenv(3).
    if (equals > 0 && !values.has(entry.slice(0, equals))) values.set(entry.slice(0, equals), entry.slice(equals + 1));
  }
  return values;
}

/**
 * `none`, or `systemctl show -p Id -p LoadState -p NeedDaemonReload -p Environment -p EnvironmentFiles`: a property a line,
 * EnvironmentFiles once for each file with ` (ignore_errors=yes|no)` behind it.
 */
export function parseUnit(text: string, requiredKeys: readonly string[]): Read<AppEnvironment['unit']> {
  const lines = text.split('\n').filter((line) => line !== '');
  if (lines.length === 1 && lines[0] === 'none') return seen(null);
  const all = (name: string): string[] =>
    lines.filter((line) => line.startsWith(`${name}=`)).map((line) => line.slice(name.length + 1));
  const [name = ''] = all('Id');
  const [state] = all('LoadState');
  if (!/^[\w.@:\\-]{1,255}\.service$/.test(name) || state === undefined)
    return unseen('malformed', { what: 'the unit by systemctl show' });
  if (state !== 'loaded') return seen(null);
  const assigned = unitWords(all('Environment').join(' ')).map((word) => {
    const equals = word.indexOf('=');
    return { key: word.slice(0, equals), value: word.slice(equals + 1) };
  });
  return seen({
    name,
    environmentFiles: all('EnvironmentFiles').map((file) => file.replace(/ \(ignore_errors=(?:yes|no)\)$/, '')),
    secretsInUnit: assigned
      .filter(({ key, value }) => value !== '' && isPlainName(key, true, requiredKeys) && isSecretLike(key, value))
      .map(({ key }) => key),
    needsReload: all('NeedDaemonReload')[0] === 'yes',
  });
}

/** Words as systemd quotes them for a shell: bare, or in double quotes with a backslash before `"`, `\`, `$` and a backtick. */
function unitWords(text: string): string[] {
  const words = text.match(/\$'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|\S+/g) ?? [];
  return words.map((word) => word.replace(/^\$?["']([\s\S]*)["']$/, '$1').replace(/\\(.)/g, '$1'));
}
