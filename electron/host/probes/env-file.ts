import { isDeepStrictEqual } from 'node:util';
import { type Read, seen, unseen } from '../../../shared/fact';
import { appEnvironment } from '../../../shared/facts/host/app-environment';
import { appValues } from '../../../shared/facts/host/app-values';
import { effectiveValues } from '../../../shared/facts/host/dotenv-variables';
import { type EnvFile, envFile } from '../../../shared/facts/host/env-file';
import { parseEnvStat } from '../../../shared/facts/host/env-file-stat';
import { installedPackages } from '../../../shared/facts/host/installed-packages';
import { type Dialect, dialectOf, grammarVersions, parseDotenv } from '../../../shared/facts/host/python-dotenv';
import { reduceEnvironment } from '../../../shared/facts/host/reduce-environment';
import { defineProbe, type ReadContext, type SectionOutput } from '../probe';
import { textOf, whyNot } from '../section-reason';
import { envPath, noApp, statSection } from './env-file-stat';
import { mayPrintSecrets, wouldBeRecorded } from './sudo';

/**
 * As root, unless sudo would record it. What the running app was started with goes over what the file says. The values stay
 * in `context.secrets` for the probes that compare with them; the fact has none.
 *
 *     env-file.link   stat -c %F/%a/%U/%G/%u/%g/%s/%Y/%Z -- /srv/shop/.env
 *     env-file.file   stat -L -c %F/%a/%U/%G/%u/%g/%s/%Y/%Z -- /srv/shop/.env
 *     env-file.cat    cat -- /srv/shop/.env
 */
export const envFileProbe = defineProbe({
  fact: envFile,
  roles: ['app'],
  phase: 'look',
  isAwaited: true,
  sections: {
    link: statSection(false),
    file: statSection(true),
    cat: {
      as: 'root',
      seconds: 5,
      argv: (context, found) => {
        const path = envPath(context);
        return path === null || !mayPrintSecrets(context, found) ? null : ['cat', '--', path];
      },
      pattern: (context) => ['cat', '--', envPath(context) ?? ''],
    },
  },
  read: ({ link, file, cat }, context): Read<EnvFile> => {
    const { app, secrets, keep } = context;
    const path = envPath(context);
    if (path === null || !app) return noApp;
    if (!mayPrintSecrets(context, context.found)) return unseen('refused', { what: wouldBeRecorded });
    const refused = whyNotRead(path, link, file, cat);
    // Without a file the service's own environment is the source, where it was seen.
    const isFromUnit = refused?.reason.code === 'no-file' && context.found.get(appEnvironment)?.unit && secrets.started;
    if (refused && !isFromUnit) return refused;
    const text = refused ? '' : decode(cat.stdout);
    if (text === null) return unseen('malformed', { what: `${path} is not UTF-8, so python-dotenv cannot read it` });
    const readings = dialectsOf(context).map((dialect) => parseDotenv(text, dialect));
    if (readings.some(({ bindings }) => !isDeepStrictEqual(bindings, readings[0]?.bindings)))
      return unseen('malformed', {
        what: `releases of python-dotenv before and since ${grammarVersions[1]} read ${path} differently, and which of them the app has was not seen`,
      });
    const dotenv = readings[0]!;
    const inFile = effectiveValues(dotenv.bindings, secrets.started ?? undefined);
    if (!inFile) return unseen('malformed', { what: `${path} has variables that grow past all measure` });
    const { requiredKeys, environmentKey } = app;
    const effective = appValues(inFile, secrets.started, { requiredKeys, environmentKey });
    secrets.environment = new Map([...effective].map(([key, { value }]) => [key, value ?? '']));
    for (const [key, { value }] of inFile) secrets.also.push([key, value ?? '']);
    return seen(reduceEnvironment(dotenv, effective, { path, requiredKeys, environmentKey, keep }));
  },
});

/** Of the python-dotenv beside the app; all that there are where none was seen. */
function dialectsOf({ found }: ReadContext): Dialect[] {
  const packages = found.get(installedPackages)?.packages ?? [];
  const versions = packages.filter(({ name }) => name === 'python-dotenv').map(({ version }) => version);
  return (versions.length > 0 ? versions : [...grammarVersions]).map(dialectOf);
}

type Unseen = ReturnType<typeof unseen>;

const largest = 1024 * 1024;

/**
 * We may be root: whoever can make the path a link decides what root reads. A link counts only when root or the file's
 * owner made it, and only a regular file of sane size is an env file.
 */
function whyNotRead(path: string, link: SectionOutput, file: SectionOutput, cat: SectionOutput): Unseen | null {
  for (const section of [link, file]) {
    const reason = whyNot(section);
    if (reason) return reason.code === 'no-file' ? unseen('no-file', { path }) : { ok: false, reason };
  }
  const [itself, ends] = [link, file].map((section) => parseEnvStat(textOf(section.stdout)));
  if (!itself || !ends) return unseen('malformed', { what: 'the output of stat' });
  if (ends.type !== 'regular') return unseen('refused', { what: `${path} is no regular file, and is not read` });
  if (itself.type === 'symlink' && itself.owner !== 'root' && itself.owner !== ends.owner)
    return unseen('refused', {
      what: `${path} is a link that neither root nor the file's owner made, and is not followed`,
    });
  if (ends.bytes > largest) return unseen('too-big', { limitBytes: largest });
  const reason = whyNot(cat);
  if (reason) return { ok: false, reason };
  // Between stat and cat the path may have been turned to another file.
  if (cat.stdout.length !== ends.bytes) return unseen('malformed', { what: `${path} changed while it was read` });
  return null;
}

/** As Python opens it: UTF-8 or an error, and the byte order mark stays. */
function decode(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
