import { z } from 'zod';
import { defineFact, type FactValue } from '../../fact';

/** What sudo keeps of what it runs for the account of this check. */
export const sudo = defineFact({
  id: 'host.sudo',
  schema: z.strictObject({
    /** I/O logging (sudoers(5), log_output): whatever root's commands print stays on the disk of the host, or of a log server. */
    logsOutput: z.boolean(),
  }),
});
export type Sudo = FactValue<typeof sudo>;

/** `sudo -l`: settings by commas after "Matching Defaults entries", those of single commands, and tags before each command. */
export const parseSudoList = (text: string): Sudo => ({
  logsOutput: /(?:^|[\s,])log_(?:output|stdout|stderr|ttyout)\b|\bLOG_OUTPUT:/m.test(text),
});
