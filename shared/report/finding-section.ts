import type { Finding } from '../control';
import type { Fact } from '../fact';
import { sayReason } from '../fact';
import { html, type Markup } from './markup';
import { instant, onHost, person, type ReportView, tag } from './report-view';
import { factsOf, witnessOf, witnessWords } from './witness';

/** Every finding, what holds the launch first, each with what it rests on. */
export function findingSection(view: ReportView): Markup {
  const { findings, record } = view;
  const holds = (finding: Finding): boolean =>
    record.decision.holding.some(({ control, host }) => control === finding.control && host === finding.host);
  const groups: [string, Finding[]][] = [
    ['What holds the launch', findings.filter(holds)],
    ['Waived, and still failing', findings.filter(({ waived }) => waived)],
    ['Failed or not checked, without holding the launch', rest(findings, holds, ['fail', 'error'])],
    ['For a person to say', rest(findings, holds, ['manual'])],
    ['Passed', rest(findings, holds, ['pass'])],
    ['Not applicable', rest(findings, holds, ['not-applicable'])],
  ];
  return html`<h2 class="page-break">Every finding</h2>
${groups
  .filter(([, members]) => members.length > 0)
  .map(
    ([title, members]) =>
      html`<h3>${title} (${members.length})</h3>${members.map((finding) => article(view, finding))}`,
  )}`;
}

const rest = (findings: readonly Finding[], holds: (finding: Finding) => boolean, statuses: Finding['status'][]) =>
  findings.filter((finding) => !holds(finding) && !finding.waived && statuses.includes(finding.status));

function article(view: ReportView, finding: Finding): Markup {
  const attestation = view.attestationOf(finding);
  const isSettled = finding.status === 'pass' || finding.status === 'not-applicable' || attestation !== null;
  return html`<article>
<header>${tag(finding.status, finding.status.replace('-', ' '))}${finding.waived && tag('waived')}${attestation && tag('attested')}<h4>${finding.title}</h4>
<span class="soft"><code>${finding.control}</code>${onHost(finding)} · ${finding.severity}</span></header>
<dl>
  <dt>Expected</dt><dd>${finding.expected}${finding.sources.length > 0 && html` <span class="soft">(${finding.sources.join('; ')})</span>`}</dd>
  <dt>Observed</dt><dd>${finding.observed}</dd>
  ${finding.notes.length > 0 && html`<dt>Notes</dt><dd>${finding.notes.map(({ text }) => html`${text}<br>`)}</dd>`}
  ${
    attestation &&
    html`<dt>Attested</dt><dd>“${attestation.statement}” ${person(view, attestation.by, attestation.enteredBy)}, ${instant(attestation.at)}${
      attestation.expires && `, until ${attestation.expires}`
    }${attestation.evidence.map(
      ({ name, sha256, bytes }) =>
        html`<br><span class="soft">${name}, ${bytes} bytes: <code>evidence/${sha256}</code></span>`,
    )}</dd>`
  }
  ${
    finding.waiver &&
    html`<dt>Waived</dt><dd>“${finding.waiver.reason}” ${person(view, finding.waiver.by)}, approved by ${person(view, finding.waiver.approvedBy ?? '')}, until ${finding.waiver.expires}</dd>`
  }
  ${evidence(factsOf(finding, view.run.facts))}
  ${!isSettled && html`<dt>Repair</dt><dd><pre>${finding.fix}</pre></dd>`}
</dl></article>`;
}

const evidence = (facts: readonly Fact[]): Markup | false =>
  facts.length > 0 &&
  html`<dt>Evidence</dt><dd><ul class="plain">${facts.map(
    (fact) =>
      html`<li>${source(fact)} <span class="soft">${instant(fact.at)} · ${witnessWords[witnessOf(fact)]}${
        !fact.ok && ` · ${sayReason(fact.reason)}`
      }</span></li>`,
  )}</ul></dd>`;

function source({ from, host }: Fact): Markup {
  if ('url' in from) return html`<code>${from.url}</code>${from.address && ` at ${from.address}`}`;
  if ('local' in from) return html`${from.local}`;
  return html`${host}: ${from.commands.map(
    ({ command, as, exitCode }, index) =>
      html`${index > 0 && ', '}<code>${command}</code> as ${as}${exitCode !== 0 && ` (exit ${exitCode ?? 'none'})`}`,
  )}`;
}
