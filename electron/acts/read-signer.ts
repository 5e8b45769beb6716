import { certificatesIn, toPem } from '../record/pem';
import { readRecord } from '../record/read-record';
import { sha256Hex } from '../sha256';
import { UserError } from '../user-error';

/** The certificate with this SHA-256 among the signers of a record, as PEM. The record may come from anybody. */
export async function readSigner(path: string, sha256: string): Promise<string> {
  const read = await readRecord(path);
  const text = read.ok ? (read.files.get('signers.pem')?.toString('latin1') ?? '') : '';
  const der = certificatesIn(text).find((one) => sha256Hex(one) === sha256);
  if (!der) throw new UserError(`${path}: its signers.pem holds no certificate ${sha256.slice(0, 16)}… (any more)`);
  return toPem(der);
}
