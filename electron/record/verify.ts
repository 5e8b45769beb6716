import { checklistIdentity } from '../../shared/checklist/version';
import { controls } from '../../shared/controls';
import { readCanonical } from '../../shared/record/canonical';
import { checkRecord } from '../../shared/record/check-record';
import { expiredSince } from '../../shared/record/in-force';
import { factProblems, rejudge } from '../../shared/record/rejudge';
import { type ReviewRecord, recordSchema } from '../../shared/record/schema';
import type { VerifiedSigner, VerifyReason, VerifyResult } from '../../shared/record/verify-result';
import type { ChecklistIdentity } from '../../shared/review/run';
import { sha256Hex } from '../sha256';
import { checkFiles, checkSigners } from './check-claims';
import { type CheckedSigner, checkSignature } from './check-signature';
import { certificatesIn } from './pem';
import { readRecord } from './read-record';

export interface VerifyOptions {
  /** PEM text: the certificates that the reader trusts. Without it the signers are not identified. */
  trust?: string;
  /** For what is still in force; nothing else depends on it. */
  now: Date;
}

/** Verifies an exported record, offline. Everything in it is taken for hostile; nothing that it holds makes this throw. */
export async function verifyRecord(path: string, { trust, now }: VerifyOptions): Promise<VerifyResult> {
  const read = await readRecord(path);
  if (!read.ok) return unreadable(path, read.words);
  const { files } = read;
  const bytes = files.get('record.json') ?? Buffer.alloc(0);
  const reasons: VerifyReason[] = [...read.refused];

  const signature = signatureOf(files, bytes);
  reasons.push(...signature.reasons);
  const parsed = parseRecord(bytes);
  reasons.push(...parsed.reasons);
  const result = {
    schema: 'gonogo/verify@1' as const,
    path,
    ...judgeTrust(signature.signers, parsed.record, trust),
  };
  if (!parsed.record) return conclude({ ...result, reasons, record: null, rejudged: null, inForce: null });

  const { record } = parsed;
  const own = checklistIdentity();
  const isOwn = isSame(record.checklist, own);
  reasons.push(
    ...checkRecord(record, { controlOf: isOwn ? (id) => controls.find((control) => control.id === id) : null }).map(
      ({ code, where, words }) => ({ code, where: `record.json ${where}`, words }),
    ),
    ...checkFiles(record, files),
    ...(signature.signers.length > 0 ? checkSigners(record, signature.signers) : []),
  );
  const judgedRuns = record.runs.map((_, index) => judgeRun(record, index, own));
  reasons.push(...judgedRuns.flatMap((run) => run.reasons));
  return conclude({
    ...result,
    reasons,
    record: {
      sha256: sha256Hex(bytes),
      review: record.review.review,
      target: record.target.name,
      environment: record.target.environment,
      decisionAtSigning: record.decision.decision,
      sentence: record.decision.sentence,
      decidedAt: record.decision.at,
      holding: record.decision.holding,
    },
    rejudged: {
      checklist: nameOf(record.checklist),
      ours: nameOf(own),
      judged: judgedRuns.every(({ judged }) => judged),
      differences: judgedRuns.flatMap(({ differences }) => differences),
    },
    inForce: {
      at: now.toISOString(),
      expired: [
        ...expiredSince(record, now.getTime()),
        ...signature.signers
          .filter(({ notAfter }) => Date.parse(notAfter) < now.getTime())
          .map(({ name, notAfter }) => ({ what: 'certificate' as const, name, since: notAfter })),
      ],
    },
  });
}

type Concluded = Omit<VerifyResult, 'verdict' | 'exitCode' | 'authentic'>;

function conclude(result: Concluded): VerifyResult {
  const authentic = result.reasons.length === 0;
  const untrusted = result.trust === 'untrusted';
  const reasons = [
    ...result.reasons,
    ...result.signers
      .filter(({ trusted }) => trusted === false)
      .map(({ name, sha256 }) => ({
        code: 'untrusted' as const,
        where: 'signers.pem',
        words: `${name} (${sha256.slice(0, 16)}…) is not among the certificates that you trust`,
      })),
  ];
  const verdict = !authentic
    ? 'NOT VALID'
    : untrusted
      ? 'INTACT, SIGNERS NOT TRUSTED'
      : result.trust === 'trusted'
        ? 'VALID'
        : 'INTACT, SIGNERS NOT IDENTIFIED';
  return { ...result, reasons, authentic, verdict, exitCode: authentic && !untrusted ? 0 : 1 };
}

