import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Expired } from '../../shared/record/in-force';
import type { VerifyResult } from '../../shared/record/verify-result';
import { ansi, type Palette, plain } from '../../shared/report/palette';
import { allForTerminal } from '../../shared/report/text-safe';
import { verifyRecord } from '../record/verify';
import { gonogoHome } from '../store/home';
import { UserError } from '../user-error';
import { hasColour } from './terminal';
import { fromHere } from './working-directory';
import { writeResult } from './write-result';

/** Several records: the worst outcome is the exit code. */
export async function verify(paths: string[], options: { trust?: string; format: 'text' | 'json' }): Promise<number> {
  const trust = await readTrust(options.trust);
  const results: VerifyResult[] = [];
  for (const path of paths) results.push(await verifyRecord(fromHere(path), { trust, now: new Date() }));
  const palette = hasColour(process.stdout) ? ansi : plain;
  const text =
    options.format === 'json'
      ? JSON.stringify(results.length === 1 ? results[0] : results, null, 2)
      : results.map((result) => verifyText(allForTerminal(result), palette)).join('\n\n');
  await writeResult(text, undefined);
  return Math.max(...results.map(({ exitCode }) => exitCode));
}

/** `--trust`, else the trusted signers of this machine where it knows any. */
async function readTrust(file: string | undefined): Promise<string | undefined> {
  const path = file === undefined ? join(gonogoHome(), 'trusted.pem') : fromHere(file);
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) {
    if (file === undefined) return undefined;
    throw new UserError(
      `${file}: cannot be read; --trust takes a PEM file with the certificates of the signers you know`,
    );
  }
  if (!text.includes('-----BEGIN CERTIFICATE-----')) {
    throw new UserError(`${file ?? path}: holds no certificate; it should be a PEM file with the signers you know`);
  }
  return text;
}

/** Three answers apart: authentic, right when signed, still in force. */
export function verifyText(result: VerifyResult, { bold, dim, green, red, yellow }: Palette): string {
  const paint = result.exitCode > 0 ? red : result.trust === 'trusted' ? green : yellow;
  const lines = [`${bold(paint(result.verdict))}  ${dim(result.path)}`];
  const row = (label: string, text: string): void => void lines.push(`  ${label.padEnd(18)}${text}`);
  if (result.record) {
    const { record } = result;
    row('decision', `${record.sentence} ${dim(`(${record.decidedAt})`)}`);
    row('record.json', dim(`SHA-256 ${record.sha256}`));
  }
  for (const { name, email, role, sha256, signingTime, trusted } of result.signers) {
    const known = trusted === null ? 'not compared with anyone you know' : trusted ? 'trusted' : red('NOT TRUSTED');
    row('signed by', `${name}${email ? ` <${email}>` : ''}${role ? `, ${role}` : ''}, ${signingTime}, ${known}`);
    row('', dim(`certificate SHA-256 ${sha256}`));
  }
  row('authentic', result.authentic ? green('yes') : red('no'));
  for (const { where, words } of result.reasons) row('', red(`${where}: ${words}`));
  if (result.rejudged) {
    const { judged, differences, checklist, ours } = result.rejudged;
    row(
      'right when signed',
      !judged
        ? yellow(`not judged again: made with checklist ${checklist}, this program has ${ours}`)
        : differences.length === 0
          ? green('yes, judged again from its facts')
          : red(`no, ${differences.length} findings differ`),
    );
  }
  if (result.inForce) {
    const { expired } = result.inForce;
    row(
      'still in force',
      expired.length === 0 ? green('yes, nothing has expired') : yellow(`${expired.length} expired:`),
    );
    for (const one of expired) row('', yellow(sayExpired(one)));
  }
  return lines.join('\n');
}

const sayExpired = ({ what, name, since }: Expired): string => `${what} ${name}: since ${since}`;
