import { z } from 'zod';
import { defineFact } from '../../fact';
import { packageName, packageVersion } from './requirements';

/** Python packages that are installed under the app's folder, by the names of their `*.dist-info` folders. */

export const installedPackages = defineFact({
  id: 'host.installed-packages',
  schema: z.strictObject({
    /** The site-packages folders in which they lie. */
    folders: z.array(z.string()),
    packages: z.array(z.strictObject({ name: packageName, version: packageVersion, folder: z.string() })),
  }),
});

/** PEP 503. */
export const normalName = (name: string): string => name.toLowerCase().replace(/[-_.]+/g, '-');

/** Paths of `*.dist-info` folders, one a line. Their form is `<name>-<version>` (PEP 427), the name without hyphens. */
export function parseDistInfo(text: string): {
  folders: string[];
  packages: { name: string; version: string; folder: string }[];
} {
  const packages = text.split('\n').flatMap((path) => {
    const match = /^(\/[\x20-\x7e]{1,1000})\/([^/]{1,200})-([^/-]{1,100})\.dist-info$/.exec(path);
    if (!match) return [];
    const [, folder = '', name = '', version = ''] = match;
    const found = { name: normalName(name), version, folder };
    return packageName.safeParse(found.name).success && packageVersion.safeParse(version).success ? [found] : [];
  });
  return { folders: [...new Set(packages.map(({ folder }) => folder))].sort(), packages };
}
