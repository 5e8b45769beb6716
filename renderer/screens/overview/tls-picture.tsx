import { Group, Table, Text } from '@mantine/core';
import type { VersionRow } from '../../../shared/pictures/tls-accepted';
import { type Verdict, VerdictMark } from '../../parts/verdict-mark';
import { WideTable } from '../../parts/wide-table';
import { words } from '../../words';
import classes from './tls-picture.module.css';

const worth = { strong: 'good', weak: 'waits', broken: 'bad' } as const;
const verdictOf = ({ state, right, version }: VersionRow): Verdict => {
  if (state === 'unclear') return 'unseen';
  if (right) return 'good';
  // To do without the newest is allowed; to take an old one is not.
  return version === 'TLSv1.3' ? 'waits' : 'bad';
};

/** Each version of the protocol, newest first: whether it is taken, and which suites with it. */
export function TlsPicture({ versions }: { versions: readonly VersionRow[] }) {
  const { columns, says, more } = words.pictures.tls;
  return (
    <WideTable label={words.pictures.tls.title} minWidth={560}>
      <Table verticalSpacing="sm" withRowBorders={false}>
        <Table.Thead>
          <Table.Tr>
            {Object.entries(columns).map(([name, label]) => (
              <Table.Th key={name}>{label}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {[...versions].reverse().map((row) => (
            <Table.Tr key={row.version}>
              <Table.Th scope="row">{row.version.replace(/^(TLS|SSL)v/, '$1 ')}</Table.Th>
              <Table.Td>
                <Group gap={6} wrap="nowrap">
                  <VerdictMark verdict={verdictOf(row)} />
                  {says(row.state, row.right)}
                </Group>
              </Table.Td>
              <Table.Td>
                <Suites row={row} />
                {row.state === 'accepted' && !row.complete && (
                  <Text size="sm" c="dimmed">
                    {more}
                  </Text>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </WideTable>
  );
}

function Suites({ row: { suites } }: { row: VersionRow }) {
  if (suites.length === 0) return null;
  return (
    <ul className={classes.suites}>
      {suites.map((suite) => (
        <li key={suite.name} className={classes.suite}>
          <VerdictMark verdict={worth[suite.worth]} size={16} />
          <span>
            {suite.name} <b>{words.pictures.tls.worth[suite.worth]}</b>
            {suite.because && `: ${suite.because}`}
          </span>
        </li>
      ))}
    </ul>
  );
}
