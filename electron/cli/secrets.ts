import { controlIds } from '../../shared/controls';
import type { Target } from '../../shared/target';
import { loadTarget } from '../acts/load-target';
import { generatedKeys, isGeneratedKey } from '../keychain/generate';
import type { KeychainName } from '../keychain/keychain';
import { openKeychain } from '../keychain/open-keychain';
import { generateSecrets, type KeptSecret, listSecrets, removeSecret } from '../keychain/secrets';
import { UserError } from '../user-error';
import { exitCodes } from './exit-codes';
import { confirm } from './prompt';
import { workingDirectory } from './working-directory';

interface Options {
  keychain: KeychainName;
}

/** The target's keychain entries. `memory` ends with the process, which is said, because it looks like keeping. */
async function open(file: string, { keychain }: Options) {
  const { target } = await loadTarget(file, { cwd: workingDirectory(), controlIds });
  if (keychain === 'memory')
    process.stderr.write('gonogo: --keychain memory forgets everything when this command ends\n');
  return { target, keychain: await openKeychain(keychain) };
}

export async function list(file: string, options: Options & { format: 'text' | 'json' }): Promise<number> {
  const { target, keychain } = await open(file, options);
  const kept = await listSecrets(keychain, target);
  process.stdout.write(options.format === 'json' ? listAsJson(target, kept) : listAsText(target, kept));
  return exitCodes.ok;
}

const listAsJson = ({ name, environment }: Target, secrets: KeptSecret[]): string =>
  `${JSON.stringify({ schema: 'gonogo/secrets@1', target: { name, environment }, secrets }, null, 2)}\n`;

function listAsText({ name, environment }: Target, secrets: KeptSecret[]): string {
  if (secrets.length === 0)
    return `Nothing is kept for ${name} (${environment}). gonogo secrets generate makes what is missing.\n`;
  const width = Math.max(...secrets.map(({ key }) => key.length));
  const rows = secrets.map(({ key, created }) => `  ${key.padEnd(width)}  since ${created}\n`);
  return `Kept for ${name} (${environment}):\n${rows.join('')}`;
}

export async function generate(file: string, options: Options & { key: string[]; replace?: boolean }): Promise<number> {
  const unknown = options.key.find((key) => !isGeneratedKey(key));
  if (unknown !== undefined) {
    throw new UserError(`--key ${unknown}: cannot be generated; one of ${generatedKeys.join(', ')}`);
  }
  const { target, keychain } = await open(file, options);
  const keys = options.key.length > 0 ? options.key.filter(isGeneratedKey) : generatedKeys;
  const { made, left } = await generateSecrets(keychain, target, { keys, replace: options.replace === true });
  for (const key of made) process.stdout.write(`${key}: generated and kept\n`);
  for (const key of left) process.stdout.write(`${key}: kept already, left as it is (--replace makes a new one)\n`);
  return exitCodes.ok;
}

export async function remove(file: string, options: Options & { key: string[]; yes?: boolean }): Promise<number> {
  const { target, keychain } = await open(file, options);
  const what = `${options.key.join(', ')} of ${target.name} (${target.environment})`;
  if (!options.yes && !(await confirm(`Remove ${what} from the keychain? There is no way back.`))) {
    throw new UserError(`nothing was removed: confirm on a terminal, or add --yes to remove ${what}`);
  }
  for (const key of options.key) {
    const removed = await removeSecret(keychain, target, key);
    process.stdout.write(`${key}: ${removed ? 'removed' : 'was not kept'}\n`);
  }
  return exitCodes.ok;
}
