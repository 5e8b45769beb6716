import { execFileSync } from 'node:child_process';
import type { Page } from 'playwright-core';

const voters = [
  ['tech lead', 'Ada Lead'],
  ['security', 'Sam Security'],
  ['operations', 'Olu Operations'],
  ['product', 'Pat Product'],
] as const;

/** On the poll, each by their name. */
export async function voteByEveryRole(page: Page, vote: 'Go' | 'No-go'): Promise<void> {
  for (const [role, name] of voters) {
    await page.getByLabel(`Name of ${role}`).fill(name);
    if (vote === 'No-go') await page.getByLabel(`Remark of ${role}`).fill('The firewall is off');
    await page.getByRole('button', { name: `${role}: ${vote}`, exact: true }).click();
    await page.getByText(new RegExp(`^${name}, `)).waitFor();
  }
}

/** Throws when openssl, which knows nothing of us, does not accept the signature of the record. */
export function expectOpensslToVerify(record: string): void {
  const files = ['-in', 'record.json.p7s', '-content', 'record.json', '-CAfile', 'signers.pem', '-out', '/dev/null'];
  execFileSync('openssl', ['cms', '-verify', '-binary', '-inform', 'DER', '-purpose', 'any', ...files], {
    cwd: record,
    stdio: 'ignore',
  });
}
