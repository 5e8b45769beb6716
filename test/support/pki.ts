import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A throw-away CA and certificates by the openssl program, so that what we read was not written by us. */

export interface KeyPair {
  certFile: string;
  keyFile: string;
}
export interface LeafOptions {
  /** DNS names or IP addresses for subjectAltName. */
  names?: string[];
  /** As for `openssl req -newkey`: `rsa:2048`, `ec -pkeyopt ec_paramgen_curve:P-256`, `ed25519`. */
  key?: string;
  digest?: string;
  /** YYYYMMDDHHMMSSZ. */
  notBefore?: string;
  notAfter?: string;
  days?: number;
  /** By default the CA. */
  signer?: KeyPair;
}
export interface Pki {
  caFile: string;
  ca: KeyPair;
  /** An intermediate CA under the root. */
  intermediate(name?: string): KeyPair;
  leaf(name: string, options?: LeafOptions): KeyPair;
  selfSigned(name: string, names?: string[]): KeyPair;
  /** One file with certificates in the order given, as `ssl_certificate` wants them. */
  chain(name: string, ...certFiles: string[]): string;
}

/** @param directory a temporary folder of the caller's. */
export function makePki(directory: string): Pki {
  mkdirSync(directory, { recursive: true });
  const openssl = (...args: string[]): void => {
    execFileSync('openssl', args, { cwd: directory, stdio: ['ignore', 'ignore', 'pipe'] });
  };
  const files = (name: string): KeyPair => ({
    certFile: join(directory, `${name}.pem`),
    keyFile: join(directory, `${name}.key`),
  });
  const p256 = 'ec -pkeyopt ec_paramgen_curve:P-256';
  const san = (names: string[]): string =>
    names.map((name) => (/^[\d.]+$|:/.test(name) ? `IP:${name}` : `DNS:${name}`)).join(',');

  const selfSign = (name: string, extensions: string[], options: { days?: number } = {}): KeyPair => {
    const pair = files(name);
    openssl(
      ...['req', '-x509', '-nodes', '-newkey', ...p256.split(' '), '-keyout', pair.keyFile, '-out', pair.certFile],
      ...['-subj', `/CN=${name}`, '-days', String(options.days ?? 90)],
      ...extensions.flatMap((extension) => ['-addext', extension]),
    );
    return pair;
  };
  const ca = selfSign('Test Root', ['basicConstraints=critical,CA:true', 'keyUsage=critical,keyCertSign,cRLSign'], {
    days: 3650,
  });

  const sign = (name: string, extensions: string, options: LeafOptions): KeyPair => {
    const pair = files(name);
    const signer = options.signer ?? ca;
    const request = join(directory, `${name}.csr`);
    openssl(
      ...['req', '-new', '-nodes', '-newkey', ...(options.key ?? p256).split(' ')],
      ...['-keyout', pair.keyFile, '-out', request, '-subj', `/CN=${name}`],
    );
    // `openssl ca` can set both ends of the period, which `x509 -req` learned in 3.4 only.
    const home = join(directory, `${name}.ca`);
    mkdirSync(home);
    writeFileSync(join(home, 'index'), '');
    const config = join(home, 'ca.conf');
    writeFileSync(
      config,
      [
        '[ca]',
        'default_ca = own',
        '[own]',
        `database = ${join(home, 'index')}`,
        `new_certs_dir = ${home}`,
        'policy = any',
        'unique_subject = no',
        'rand_serial = yes',
        '[any]',
        'commonName = supplied',
        '[extensions]',
        extensions,
      ].join('\n'),
    );
    openssl(
      ...['ca', '-batch', '-notext', '-config', config, '-extensions', 'extensions', '-in', request],
      ...[
        '-out',
        pair.certFile,
        '-cert',
        signer.certFile,
        '-keyfile',
        signer.keyFile,
        '-md',
        options.digest ?? 'sha256',
      ],
      ...(options.notBefore ? ['-startdate', options.notBefore] : []),
      ...(options.notAfter ? ['-enddate', options.notAfter] : ['-days', String(options.days ?? 90)]),
    );
    return pair;
  };

  return {
    caFile: ca.certFile,
    ca,
    intermediate: (name = 'Test Intermediate') =>
      sign(name, 'basicConstraints=critical,CA:true\nkeyUsage=critical,keyCertSign', { days: 1000 }),
    leaf: (name, options = {}) =>
      sign(
        name,
        `basicConstraints=CA:false\nextendedKeyUsage=serverAuth\nsubjectAltName=${san(options.names ?? ['shop.example'])}`,
        options,
      ),
    selfSigned: (name, names = ['shop.example']) => selfSign(name, [`subjectAltName=${san(names)}`]),
    chain: (name, ...certFiles) => {
      const file = join(directory, `${name}-chain.pem`);
      writeFileSync(file, certFiles.map((path) => readFileSync(path, 'utf8')).join(''));
      return file;
    },
  };
}
