import { Table, Text } from '@mantine/core';
import type { VerifyResult } from '../../shared/record/verify-result';
import { words } from '../words';
import classes from './verified.module.css';

/** Three answers apart, who signed, and what exactly is wrong. */
export function Verified({ result }: { result: VerifyResult }) {
  const text = words.record.verified;
  const { authentic, rejudged, inForce, signers, reasons } = result;
  const differences = rejudged?.differences.length ?? 0;
  const rows: [string, string][] = [
    [text.authentic, authentic ? text.yes : text.no],
    ...(rejudged
      ? [
          [
            text.right,
            !rejudged.judged ? text.notJudged : differences === 0 ? text.yes : text.differs(differences),
          ] as [string, string],
        ]
      : []),
    ...(inForce
      ? [
          [text.inForce, inForce.expired.length === 0 ? text.yes : text.expired(inForce.expired.length)] as [
            string,
            string,
          ],
        ]
      : []),
    ...signers.map(
      ({ name, email, sha256, trusted }) =>
        [text.by, `${name} ${email ? `<${email}>` : ''} ${sha256}, ${text.trust[trustIn(trusted)]}`] as [
          string,
          string,
        ],
    ),
  ];
  return (
    <>
      <Text fw={700} size="xl" c={colourOf(result)}>
        {result.verdict}
      </Text>
      {result.record && <Text>{result.record.sentence}</Text>}
      <Table mt="sm" style={{ overflowWrap: 'anywhere' }}>
        <Table.Tbody>
          {rows.map(([label, value]) => (
            <Table.Tr key={`${label}${value}`}>
              <Table.Th scope="row" miw={140}>
                {label}
              </Table.Th>
              <Table.Td className={classes.value}>{value}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {reasons.map(({ where, words: why }) => (
        <Text key={`${where}${why}`} c="var(--no-go)" style={{ overflowWrap: 'anywhere' }}>
          {where}: {why}
        </Text>
      ))}
    </>
  );
}

const trustIn = (trusted: boolean | null): VerifyResult['trust'] =>
  trusted === null ? 'none' : trusted ? 'trusted' : 'untrusted';

/** As the command line paints it: green needs signers that somebody here knows. */
const colourOf = ({ exitCode, trust }: VerifyResult): string =>
  exitCode > 0 ? 'var(--no-go)' : trust === 'trusted' ? 'var(--go)' : 'var(--waits)';
