import { seen, unseen } from '../../../shared/fact';
import {
  countAclReaders,
  type EnvFileStat,
  envFileStat,
  envStatFormat,
  foldersAbove,
  parseEnvStat,
} from '../../../shared/facts/host/env-file-stat';
import { inApp } from '../../../shared/target';
import { defineProbe, type ProbeContext, type RootSection, type SectionOutput } from '../probe';
import { textOf, whyNot } from '../section-reason';

/**
 * All as root, on the path of the target's env file:
 *
 *     env-file-stat.link      stat -c %F/%a/%U/%G/%u/%g/%s/%Y/%Z -- /srv/shop/.env
 *     env-file-stat.file      stat -L -c %F/%a/%U/%G/%u/%g/%s/%Y/%Z -- /srv/shop/.env
 *     env-file-stat.parents   stat -L -c %F/%a/%U/%G/%u/%g/%s/%Y/%Z -- / /srv /srv/shop
 *     env-file-stat.acl       getfacl -cnp -- /srv/shop/.env
 *     env-file-stat.list      ls -ldL -- /srv/shop/.env
 */
export const statSection = (follow: boolean): RootSection => ({
  as: 'root',
  seconds: 5,
  argv: (context) => {
    const path = envPath(context);
    return path === null ? null : ['stat', ...(follow ? ['-L'] : []), '-c', envStatFormat, '--', path];
  },
});

export const envPath = ({ app }: ProbeContext): string | null => (app ? inApp(app, app.envFile) : null);

export const noApp = unseen('not-collected', { fact: 'the app of the target' });

export const envFileStatProbe = defineProbe({
  fact: envFileStat,
  roles: ['app'],
  sections: {
    link: statSection(false),
    file: statSection(true),
    parents: {
      as: 'root',
      seconds: 5,
      argv: (context) => {
        const path = envPath(context);
        return path === null ? null : ['stat', '-L', '-c', envStatFormat, '--', ...foldersAbove(path)];
      },
    },
    acl: onPath('getfacl', '-cnp'),
    // Debian installs no getfacl by itself, and a "+" behind the mode tells all the same that there is a list.
    list: onPath('ls', '-ldL'),
  },
  read: ({ link, file, parents, acl, list }, context) => {
    const path = envPath(context);
    if (path === null) return noApp;
    const noLink = whyNot(link);
    if (noLink)
      return noLink.code === 'no-file'
        ? seen({ exists: false as const, path, link: false })
        : { ok: false, reason: noLink };
    const itself = parseEnvStat(textOf(link.stdout));
    if (!itself) return malformed;
    const noFile = whyNot(file);
    if (noFile)
      return noFile.code === 'no-file'
        ? seen({ exists: false as const, path, link: true })
        : { ok: false, reason: noFile };
    const ends = parseEnvStat(textOf(file.stdout));
    if (!ends) return malformed;
    const noParents = whyNot(parents);
    if (noParents) return { ok: false, reason: noParents };
    const folders = foldersAbove(path);
    const stats = textOf(parents.stdout).trimEnd().split('\n').map(parseEnvStat);
    if (stats.length !== folders.length || !stats.every((stat) => stat !== null)) return malformed;
    return seen<EnvFileStat>({
      exists: true,
      path,
      symlink: itself.type === 'symlink' ? { owner: itself.owner } : null,
      ...ends,
      parents: stats.map(({ mode, owner }, i) => ({ path: folders[i] ?? '/', mode, owner })),
      acl: aclOf(acl, list),
    });
  },
});

const malformed = unseen('malformed', { what: 'the output of stat' });

function onPath(...words: readonly string[]): RootSection {
  return {
    as: 'root',
    seconds: 5,
    argv: (context) => {
      const path = envPath(context);
      return path === null ? null : [...words, '--', path];
    },
  };
}

function aclOf(acl: SectionOutput, list: SectionOutput): { checked: boolean; extraReaders: number } {
  const readers = whyNot(acl) ? null : countAclReaders(textOf(acl.stdout));
  if (readers !== null) return { checked: true, extraReaders: readers };
  const noList = !whyNot(list) && /^[a-z-][rwxsStT-]{9}[ .]/.test(textOf(list.stdout));
  return { checked: noList, extraReaders: 0 };
}
