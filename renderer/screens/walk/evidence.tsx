import { Text } from '@mantine/core';
import type { Finding } from '../../../shared/control';
import { type Fact, sayReason } from '../../../shared/fact';
import { factsOf, witnessOf, witnessWords } from '../../../shared/report/witness';
import type { Run } from '../../../shared/review/run';
import { dateTime } from '../../parts/dates';
import { words } from '../../words';
import classes from './evidence.module.css';
import { Section } from './section';

/** The facts that a finding rests on: when, by whose word, from which command or request. What was answered is kept nowhere. */
export function Evidence({ finding, run }: { finding: Finding; run: Run }) {
  const facts = factsOf(finding, run.facts);
  if (finding.facts.length === 0) return null;
  const hosts = run.hosts.filter(({ name }) => facts.some(({ host }) => host === name));
  return (
    <Section title={words.walk.sections.evidence}>
      {facts.length === 0 && <p>{words.walk.noEvidence}</p>}
      <ul>
        {facts.map((fact) => (
          <li key={`${fact.id} ${fact.host ?? ''}`}>
            <Source fact={fact} />
            <Text size="sm" c="dimmed">
              {[fact.host, dateTime(fact.at), witnessWords[witnessOf(fact)], !fact.ok && sayReason(fact.reason)]
                .filter(Boolean)
                .join(' · ')}
            </Text>
          </li>
        ))}
      </ul>
      {hosts.map(({ name, address, trustedBy }) => (
        <Text key={name} size="sm" c="dimmed" mt="xs">
          {words.walk.reachedHost(name, address, trustedBy)}
        </Text>
      ))}
    </Section>
  );
}

function Source({ fact: { from } }: { fact: Fact }) {
  if ('url' in from) return <code className={classes.command}>{words.walk.requested(from.url, from.address)}</code>;
  if ('local' in from) return words.walk.local[from.local];
  return from.commands.map(({ command, as, exitCode }) => (
    <div key={`${as} ${command}`}>
      <code className={classes.command}>{command}</code>
      <Text span size="sm" c="dimmed">
        {' '}
        {words.walk.asWhom(as, exitCode)}
      </Text>
    </div>
  ));
}
