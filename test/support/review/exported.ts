import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Exported, exportRecord } from '../../../electron/record/export';
import { createIdentity, type SigningIdentity } from '../../../electron/record/identity';
import { type ReviewLog, start } from './review-log';

/** A signed record in a temp folder, as `export` writes it: a folder, or one file when `name` ends in .gonogo. The caller removes `root`. */

export const signingTime = new Date(start + 60 * 60_000);

export const identityOf = (name: string): Promise<SigningIdentity> =>
  createIdentity({ name, email: 'ada@shop.example', now: new Date(start) });

export async function exportLog(
  log: ReviewLog,
  { privateKey, certificatePem }: SigningIdentity,
  name = 'record',
): Promise<Exported & { root: string }> {
  const root = await mkdtemp(join(tmpdir(), 'gonogo-record-'));
  const exported = await exportRecord({
    events: log.events,
    runs: log.runs,
    readEvidence: async (sha256) => log.evidence.get(sha256)!,
    privateKey,
    certificatePem,
    signingTime,
    path: join(root, name),
  });
  return { ...exported, root };
}
