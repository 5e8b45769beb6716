import type { Notice } from '../../../shared/incident/notice';
import { words } from '../../words';

/** Hours and minutes: for what nobody watches while it runs. */
export const sayNotice = (notice: Notice, say: (ms: number) => string = words.runbook.hoursAndMinutes): string =>
  notice.kind === 'not-owed'
    ? words.runbook.notice.states['not-owed']
    : words.runbook.notice.states[notice.kind](say(notice.ms));
