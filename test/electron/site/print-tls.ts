import { readFileSync } from 'node:fs';
import { probeCertificate } from '../../../electron/site/probes/certificate';
import { siteLimits } from '../../../electron/site/site-context';
import { scanHandshake } from '../../../electron/site/tls-handshake-scan';
import { scanTls } from '../../../electron/site/tls-scan';
import { seen } from '../../../shared/fact';
import { targetSchema } from '../../../shared/target';

/** Prints as JSON what this runtime sees of a TLS server on loopback: `print-tls.ts PORT CA-FILE`. */
async function print(port: number, caFile: string): Promise<void> {
  const target = targetSchema.parse({ name: 'Example Shop', site: { url: 'https://shop.example' } });
  const hostname = 'shop.example';
  const http = { address: '127.0.0.1', port: 80 };
  const endpoint = { address: '127.0.0.1', port, http, hostname, serverName: hostname, host: hostname };
  const options = { signal: new AbortController().signal, limits: siteLimits };
  const ca = seen(readFileSync(caFile, 'utf8'));
  const scan = await scanTls(endpoint, options);
  const handshake = await scanHandshake(endpoint, scan, options);
  const context = { target, site: target.site!, endpoint, ca, userAgent: 'gonogo/test', ...options };
  const certificate = await probeCertificate(context);
  const { electron = null } = process.versions as { electron?: string };
  console.log(JSON.stringify({ electron, scan, handshake, certificate }));
}

void print(Number(process.argv[2]), process.argv[3]!);
