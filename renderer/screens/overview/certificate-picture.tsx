import { Group, Text } from '@mantine/core';
import type { CertificateTimeline } from '../../../shared/pictures/certificate-timeline';
import { date } from '../../parts/dates';
import { VerdictMark } from '../../parts/verdict-mark';
import { words } from '../../words';
import classes from './certificate-picture.module.css';

type Span = CertificateTimeline['spans'][number];
const marks = { valid: 'good', soon: 'waits', 'not-yet': 'waits', expired: 'bad' } as const;
const percent = (place: number): string => `${(100 * place).toFixed(2)}%`;

/** From when to when each certificate is valid, where now is, and from where on a renewal is late. */
export function CertificatePicture({ timeline: { now, spans } }: { timeline: CertificateTimeline }) {
  return spans.map((span) => (
    <div key={`${span.subject} ${span.notBefore}`} className={classes.span}>
      <Group gap={8} wrap="nowrap" align="flex-start">
        <VerdictMark verdict={marks[span.state]} size={22} />
        <Text style={{ overflowWrap: 'anywhere' }}>
          <b>{words.pictures.certificate.states[span.state](span.daysLeft)}</b>, {span.subject}
          <Text span c="dimmed">
            {' '}
            {words.pictures.certificate.issuedBy(span.issuer)}
          </Text>
        </Text>
      </Group>
      <Life span={span} now={now} />
    </div>
  ));
}

function Life({
  span: { state, start, end, renewBy, notBefore, notAfter, subject },
  now,
}: {
  span: Span;
  now: number;
}) {
  const { describe, from, until, today } = words.pictures.certificate;
  const isLate = now > 0.5;
  return (
    <svg width="100%" height="62" role="img" className={classes.bar} data-state={state}>
      <title>{subject}</title>
      <desc>{describe(date(notBefore), date(notAfter))}</desc>
      <rect className={classes.track} x="0" y="20" width="100%" height="18" rx="9" />
      <rect className={classes.life} x={percent(start)} y="20" width={percent(end - start)} height="18" rx="4" />
      <rect className={classes.late} x={percent(renewBy)} y="20" width={percent(end - renewBy)} height="18" rx="4" />
      <line className={classes.now} x1={percent(now)} y1="14" x2={percent(now)} y2="44" />
      <text className={classes.label} x={percent(now)} y="11" textAnchor={isLate ? 'end' : 'start'}>
        {today}
      </text>
      <text className={classes.label} y="57" {...anchorOf(Math.max(0, start), Math.min(1, end))}>
        {from(date(notBefore))} {until(date(notAfter))}
      </text>
    </svg>
  );
}

/** Where the dates stand beneath a life that may be a sliver of the picture: where there is room for them. */
function anchorOf(start: number, end: number) {
  if (start < 1 / 3) return { x: percent(start), textAnchor: 'start' } as const;
  if (end > 2 / 3) return { x: percent(end), textAnchor: 'end' } as const;
  return { x: percent((start + end) / 2), textAnchor: 'middle' } as const;
}
