import { randomBytes } from 'node:crypto';
import { type Answers, fails, lines, rootOnly, says } from '../answer';
import { type PracticeState, places } from '../state';
import { type File, od, statLine, systemFolder } from './file-tools';

/** Rotated as savelog does it: the newest is number 0. Their names do not tell whether they are encrypted. */
const files = ({ backups }: PracticeState): File[] =>
  [0, 1, 2, 3, 4, 5, 6].map((nights) => ({
    path: `${places.backups}/shop.dump.${nights}`,
    kind: 'regular file',
    mode: backups.mode,
    owner: 'root',
    group: 'root',
    bytes: 52_428_800 - nights * 81_920,
    ageHours: backups.ageHours + nights * 24,
  }));

/** A message encrypted to an RSA-4096 key (RFC 9580 5.1), or a dump in PostgreSQL's own format. */
const head = ({ backups }: PracticeState): Buffer =>
  Buffer.concat([
    backups.encrypted ? Buffer.from([0x85, 0x02, 0x0c, 0x03]) : Buffer.from('PGDMP\x01\x0e\x00', 'latin1'),
    randomBytes(512),
  ]).subarray(0, 512);

const denied = (tool: string) => fails(1, `${tool}: '${places.backups}/': Permission denied\n`);
const firstBytes = rootOnly(denied('od'), (state) => says(od(head(state))));

export const backupAnswers: Answers = {
  'backups.stat': rootOnly(denied('find'), (state) =>
    says(lines(...[systemFolder(`${places.backups}/`, '0700'), ...files(state)].map(statLine))),
  ),
  'backup-head.first': firstBytes,
  'backup-head.second': firstBytes,
  'backup-head.third': firstBytes,
};
