import { Select, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { Maybe } from '../../../shared/control';
import { sayReason } from '../../../shared/fact';
import { certificate } from '../../../shared/facts/site/certificate';
import { tls } from '../../../shared/facts/site/tls';
import { certificateTimeline } from '../../../shared/pictures/certificate-timeline';
import { portMap } from '../../../shared/pictures/port-map';
import { seenIn } from '../../../shared/pictures/seen-in';
import { tlsAccepted } from '../../../shared/pictures/tls-accepted';
import type { Run } from '../../../shared/review/run';
import { Panel } from '../../parts/panel';
import type { OpenReview } from '../../state/review';
import { words } from '../../words';
import { CertificatePicture } from './certificate-picture';
import { PortPicture } from './port-picture';
import { TlsPicture } from './tls-picture';

type Checked = OpenReview & { run: Run };

/** What people would rather look at than read: ports, certificates, TLS. */
export function Pictures({ review }: { review: Checked }) {
  const { hosts, site } = review.state.target;
  return (
    <Stack gap={20}>
      {hosts.length > 0 && <Ports review={review} />}
      {site && <Site facts={review.run.facts} />}
    </Stack>
  );
}

function Ports({ review: { run, state } }: { review: Checked }) {
  const names = state.target.hosts.map(({ name }) => name);
  const [host, setHost] = useState(names[0]!);
  const { title, ofHost } = words.pictures.ports;
  return (
    <Panel
      title={title(host)}
      aside={
        names.length > 1 && (
          <Select
            aria-label={ofHost}
            data={names}
            value={host}
            allowDeselect={false}
            onChange={(to) => to && setHost(to)}
            searchable
          />
        )
      }
    >
      <Seen seen={portMap(run.facts, host, state.target)}>{(rows) => <PortPicture rows={rows} />}</Seen>
    </Panel>
  );
}

function Site({ facts }: Pick<Run, 'facts'>) {
  return (
    <>
      <Panel title={words.pictures.certificate.title}>
        <Seen seen={seenIn(facts, certificate, null)}>
          {({ chain }) => <CertificatePicture timeline={certificateTimeline(chain, Date.now())} />}
        </Seen>
      </Panel>
      <Panel title={words.pictures.tls.title}>
        <Seen seen={seenIn(facts, tls, null)}>{({ versions }) => <TlsPicture versions={tlsAccepted(versions)} />}</Seen>
      </Panel>
    </>
  );
}

function Seen<V>({ seen, children }: { seen: Maybe<V>; children: (value: V) => React.ReactNode }) {
  return seen.ok ? children(seen.value) : <Text c="dimmed">{words.pictures.unseen(sayReason(seen.reason))}</Text>;
}
