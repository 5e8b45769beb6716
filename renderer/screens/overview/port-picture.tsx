import { Group, Table, Text } from '@mantine/core';
import type { PortRow } from '../../../shared/pictures/port-map';
import { type Verdict, VerdictMark } from '../../parts/verdict-mark';
import { WideTable } from '../../parts/wide-table';
import { words } from '../../words';
import { PortFlow } from './port-flow';
import classes from './port-picture.module.css';

const shownAtMost = 60;

const verdictOf = ({ exposure, meant, reached }: PortRow): Verdict => {
  if (exposure === 'open' || reached === 'open') return meant ? 'good' : 'bad';
  return exposure === 'unknown' ? 'unseen' : 'quiet';
};
/** What is reached although the rules say otherwise is drawn as reached. */
const flowOf = ({ exposure, reached }: PortRow): PortRow['exposure'] => (reached === 'open' ? 'open' : exposure);

/** Sockets, firewall, and what answers from here: the picture is a table, a row for each port. */
export function PortPicture({ rows }: { rows: readonly PortRow[] }) {
  const { columns, says, by, reached, notNamed, notHere, all, none, more } = words.pictures.ports;
  if (rows.length === 0) return <Text c="dimmed">{none}</Text>;
  return (
    <>
      <WideTable label={words.pictures.ports.table} minWidth={760}>
        <Table className={classes.table} verticalSpacing="xs" withRowBorders={false}>
          <Table.Thead>
            <Table.Tr>
              {Object.entries(columns).map(([name, label]) => (
                <Table.Th key={name}>{label}</Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.slice(0, shownAtMost).map((row) => (
              <Table.Tr key={`${row.protocol} ${row.port} ${row.process}`}>
                <Table.Th scope="row">
                  {row.port}/{row.protocol}
                </Table.Th>
                <Table.Td>{row.process ?? (row.bound.length > 0 ? notNamed : notHere)}</Table.Td>
                <Table.Td>
                  <Group gap={6} wrap="nowrap">
                    <VerdictMark verdict={verdictOf(row)} />
                    {says[flowOf(row)]}
                    {verdictOf(row) === 'bad' && `, ${words.pictures.ports.notMeant}`}
                  </Group>
                </Table.Td>
                <Table.Td className={classes.flow}>
                  <PortFlow exposure={flowOf(row)} verdict={verdictOf(row)} />
                </Table.Td>
                <Table.Td>{row.bound.join(', ')}</Table.Td>
                <Table.Td className={classes.rule}>{row.by === null ? '' : by[row.exposure](row.by)}</Table.Td>
                <Table.Td>{row.protocol === 'tcp' ? reached[row.reached ?? 'not-tried'] : ''}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
          {rows.length > shownAtMost && <Table.Caption>{more(rows.length - shownAtMost)}</Table.Caption>}
        </Table>
      </WideTable>
      <Text size="sm" c="dimmed" mt="xs">
        {all}
      </Text>
    </>
  );
}
