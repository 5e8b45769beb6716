import { Switch, Text } from '@mantine/core';
import { useState } from 'react';
import type { Evidence } from '../../../../shared/review/events';
import { dateAfter } from '../../../../shared/review/expiry';
import { DialogForm } from '../../../parts/dialog-form';
import { namesIn } from '../../../parts/names-in';
import { PersonField } from '../../../parts/person-field';
import { ProseField } from '../../../parts/prose-field';
import { attempt } from '../../../state/notices';
import { useReview } from '../../../state/review';
import { words } from '../../../words';
import { controlOf } from '../acts';
import type { FindingDialog } from './dialog';
import { EvidenceFiles } from './evidence-files';
import { ExpiryField } from './expiry-field';

/** A named person states what no program can see, or why something may be left out. */
export function Attest({ finding, review, walk, me, files, onClose, onDone }: FindingDialog) {
  const attest = controlOf(finding)?.attest;
  const leftOut = finding.code === 'out-of-scope';
  const maxDays = attest?.expiresAfterDays;
  const [statement, setStatement] = useState(leftOut ? '' : (attest?.statement ?? ''));
  const [person, setPerson] = useState(me);
  const [expires, setExpires] = useState(maxDays === undefined ? '' : dateAfter(walk.now, maxDays));
  const [evidence, setEvidence] = useState<Evidence[]>([]);
  const [everyHost, setEveryHost] = useState(false);
  const alike = walk.applied.findings.filter(
    ({ control, status, code }) => control === finding.control && status === 'manual' && code === finding.code,
  );
  const w = words.walk.attest;

  const say = () =>
    attempt(async () => {
      await useReview.getState().say(person, {
        type: 'attested',
        data: {
          control: finding.control,
          host: everyHost ? null : finding.host,
          statement,
          evidence,
          expires: expires === '' ? null : expires,
        },
      });
      onDone(words.walk.done.attested(finding.control), 'goes-on');
    });

  return (
    <DialogForm
      title={leftOut ? w.leaveOut(finding.title) : w.title(finding.title)}
      submit={w.submit}
      ready={statement.trim() !== '' && person.trim() !== ''}
      onSubmit={say}
      onClose={onClose}
    >
      {leftOut && <Text size="sm">{finding.observed}</Text>}
      <ProseField
        label={leftOut ? w.reason : w.statement}
        description={leftOut ? undefined : w.statementHint}
        value={statement}
        onChange={setStatement}
      />
      {attest && !leftOut && (
        <Text size="sm">
          <b>{w.convinces}:</b> {attest.evidence}
        </Text>
      )}
      <EvidenceFiles
        review={review.id}
        dropped={files}
        kept={evidence}
        onKept={(file) => setEvidence((all) => [...all.filter((one) => !isSame(one, file)), file])}
        onRemove={(file) => setEvidence((all) => all.filter((one) => one !== file))}
      />
      <PersonField names={namesIn(review.events)} value={person} onChange={setPerson} />
      <ExpiryField now={walk.now} maxDays={maxDays} value={expires} onChange={setExpires} />
      {alike.length > 1 && (
        <Switch
          label={words.walk.allHosts(alike.length)}
          checked={everyHost}
          onChange={(event) => setEveryHost(event.currentTarget.checked)}
        />
      )}
    </DialogForm>
  );
}

const isSame = (one: Evidence, other: Evidence): boolean => one.sha256 === other.sha256 && one.name === other.name;
