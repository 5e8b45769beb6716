import { z } from 'zod';
import { defineFact, type FactValue, type Read, seen, unseen } from '../../fact';

/** The host's processes: who started whom, as whom, when. Without arguments and environment, which may hold secrets. */
const most = 2000;

export const processes = defineFact({
  id: 'host.processes',
  schema: z.strictObject({
    processes: z
      .array(
        z.strictObject({
          pid: z.number().int().positive(),
          ppid: z.number().int().nonnegative(),
          user: z.string().max(64),
          /** Seconds since 1970 by the host's clock, right to about a second. */
          startedAt: z.number().int(),
          /** The kernel's name of the process, at most 15 bytes. */
          name: z.string().max(64),
        }),
      )
      .max(most),
  }),
});
export type Processes = FactValue<typeof processes>;

const line = /^ *(\d{1,10}) +(\d{1,10}) +(\d{1,12}) +(\S{1,64}) (.{1,64})$/;
/** kthreadd, the parent of all kernel threads. */
const kernel = 2;

/** `date +%s`, then `ps -eo pid=,ppid=,etimes=,user:32=,comm=`. */
export function parseProcesses(text: string): Read<Processes> {
  const [now = '', ...rest] = text.split('\n').filter((part) => part.trim() !== '');
  if (!/^\d{9,12}$/.test(now)) return unseen('malformed', { what: 'the time by date' });
  const found: Processes['processes'] = [];
  for (const part of rest) {
    const match = line.exec(part);
    if (!match) return unseen('malformed', { what: 'a line of ps' });
    const [, pid, ppid, elapsed, user = '', name = ''] = match;
    if (Number(pid) === kernel || Number(ppid) === kernel) continue;
    found.push({
      pid: Number(pid),
      ppid: Number(ppid),
      user,
      startedAt: Number(now) - Number(elapsed),
      name: name.trim(),
    });
  }
  if (found.length === 0) return unseen('malformed', { what: 'the output of ps, which names no process' });
  // A part of them would hide the one that counts.
  return found.length > most
    ? unseen('malformed', { what: `more than ${most} processes` })
    : seen({ processes: found });
}
