import type { ReviewEvent } from '../review/events';
import { html, type Markup } from './markup';
import { instant, person, type ReportView, tag } from './report-view';

/** The poll, with every vote that was ever given, and the log of the review. */
export const pollSection = (view: ReportView): Markup => html`<h2>The poll</h2>
<table class="wide"><thead><tr><th>Role</th><th>Vote</th><th>Who</th><th>When</th><th>Remark</th></tr></thead><tbody>${view.record.review.votes.map(
  ({ role, vote, by, enteredBy, at, reason, voidedBy }) =>
    html`<tr><td>${role}</td><td>${tag(`vote-${vote}`, vote)}${
      voidedBy !== null && html` <span class="soft">void since event ${voidedBy}</span>`
    }</td><td>${person(view, by, enteredBy)}</td><td>${instant(at)}</td><td>${reason}</td></tr>`,
)}</tbody></table>
<h2>How it came to this</h2>
<table class="wide"><thead><tr><th class="number">No.</th><th>When</th><th>Who</th><th>What</th></tr></thead><tbody>${view.record.events.map(
  (event) =>
    html`<tr><td class="number">${event.seq}</td><td>${instant(event.at)}</td><td>${event.statedBy}</td><td>${eventWords(event, view)}</td></tr>`,
)}</tbody></table>
<p class="soft">Each event carries the hash of the one before it. The last is <code>${view.record.head.hash}</code>.</p>`;

function eventWords(event: ReviewEvent, { record }: ReportView): string {
  const on = (control: string | null, host: string | null): string =>
    `${control ?? 'the review'}${host ? ` on ${host}` : ''}`;
  switch (event.type) {
    case 'opened':
      return 'opened the review';
    case 'release-stated':
      return 'stated the release';
    case 'run-recorded': {
      const run = record.runs[record.review.runs.indexOf(event.data.run)];
      const failed = run?.findings.filter(({ status }) => status === 'fail' || status === 'error').length ?? 0;
      return `ran the checks: ${run?.findings.length ?? 0} findings, ${failed} failed or not checked${run?.partial ? ', incomplete' : ''}`;
    }
    case 'attested':
      return `attested ${on(event.data.control, event.data.host)}: ${event.data.statement}`;
    case 'attestation-withdrawn':
      return `withdrew the attestation of event ${event.data.attestation}: ${event.data.reason}`;
    case 'waiver-requested':
      return `asked to waive ${on(event.data.control, event.data.host)} until ${event.data.expires}: ${event.data.reason}`;
    case 'waiver-approved':
      return `approved the waiver of event ${event.data.waiver}`;
    case 'waiver-withdrawn':
      return `withdrew the waiver of event ${event.data.waiver}: ${event.data.reason}`;
    case 'commented':
      return `on ${on(event.data.control, event.data.host)}: ${event.data.text}`;
    case 'voted':
      return `voted ${event.data.vote} as ${event.data.role}${event.data.reason ? `: ${event.data.reason}` : ''}`;
    case 'frozen':
      return 'froze the review for signing';
    case 'unfrozen':
      return `unfroze it: ${event.data.reason}`;
  }
}