const unreadable = (path: string, words: string): VerifyResult => ({
  schema: 'gonogo/verify@1',
  path,
  verdict: 'UNREADABLE',
  exitCode: 2,
  authentic: false,
  reasons: [{ code: 'unreadable', where: path, words }],
  record: null,
  rejudged: null,
  inForce: null,
  trust: 'none',
  signers: [],
});

function signatureOf(
  files: ReadonlyMap<string, Buffer>,
  content: Buffer,
): { signers: CheckedSigner[]; reasons: VerifyReason[] } {
  const p7s = files.get('record.json.p7s');
  const pem = files.get('signers.pem');
  const missing = [...(p7s ? [] : ['record.json.p7s']), ...(pem ? [] : ['signers.pem'])];
  const reasons = missing.map((where): VerifyReason => ({ code: 'file-missing', where, words: 'it is not there' }));
  if (!p7s) return { signers: [], reasons };
  const { signers, problems } = checkSignature(content, p7s, pem ?? Buffer.alloc(0));
  return {
    signers,
    reasons: [
      ...reasons,
      ...problems
        .filter(({ code }) => pem || code !== 'signers-pem')
        .map(({ code, words }) => ({ code, where: code === 'signers-pem' ? 'signers.pem' : 'record.json.p7s', words })),
    ],
  };
}

function parseRecord(bytes: Buffer): { record: ReviewRecord | null; reasons: VerifyReason[] } {
  const bad = (code: VerifyReason['code'], where: string, words: string) => ({
    record: null,
    reasons: [{ code, where, words }],
  });
  const read = readCanonical(bytes);
  if (!read.ok) return bad('not-canonical', 'record.json', read.problem);
  const parsed = recordSchema.safeParse(read.value, { jitless: true });
  if (parsed.success) return { record: parsed.data as ReviewRecord, reasons: [] };
  const issue = parsed.error.issues[0];
  return bad('schema', `record.json ${issue?.path.join('.') ?? ''}`.trim(), issue?.message ?? 'it has another form');
}

function judgeTrust(
  signers: readonly CheckedSigner[],
  record: ReviewRecord | null,
  trust: string | undefined,
): { trust: VerifyResult['trust']; signers: VerifiedSigner[] } {
  const trusted = trust === undefined ? null : new Set(certificatesIn(trust).map((der) => sha256Hex(der)));
  const verified = signers.map(({ name, email, sha256: hash, signingTime }) => ({
    name,
    email,
    role: record?.signers.find((signer) => signer.sha256 === hash)?.role ?? null,
    sha256: hash,
    signingTime,
    trusted: trusted ? trusted.has(hash) : null,
  }));
  if (!trusted) return { trust: 'none', signers: verified };
  const all = verified.length > 0 && verified.every((signer) => signer.trusted);
  return { trust: all ? 'trusted' : 'untrusted', signers: verified };
}

function judgeRun(record: ReviewRecord, index: number, own: ChecklistIdentity) {
  const run = record.runs[index]!;
  if (!isSame(run.checklist, own)) return { judged: false, differences: [], reasons: [] as VerifyReason[] };
  const where = `record.json runs[${index}]`;
  const reasons = factProblems(run).map(
    ({ fact, host, problem }): VerifyReason => ({
      code: 'facts',
      where,
      words: `the fact ${fact}${host ? ` of ${host}` : ''} has another form than its kind: ${problem}`,
    }),
  );
  // Judges are written for facts that met their schemas.
  if (reasons.length > 0) return { judged: false, differences: [], reasons };
  const differences = rejudge(run, index, record.target);
  return {
    judged: true,
    differences,
    reasons: differences.map(
      ({ control, host, recorded, judged }): VerifyReason => ({
        code: 'findings-differ',
        where,
        words: `${control}${host ? ` on ${host}` : ''}: the record says "${recorded ?? 'nothing'}", its facts say "${judged ?? 'nothing'}"`,
      }),
    ),
  };
}

const isSame = (one: ChecklistIdentity, other: ChecklistIdentity): boolean =>
  one.id === other.id && one.version === other.version && one.sha256 === other.sha256;

const nameOf = ({ id, version, sha256: hash }: ChecklistIdentity): string => `${id} ${version} (${hash.slice(0, 12)}…)`;
