import { Stack, Table, Text } from '@mantine/core';
import { printable } from '../../../shared/printable';
import { type DiffResult, type FindingChange, worstFirst } from '../../../shared/record/diff';
import type { Release } from '../../../shared/review/events';
import { Panel } from '../../parts/panel';
import { sayRelease } from '../../parts/say-release';
import { type Verdict, VerdictMark } from '../../parts/verdict-mark';
import type { Comparison } from '../../state/verify';
import { words } from '../../words';
import classes from './compared.module.css';

const marks: Record<FindingChange['change'], Verdict> = {
  worse: 'bad',
  'no longer waived': 'bad',
  new: 'quiet',
  other: 'quiet',
  gone: 'quiet',
  waived: 'waits',
  better: 'good',
};

/** From the earlier record to the later, what got worse first. What is the same in both is left out. */
export function Compared({ comparison: { before, after, diff } }: { comparison: Comparison }) {
  const text = words.verify.compare;
  return (
    <Panel title={text.changed}>
      <Stack gap="sm">
        <Text className={classes.paths}>{text.which(before, after)}</Text>
        <Text c="dimmed">{text.notVerified}</Text>
        {!diff.differ && <Text fw={600}>{text.same}</Text>}
        {diff.changes.length > 0 && <Changes changes={diff.changes} />}
        {diff.findings.length > 0 && <Findings findings={worstFirst(diff.findings)} />}
      </Stack>
    </Panel>
  );
}

function Changes({ changes }: Pick<DiffResult, 'changes'>) {
  const { columns, what: names } = words.verify.compare;
  return (
    <Table className={classes.table} layout="fixed">
      <Table.Thead>
        <Table.Tr>
          <Table.Th className={classes.narrow}>{columns.what}</Table.Th>
          <Table.Th>{columns.before}</Table.Th>
          <Table.Th>{columns.after}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {changes.map(({ what, before, after }) => (
          <Table.Tr key={what}>
            <Table.Th scope="row">{names[what]}</Table.Th>
            <Table.Td>{sayValue(what, before)}</Table.Td>
            <Table.Td>{sayValue(what, after)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function sayValue(what: DiffResult['changes'][number]['what'], value: string): string {
  if (what === 'decision') return words.overview.decision[value as 'go' | 'no-go'];
  // A comparison holds it as the record does.
  return printable(what === 'release' ? sayRelease(JSON.parse(value) as Release | null) : value, 1000);
}

function Findings({ findings }: Pick<DiffResult, 'findings'>) {
  const { findingColumns: columns, counted } = words.verify.compare;
  const counts = new Map<FindingChange['change'], number>();
  for (const { change } of findings) counts.set(change, (counts.get(change) ?? 0) + 1);
  return (
    <>
      <Text fw={600}>{[...counts].map(([change, count]) => counted[change](count)).join(', ')}</Text>
      <Table className={classes.table} layout="fixed" verticalSpacing="sm">
        <Table.Thead>
          <Table.Tr>
            {Object.entries(columns).map(([name, label]) => (
              <Table.Th key={name} className={name === 'change' ? classes.narrow : undefined}>
                {label}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {findings.map((finding) => (
            <FindingRow key={`${finding.control} ${finding.host}`} finding={finding} />
          ))}
        </Table.Tbody>
      </Table>
    </>
  );
}

function FindingRow({ finding: { control, host, title, change, before, after } }: { finding: FindingChange }) {
  const text = words.verify.compare;
  return (
    <Table.Tr>
      <Table.Th scope="row">
        {printable(title)}
        <Text size="sm" c="dimmed">
          <code>{control}</code> {host && text.onHost(printable(host))}
        </Text>
      </Table.Th>
      <Table.Td>
        <span className={classes.change}>
          <VerdictMark verdict={marks[change]} />
          {text.change[change]}
        </span>
      </Table.Td>
      <Table.Td>
        <Outcome outcome={before} />
      </Table.Td>
      <Table.Td>
        <Outcome outcome={after} />
      </Table.Td>
    </Table.Tr>
  );
}

function Outcome({ outcome }: { outcome: FindingChange['before'] }) {
  const { none, waived } = words.verify.compare;
  if (!outcome) return none;
  return (
    <>
      {words.walk.standings[outcome.status]}
      {outcome.waived && `, ${waived}`}
      <Text size="sm">{printable(outcome.observed, 1000)}</Text>
    </>
  );
}
