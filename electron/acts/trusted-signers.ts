import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { IdentityView } from '../../shared/ipc';
import { certificatesIn, toPem } from '../record/pem';
import { writeDurably } from '../store/durable';
import { UserError } from '../user-error';
import { viewIdentity } from './keyring';

/** `trusted.pem` in the home folder: the certificates of the signers whom this person knows. `gonogo verify` reads it too. */
export class TrustedSigners {
  private readonly path: string;

  constructor(home: string) {
    this.path = join(home, 'trusted.pem');
  }

  /** Undefined when nobody is trusted yet. */
  async pem(): Promise<string | undefined> {
    const text = await readFile(this.path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
      if (cause.code === 'ENOENT') return '';
      throw cause;
    });
    return text === '' ? undefined : text;
  }

  async list(): Promise<IdentityView[]> {
    return certificatesIn((await this.pem()) ?? '').map((der) => viewIdentity(toPem(der)));
  }

  /** Throws UserError when the text holds no certificate that can be read. */
  async add(pem: string): Promise<IdentityView[]> {
    const known = new Set((await this.list()).map(({ sha256 }) => sha256));
    const fresh = readSigners(pem).flatMap((signer) => (known.has(signer.view.sha256) ? [] : [signer.pem]));
    await writeDurably(this.path, `${(await this.pem()) ?? ''}${fresh.join('')}`);
    return this.list();
  }

  async remove(sha256: string): Promise<IdentityView[]> {
    const all = certificatesIn((await this.pem()) ?? '').map((der) => toPem(der));
    await writeDurably(this.path, all.filter((pem) => viewIdentity(pem).sha256 !== sha256).join(''));
    return this.list();
  }
}

/** The certificates in a text, each as PEM and as what it says of its holder. Throws UserError when there is none, or one cannot be read. */
export function readSigners(text: string): { pem: string; view: IdentityView }[] {
  const found = certificatesIn(text).map((der) => toPem(der));
  if (found.length === 0) throw new UserError('this text holds no certificate: give a PEM file, such as signers.pem');
  try {
    return found.map((pem) => ({ pem, view: viewIdentity(pem) }));
  } catch (cause) {
    throw new UserError('this certificate cannot be read: give an X.509 certificate as PEM', { cause });
  }
}
