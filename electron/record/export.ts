import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { buildRecord } from '../../shared/record/build-record';
import { canonicalBytes } from '../../shared/record/canonical';
import type { RecordSigner, ReviewRecord } from '../../shared/record/schema';
import { renderReport } from '../../shared/report/html';
import { renderVerifyGuide } from '../../shared/report/verify-guide';
import { maxFactAgeHours } from '../../shared/review/apply';
import type { ReviewEvent } from '../../shared/review/events';
import { isSamePerson } from '../../shared/review/reducer';
import type { Runs } from '../../shared/review/run';
import type { ReviewState } from '../../shared/review/state';
import { sha256Hex } from '../sha256';
import { fingerprint, signerName } from './certificate';
import { certificatesIn, toPem } from './pem';
import { signDetached } from './sign';
import { writeRecord } from './write-record';

export interface ExportRequest {
  /** The whole log, frozen. */
  events: readonly ReviewEvent[];
  runs: Runs;
  /** The content of an evidence file, by its SHA-256. */
  readEvidence: (sha256: string) => Promise<Uint8Array>;
  /** PKCS#8, DER. */
  privateKey: Uint8Array;
  certificatePem: string;
  signingTime: Date;
  /** A folder, or one file where it ends in `.gonogo`. Must not be there yet. */
  path: string;
}

export interface Exported {
  path: string;
  record: ReviewRecord;
  /** SHA-256 of record.json. */
  sha256: string;
}

/** Why a record cannot be exported, in words for a person. */
export class ExportError extends Error {
  constructor(
    readonly code: 'exists' | 'stale' | 'evidence',
    message: string,
  ) {
    super(message);
    this.name = 'ExportError';
  }
}

/** Signs a frozen review and writes its record, whole or not at all. Throws ExportError and RuleBroken. */
export async function exportRecord(request: ExportRequest): Promise<Exported> {
  const { events, runs, privateKey, certificatePem, signingTime } = request;
  const path = resolve(request.path);
  if (await exists(path)) throw new ExportError('exists', `${path} is there already: choose another name`);
  const { readEvidence } = request;
  const unlisted = buildRecord({ events, runs, signers: [signerOf(certificatePem, events)] });
  refuseStale(unlisted, signingTime);
  const files = new Map<string, Uint8Array>([
    ...(await evidenceFiles(unlisted.review, readEvidence)),
    ['report.html', Buffer.from(renderReport(unlisted))],
    ['VERIFY.md', Buffer.from(renderVerifyGuide(unlisted, { signingTime }))],
  ]);
  const record: ReviewRecord = {
    ...unlisted,
    files: [...files].map(([path, bytes]) => ({ path, bytes: bytes.length, sha256: sha256Hex(bytes) })),
  };
  const content = canonicalBytes(record);
  files.set('record.json', content);
  files.set('record.json.p7s', signDetached({ content, privateKey, certificatePem, signingTime }));
  files.set('signers.pem', Buffer.from(toPem(certificatesIn(certificatePem)[0]!)));
  await writeRecord(path, files);
  return { path, record, sha256: sha256Hex(content) };
}

/** The certificate's own name, and the role in which that person voted. */
function signerOf(certificatePem: string, events: readonly ReviewEvent[]): RecordSigner {
  const name = signerName(certificatePem);
  const sha256 = fingerprint(certificatePem);
  const vote = events
    .filter((event) => event.type === 'voted')
    .filter(({ data, statedBy }) => data.signer === sha256 || isSamePerson(statedBy, name))
    .at(-1);
  return { name, role: vote?.data.role ?? null, sha256 };
}

/** The gate judged at the freezing; a signature given later than that must not vouch for older facts. */
function refuseStale({ runs, decision }: Pick<ReviewRecord, 'runs' | 'decision'>, signingTime: Date): void {
  const oldest = Math.min(...(runs.at(-1)?.facts ?? []).map(({ at }) => Date.parse(at)));
  const limit = maxFactAgeHours * 3_600_000;
  if (Date.parse(decision.at) - oldest <= limit && signingTime.getTime() - oldest > limit) {
    throw new ExportError(
      'stale',
      `the checks are older than ${maxFactAgeHours} hours: unfreeze, check again, vote again`,
    );
  }
}

async function evidenceFiles(
  { attestations }: ReviewState,
  read: ExportRequest['readEvidence'],
): Promise<[string, Uint8Array][]> {
  const hashes = [...new Set(attestations.flatMap(({ evidence }) => evidence.map(({ sha256 }) => sha256)))];
  return Promise.all(
    hashes.map(async (hash): Promise<[string, Uint8Array]> => {
      const bytes = await read(hash);
      if (sha256Hex(bytes) !== hash) throw new ExportError('evidence', `the evidence file ${hash} was changed`);
      return [`evidence/${hash}`, bytes];
    }),
  );
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
