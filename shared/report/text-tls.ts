import type { CheckedSite } from './check-result';
import type { TextOptions } from './text-options';
import { labelled } from './wrap';

type Version = NonNullable<CheckedSite['tls']>[number];

/** What the site accepts, newest version first, one suite a line; the refused versions share one. */
export function tlsTable(versions: readonly Version[], options: TextOptions): string[] {
  if (versions.length === 0) return [];
  const { palette, width } = options;
  const newest = [...versions].reverse();
  const refused = newest.filter(({ state }) => state === 'refused').map(({ version }) => sayVersion(version));
  return [
    palette.bold('TLS as offered to the site'),
    ...newest.filter(({ state }) => state !== 'refused').flatMap((version) => rowsOf(version, options)),
    ...(refused.length > 0 ? labelled('  refused', refused.join(', '), { indent: 11, width }).map(palette.dim) : []),
  ];
}

const sayVersion = (version: string): string => version.replace(/^(SSL|TLS)v/, '$1 ');

function rowsOf({ version, state, right, order, groups, suites, complete }: Version, options: TextOptions): string[] {
  const { palette, width } = options;
  const head = `  ${sayVersion(version).padEnd(9)}`;
  if (state === 'unclear') return [palette.yellow(`${head}no clear answer`)];
  const says = [
    order === 'server' ? "the server's order" : order === 'client' ? "the client's order" : '',
    groups.length > 0 ? `groups ${groups.join(', ')}` : '',
  ].filter((text) => text !== '');
  const name = Math.max(...suites.map((suite) => suite.name.length), 0);
  return [
    ...labelled(head, ['accepted', ...says].join('; '), { indent: 11, width }).map(right ? palette.green : palette.red),
    ...suites.map((suite) => {
      const remark = suite.because === null ? '' : `  ${suite.worth}: ${suite.because}`;
      const line = `    ${suite.id.toString(16).padStart(4, '0')}  ${remark ? suite.name.padEnd(name) : suite.name}${remark}`;
      return suite.worth === 'broken' ? palette.red(line) : suite.worth === 'weak' ? palette.yellow(line) : line;
    }),
    ...(complete ? [] : [palette.yellow('    and perhaps more: the list could not be ended')]),
  ];
}
