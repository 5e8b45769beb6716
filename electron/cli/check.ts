import { controlIds } from '../../shared/controls';
import { portMap } from '../../shared/pictures/port-map';
import type { CheckResult } from '../../shared/report/check-result';
import { ansi, plain } from '../../shared/report/palette';
import type { HostPorts } from '../../shared/report/ports-text';
import { checkText } from '../../shared/report/text';
import { applyTargetWaivers } from '../../shared/review/target-waivers';
import { check as runCheck } from '../acts/check';
import { loadTarget } from '../acts/load-target';
import { localSecrets } from '../acts/secret-keeping';
import type { KeychainName } from '../keychain/keychain';
import { openKeychain } from '../keychain/open-keychain';
import { UserError } from '../user-error';
import { asCheckResult } from './as-check-result';
import { checkProgress } from './check-progress';
import { exitCodes } from './exit-codes';
import { liveProgress } from './progress';
import { signInPrompt } from './sign-in-prompt';
import { hasColour, widthOf } from './terminal';
import { workingDirectory } from './working-directory';
import { writeResult } from './write-result';

export interface CheckOptions {
  format: 'text' | 'json' | 'junit' | 'sarif';
  out?: string;
  only?: string[];
  acceptNewHostKey?: boolean;
  active?: boolean;
  hostsAtOnce?: number;
  verbose?: boolean;
  keychain: KeychainName;
}

export async function check(file: string, options: CheckOptions): Promise<number> {
  const unknown = options.only?.find((id) => !controlIds.includes(id));
  if (unknown !== undefined)
    throw new UserError(`--only ${unknown}: there is no such control; gonogo controls lists them`);
  const { target, folder } = await loadTarget(file, { cwd: workingDirectory(), controlIds });
  const secrets = await localSecrets(() => openKeychain(options.keychain), target);
  const progress = liveProgress();
  if (secrets.missing) progress.line(`gonogo: going on without secrets of this machine. ${secrets.missing}`);

  const interrupt = new AbortController();
  const onInterrupt = (): void => interrupt.abort();
  process.once('SIGINT', onInterrupt);
  const run = await runCheck({
    target,
    folder,
    keep: secrets.keeping,
    local: secrets.facts,
    active: options.active === true,
    ...(options.hostsAtOnce && { hostsAtOnce: options.hostsAtOnce }),
    only: options.only ?? null,
    acceptHostKey: () => options.acceptNewHostKey === true,
    ask: signInPrompt(target),
    signal: interrupt.signal,
    onEvent: checkProgress(target, progress),
  });
  progress.end();
  process.off('SIGINT', onInterrupt);
  await secrets.keeping.rememberLive();

  const waived = applyTargetWaivers(run.findings, target.waivers, run.startedAt.getTime());
  for (const { text } of waived.warnings) progress.line(`gonogo: ${text}`);
  const result = asCheckResult(run, target, waived.findings);
  const { hosts } = target;
  const ports = hosts.map(({ name }) => ({ host: name, ports: portMap(run.facts, name, target) }));
  await writeResult(await render({ result, ports }, file, options), options.out);
  if (interrupt.signal.aborted) return exitCodes.interrupted;
  if (result.hosts.some(({ error }) => error) || result.site?.error) return exitCodes.couldNotRun;
  return result.decision === 'go' ? exitCodes.ok : exitCodes.no;
}

async function render(
  { result, ports }: { result: CheckResult; ports: HostPorts[] },
  file: string,
  { format, out, verbose }: CheckOptions,
): Promise<string> {
  switch (format) {
    case 'json':
      return JSON.stringify(result, null, 2);
    case 'junit':
      return (await import('../../shared/report/junit')).junit(result);
    case 'sarif':
      return JSON.stringify((await import('../../shared/report/sarif')).sarif(result, file), null, 2);
    case 'text': {
      const palette = out === undefined && hasColour(process.stdout) ? ansi : plain;
      return checkText(result, { palette, width: widthOf(process.stdout), verbose: verbose === true }, ports);
    }
  }
}
