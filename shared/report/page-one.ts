import type { Finding, Status } from '../control';
import type { Release } from '../review/events';
import { standingVotes } from '../review/state';
import { html, type Markup } from './markup';
import { instant, onHost, person, type ReportView, tag } from './report-view';
import { witnessesOf } from './witness';

/** What somebody who reads one page must know: the decision, on what, by whom, and what it does not cover. */
export function pageOne(view: ReportView): Markup {
  const { record, run } = view;
  const { decision, target, checklist, release } = record;
  return html`
<h1>Launch review of ${target.name}, ${target.environment}</h1>
<p class="decision ${decision.decision}">${decision.sentence}
  <small>Decided ${instant(decision.at)} on ${view.findings.length} findings of checklist ${checklist.id} ${checklist.version}.
  Time as stated by the signer’s computer.</small></p>
${
  target.modules.pci &&
  html`<p class="notice">This is no ASV scan, no SAQ and no penetration test. It supports a PCI DSS assessment; it replaces no part of one.</p>`
}
<dl>
  <dt>Target</dt><dd>${targetWords(view)}</dd>
  <dt>Release</dt><dd>${releaseWords(release)}</dd>
  <dt>Checklist</dt><dd>${checklist.id} ${checklist.version} <span class="soft">SHA-256 ${checklist.sha256.slice(0, 16)}…</span></dd>
  <dt>Gathered by</dt><dd>${run.reviewer.user} on ${run.reviewer.machine}, ${instant(run.startedAt)}, with ${run.tool.name} ${run.tool.version}</dd>
  <dt>Decided by</dt><dd>${voters(view)}</dd>
  <dt>Signer</dt><dd>${record.signers.map(
    ({ name, role, sha256 }) =>
      html`${name}${role && `, ${role}`} <span class="soft">self-signed certificate, SHA-256 <code>${sha256}</code></span><br>`,
  )}</dd>
</dl>
<p class="soft">${tag('unsigned')} marks the words of somebody who is not among the signers: whoever kept this review entered them.</p>
${counts(view)}
${outOfScope(view)}
${waivers(view)}
${launchItems(view)}`;
}

const targetWords = ({ record: { target }, run }: ReportView): Markup => html`
${target.site?.url}${run.site?.connect && `, connected at ${run.site.connect} instead of its public address`}${
  run.site?.ca && `, trusting the CA of ${run.site.ca.file} (SHA-256 ${run.site.ca.sha256})`
}${target.site && html`<br>`}${run.hosts.map(
  (host) =>
    html`${host.name} <span class="soft">${host.address}, host key ${host.hostKey} ${host.trustedBy && `(${trustWords[host.trustedBy]})`}</span><br>`,
)}`;

const trustWords = {
  pin: 'pinned in the target',
  known_hosts: 'known before the run',
  'accepted-now': 'accepted in this run without a check',
} as const;

function releaseWords(release: Release): Markup {
  const ticket = release.ticket && html`, ${release.ticket}`;
  if (release.kind === 'commit')
    return html`commit <code>${release.commit}</code>, working tree ${release.clean ? 'clean' : html`<b>not clean</b>`}${ticket}`;
  if (release.kind === 'image') return html`image <code>${release.digest}</code>${ticket}`;
  return html`files with list hash <code>${release.sha256}</code>${ticket}`;
}

const voters = (view: ReportView): Markup[] =>
  standingVotes(view.record.review).map(
    ({ role, by, enteredBy, vote }) => html`${tag(`vote-${vote}`, vote)} ${role}: ${person(view, by, enteredBy)}<br>`,
  );

const statusWords: Record<Status, string> = {
  pass: 'passed',
  fail: 'failed',
  error: 'could not be checked',
  manual: 'for a person',
  'not-applicable': 'not applicable',
};

function counts({ findings, run, attestationOf }: ReportView): Markup {
  const of = (keep: (finding: Finding) => boolean): number => findings.filter(keep).length;
  const passes = findings.filter(({ status }) => status === 'pass');
  const hostWord = passes.filter((finding) => witnessesOf(finding, run.facts).includes('host')).length;
  const attested = of((finding) => attestationOf(finding) !== null);
  return html`<h2>In figures</h2>
<ul class="counts">${(Object.keys(statusWords) as Status[]).map(
    (status) => html`<li><b>${of((finding) => finding.status === status)}</b>${statusWords[status]}</li>`,
  )}<li><b>${of(({ waived }) => waived)}</b>waived, of what failed</li><li><b>${attested}</b>attested, of what is for a person</li></ul>
<p class="soft">Of ${passes.length} passes, ${hostWord} rest on the server’s own word, the others on what was seen from outside or on this
machine. A server that was broken into can lie; the signature says who signed, not that it is so.</p>`;
}

const outOfScope = (view: ReportView): Markup => html`<h2>What is out of scope</h2>
${
  view.record.scope.length === 0
    ? html`<p>Nothing: every control of the checklist was asked.</p>`
    : html`<ul>${view.record.scope.map(
        ({ what, controls, statements }) => html`<li><b>${what}</b> <span class="soft">(${controls.length}
        ${controls.length === 1 ? 'control' : 'controls'}: ${controls.join(', ')})</span>${
          statements.length === 0
            ? html`<br>${tag('manual', 'no reason given')}`
            : statements.map(({ by, statement }) => html`<br>“${statement}” ${person(view, by)}`)
        }</li>`,
      )}</ul>`
}`;

function waivers(view: ReportView): Markup {
  const waived = view.findings.filter((finding) => finding.waived);
  return html`<h2>Risks accepted</h2>
${
  waived.length === 0
    ? html`<p>None.</p>`
    : html`<table class="wide"><thead><tr><th>Control</th><th>What was seen</th><th>Reason</th><th>Asked, approved</th><th>Until</th></tr></thead><tbody>${waived.map(
        (
          finding,
        ) => html`<tr><td><code>${finding.control}</code>${onHost(finding)}<br>${tag(finding.status)}</td><td>${finding.observed}</td><td>${finding.waiver!.reason}</td>
        <td>${person(view, finding.waiver!.by)}, ${person(view, finding.waiver!.approvedBy!)}</td><td class="date">${finding.waiver!.expires}</td></tr>`,
      )}</tbody></table>`
}`;
}

const itemWords = { met: 'met', 'not-met': 'not met', 'not-assessed': 'not assessed' } as const;

const launchItems = ({ record }: ReportView): Markup => html`<h2>The launch list</h2>
<table class="items"><thead><tr><th class="number">No.</th><th>Item</th><th>State</th><th class="number">Met</th><th>What holds it</th></tr></thead><tbody>${record.items.map(
  ({
    number,
    title,
    state,
    met,
    applicable,
    holding,
    remarks,
  }) => html`<tr><td class="number">${number}</td><td>${title}</td><td>${tag(state, itemWords[state])}</td>
  <td class="number">${applicable > 0 && number !== 17 && `${met} of ${applicable}`}</td><td>${
    number === 17 ? '' : refs(holding)
  }${number !== 17 && remarks.length > 0 && html`<span class="soft">${holding.length > 0 && '; '}remarks: ${refs(remarks)}</span>`}</td></tr>`,
)}</tbody></table>`;

const refs = (findings: readonly Pick<Finding, 'control' | 'host'>[]): string =>
  findings.map((finding) => `${finding.control}${onHost(finding)}`).join(', ');
