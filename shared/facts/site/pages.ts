import { z } from 'zod';
import { defineFact } from '../../fact';
import { exchangeSchema } from './http-seen';

/** What plain GETs of the site's pages answer. */
const pageSchema = z.strictObject({
  /**
   * `unknown`: a path that cannot exist. `asset`: a style sheet, script or picture that the start page loads, which a web server
   * often serves by itself. `query`: the same page with a query that no application expects.
   */
  kind: z.enum(['root', 'login', 'unknown', 'asset', 'cors-path', 'root-query', 'login-query', 'cors-path-query']),
  path: z.string(),
  seen: exchangeSchema,
});
export type Page = z.infer<typeof pageSchema>;

export const pages = defineFact({
  id: 'site.pages',
  schema: z.strictObject({ pages: z.array(pageSchema).min(3) }),
});
