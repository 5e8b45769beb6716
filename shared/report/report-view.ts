import type { Finding } from '../control';
import type { UnlistedRecord } from '../record/schema';
import { type AppliedFindings, applyReview } from '../review/apply';
import { isSamePerson } from '../review/reducer';
import type { Run } from '../review/run';
import { html, type Markup } from './markup';

/** What the report's sections look at: the record, and its last run as it counted when the review was frozen. */
export interface ReportView extends AppliedFindings {
  record: UnlistedRecord;
  run: Run;
}

export function viewOf(record: UnlistedRecord): ReportView {
  const run = record.runs.at(-1)!;
  return { record, run, ...applyReview(run, record.review, Date.parse(record.decision.at)) };
}

/** `2027-01-31 18:05 UTC` */
export const instant = (iso: string): string => `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;

export const tag = (kind: string, words = kind): Markup => html`<span class="tag ${kind}">${words}</span>`;

/** A name, with what its statement is worth: only a signer's own words are covered by a key of theirs. */
export function person({ record }: ReportView, name: string, enteredBy: string | null = null): Markup {
  const own = record.signers.find((signer) => isSamePerson(signer.name, name));
  const clerk = record.signers.find(({ sha256 }) => sha256 === enteredBy);
  const through = clerk && !own ? `, entered by ${clerk.name}` : '';
  return html`${name}${own ? '' : html`${through} ${tag('unsigned')}`}`;
}

export const onHost = ({ host }: Pick<Finding, 'host'>): string => (host ? ` on ${host}` : '');
