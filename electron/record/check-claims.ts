import { ownFiles } from '../../shared/record/file-names';
import type { ReviewRecord } from '../../shared/record/schema';
import type { VerifyReason } from '../../shared/record/verify-result';
import { sha256Hex } from '../sha256';
import type { CheckedSigner } from './check-signature';

/** What a record says of its folder and of its signers, held against what is there. */

export function checkFiles(record: ReviewRecord, files: ReadonlyMap<string, Buffer>): VerifyReason[] {
  const listed = new Map(record.files.map((file) => [file.path, file]));
  const evidence = record.review.attestations.flatMap((attestation) => attestation.evidence);
  return [
    ...record.files.flatMap(({ path, sha256: expected, bytes }): VerifyReason[] => {
      const found = files.get(path);
      if (!found) return [{ code: 'file-missing', where: path, words: 'record.json names it, and it is not there' }];
      if (found.length === bytes && sha256Hex(found) === expected) return [];
      return [{ code: 'file-changed', where: path, words: 'its SHA-256 is not the one that record.json names' }];
    }),
    ...[...files.keys()]
      .filter((path) => !ownFiles.has(path) && !listed.has(path))
      .map((path): VerifyReason => ({ code: 'file-unlisted', where: path, words: 'record.json does not name it' })),
    ...evidence
      .filter(({ sha256: hash }) => listed.get(`evidence/${hash}`)?.sha256 !== hash)
      .map(
        ({ name, sha256: hash }): VerifyReason => ({
          code: 'evidence',
          where: `evidence/${hash}`,
          words: `the evidence "${name}" is not among the files that record.json names`,
        }),
      ),
  ];
}

/** Exactly those whom record.json names, under the names that their certificates carry. */
export function checkSigners(record: ReviewRecord, signers: readonly CheckedSigner[]): VerifyReason[] {
  const asked = record.signers.map(({ name, sha256: hash }) => `${hash} ${name}`);
  const signed = signers.map(({ name, sha256: hash }) => `${hash} ${name}`);
  const missing = record.signers.filter((_, index) => !signed.includes(asked[index]!));
  const extra = signers.filter((_, index) => !asked.includes(signed[index]!));
  const differ = (words: string): VerifyReason => ({ code: 'signers-differ', where: 'record.json.p7s', words });
  return [
    ...missing.map(({ name }) => differ(`record.json names ${name} as signer, and there is no signature of theirs`)),
    ...extra.map(({ name }) => differ(`${name} signed, and record.json does not name them as signer`)),
    ...(new Set(asked).size !== signed.length
      ? [differ('it does not hold exactly one signature for each signer')]
      : []),
  ];
}
