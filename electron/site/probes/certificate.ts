import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import {
  createSecureContext,
  type DetailedPeerCertificate,
  rootCertificates,
  type SecureContext,
  type TLSSocket,
} from 'node:tls';
import { type FactValue, type Read, seen } from '../../../shared/fact';
import type { certificate } from '../../../shared/facts/site/certificate';
import { readCertificate } from '../read-certificate';
import type { SiteContext } from '../site-context';
import { handshake } from '../tls-handshake';

/** A server may send as many certificates as it likes; a real chain has two to four. */
const maxChain = 16;

/**
 * Three questions, each its own handshake, because OpenSSL answers one per trust store: what was sent (an empty store, or Node
 * would put the root from the store at the chain's end), is it valid by the public roots, is it valid by `site.caFile`.
 */
export async function probeCertificate(context: SiteContext): Promise<Read<FactValue<typeof certificate>>> {
  const { endpoint, ca } = context;
  if (!ca.ok) return ca;
  const verify = (roots: readonly string[]) => handshake(context, trusting(roots), verifyResult);
  const sent = await handshake(context, trusting([]), (socket) => ({
    chain: chainAsSent(socket).map(readCertificate),
    hostnameMatches: hasName(chainAsSent(socket)[0]!, endpoint.hostname),
    protocol: socket.getProtocol(),
    alpn: (['h2', 'http/1.1'] as const).find((name) => name === socket.alpnProtocol) ?? null,
  }));
  if (!sent.ok) return sent;
  const byPublic = await verify(rootCertificates);
  if (!byPublic.ok) return byPublic;
  const byCaFile = ca.value === null ? null : await verify([ca.value]);
  if (byCaFile && !byCaFile.ok) return byCaFile;
  return seen({
    ...sent.value,
    address: endpoint.address,
    port: endpoint.port,
    trust: byPublic.value === 'OK' ? 'public' : byCaFile?.value === 'OK' ? 'ca-file' : 'none',
    publicResult: byPublic.value,
    caFileResult: byCaFile?.value ?? null,
    hostname: endpoint.hostname,
  });
}

/** Security level 0: a weak key or an old signature is to be seen and judged, not refused by our own library. */
function trusting(roots: readonly string[]): SecureContext {
  const options = { ca: [...roots], minVersion: 'TLSv1' as const };
  try {
    return createSecureContext({ ...options, ciphers: 'ALL:@SECLEVEL=0' });
  } catch {
    // BoringSSL, in Electron, has no security levels.
    return createSecureContext(options);
  }
}

function chainAsSent(socket: TLSSocket): X509Certificate[] {
  const chain: X509Certificate[] = [];
  const known = new Set<string>();
  let at: DetailedPeerCertificate | undefined = socket.getPeerCertificate(true);
  // A self-signed certificate is its own issuer, so the walk ends where it has been.
  while (at?.raw && chain.length < maxChain && !known.has(at.fingerprint256)) {
    known.add(at.fingerprint256);
    chain.push(new X509Certificate(at.raw));
    at = at.issuerCertificate;
  }
  if (chain.length === 0) throw new Error('the server showed none');
  return chain;
}

/** Node types it as an Error, and gives OpenSSL's code as a string. */
const verifyResult = (socket: TLSSocket): string =>
  socket.authorized ? 'OK' : codeOf(socket.authorizationError as unknown as string | NodeJS.ErrnoException);
const codeOf = (error: string | NodeJS.ErrnoException): string =>
  typeof error === 'string' ? error : (error.code ?? 'UNKNOWN');

/** Common names no longer count (RFC 9525 6.3), so the subject is never looked at. */
const hasName = (leaf: X509Certificate, hostname: string): boolean =>
  (isIP(hostname) ? leaf.checkIP(hostname) : leaf.checkHost(hostname, { subject: 'never' })) !== undefined;
