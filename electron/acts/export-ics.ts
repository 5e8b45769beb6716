import type { AuditEntry } from '../../shared/audits/entries';
import { foldAudits } from '../../shared/audits/fold';
import type { KeptLog } from '../../shared/chained-log';
import { auditCalendar } from '../../shared/checklist/audit-calendar';
import { auditIcs } from '../../shared/report/ics';
import { writeDurably } from '../store/durable';
import { UserError } from '../user-error';

/** Writes the audits of a launch for the calendar program that the team already uses. */
export async function exportIcs({ id, entries }: KeptLog<AuditEntry>, path: string, stamp: Date): Promise<void> {
  const folded = foldAudits(entries);
  if (!folded.ok) throw new UserError(`the calendar ${id} cannot be read`);
  await writeDurably(path, auditIcs(folded.state, auditCalendar, stamp)).catch((cause: NodeJS.ErrnoException) => {
    throw new UserError(`${path}: cannot be written (${cause.code}): choose another place`, { cause });
  });
}
