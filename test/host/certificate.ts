import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** `ca.pem`, and `server.pem` with `server.key` for this name from it, in the folder. */
export function makeCertificate(folder: string, hostname: string): void {
  const at = (name: string): string => join(folder, name);
  const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'pipe' });
  const key = ['-newkey', 'rsa:2048', '-nodes'];
  openssl(
    'req',
    '-x509',
    ...key,
    '-days',
    '3650',
    '-subj',
    '/CN=Lab root',
    '-keyout',
    at('ca.key'),
    '-out',
    at('ca.pem'),
  );
  openssl('req', ...key, '-subj', `/CN=${hostname}`, '-keyout', at('server.key'), '-out', at('server.csr'));
  writeFileSync(at('names'), `subjectAltName=DNS:${hostname}\nbasicConstraints=CA:FALSE\n`);
  const by = ['-CA', at('ca.pem'), '-CAkey', at('ca.key'), '-CAcreateserial', '-days', '90', '-extfile', at('names')];
  openssl('x509', '-req', '-in', at('server.csr'), ...by, '-out', at('server.pem'));
}
