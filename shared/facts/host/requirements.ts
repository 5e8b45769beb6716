import { z } from 'zod';
import { defineFact } from '../../fact';

/** What the app asks pip for, through every `-r` and `-c`. Index addresses, which may hold credentials, are never kept. */

/** PEP 503's normal form: `Flask_Login` is `flask-login`. */
export const packageName = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
  .max(200);
/** PEP 440, as far as it needs to be told from other text. */
export const packageVersion = z.string().regex(/^[0-9A-Za-z][0-9A-Za-z.!+_-]{0,99}$/);

export const requirementSchema = z.strictObject({
  /** Null where the line names no package: a URL, a path, an editable. */
  name: packageName.nullable(),
  file: z.string(),
  line: z.number().int().positive(),
  /** The exact version of `==` or `===`; null where there is none or it has a wildcard. */
  version: packageVersion.nullable(),
  hashed: z.boolean(),
  /** From a `-c` file: it limits a version and installs nothing. */
  constraint: z.boolean(),
  /** An environment marker stands behind it, so that it may not be installed here. */
  conditional: z.boolean(),
});

export const lockFileNames = ['poetry.lock', 'uv.lock', 'Pipfile.lock', 'pdm.lock'] as const;

export const requirements = defineFact({
  id: 'host.requirements',
  schema: z.strictObject({
    /** Files that were read, in the order of reading. */
    files: z.array(z.string()),
    /** Files that are named and are not there, or that lie outside the app's folder. */
    missing: z.array(z.string()),
    requirements: z.array(requirementSchema),
    /** Lines that pip would not take. */
    notRead: z.number().int().nonnegative(),
    lockFiles: z.array(z.enum(lockFileNames)),
  }),
});
