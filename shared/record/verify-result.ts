import type { Expired } from './in-force';
import type { Difference } from './rejudge';
import type { FindingRef, RecordDecision } from './schema';

/** What `verify` answers: `gonogo/verify@1`. Three questions apart, and who signed. */

export type Verdict =
  /** Authentic, and each signer is among the trusted. */
  | 'VALID'
  /** Authentic; no trust file said whose keys these are. */
  | 'INTACT, SIGNERS NOT IDENTIFIED'
  /** Authentic, and a signer is not among the trusted. */
  | 'INTACT, SIGNERS NOT TRUSTED'
  | 'NOT VALID'
  | 'UNREADABLE';

export type ReasonCode =
  | 'unreadable'
  | 'file-missing'
  | 'file-changed'
  | 'file-unlisted'
  | 'file-refused'
  | 'not-canonical'
  | 'schema'
  | 'chain'
  | 'head'
  | 'fold'
  | 'derived'
  | 'evidence'
  | 'cms-form'
  | 'digest'
  | 'signature'
  | 'certificate'
  | 'signers-pem'
  | 'signers-differ'
  | 'facts'
  | 'findings-differ'
  | 'untrusted';

/** What is wrong, exactly where, in words for a person. */
export interface VerifyReason {
  code: ReasonCode;
  /** The file in the folder, and for record.json the place in it. */
  where: string;
  words: string;
}

export interface VerifiedSigner {
  name: string;
  email: string | null;
  role: string | null;
  sha256: string;
  signingTime: string;
  /** Null without a trust file. */
  trusted: boolean | null;
}

export interface VerifyResult {
  schema: 'gonogo/verify@1';
  path: string;
  verdict: Verdict;
  /** 0 authentic and not untrusted, 1 neither, 2 unreadable. */
  exitCode: 0 | 1 | 2;
  /** Is it what was signed, and does it follow from its own events and facts? */
  authentic: boolean;
  reasons: VerifyReason[];
  /** Null when the record could not be read that far. */
  record: {
    sha256: string;
    review: string;
    target: string;
    environment: string;
    decisionAtSigning: RecordDecision['decision'];
    sentence: string;
    decidedAt: string;
    holding: FindingRef[];
  } | null;
  /** Were the findings right when it was signed? `judged` is false for another checklist, which is said and no fault. */
  rejudged: { checklist: string; ours: string; judged: boolean; differences: Difference[] } | null;
  /** What has run out by `at`. */
  inForce: { at: string; expired: Expired[] } | null;
  trust: 'none' | 'trusted' | 'untrusted';
  signers: VerifiedSigner[];
}
