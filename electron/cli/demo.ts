import { mkdir, mkdtemp, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { controlIds } from '../../shared/controls';
import type { CheckResult } from '../../shared/report/check-result';
import { decisionSentence } from '../../shared/report/decision-sentence';
import { ansi, type Palette, plain } from '../../shared/report/palette';
import { checkText } from '../../shared/report/text';
import { decideReview } from '../../shared/review/apply';
import type { Run } from '../../shared/review/run';
import type { Target } from '../../shared/target';
import { type CheckRun, check } from '../acts/check';
import { loadTarget } from '../acts/load-target';
import { practiceEnvironment } from '../acts/practice-environment';
import { reviewRun } from '../acts/review-run';
import { secretsOf } from '../acts/secret-keeping';
import { signingIdentity, signRecord } from '../acts/sign-record';
import { planHost } from '../host/plan';
import { generatedKeys } from '../keychain/generate';
import type { Keychain, KeychainName } from '../keychain/keychain';
import { openKeychain } from '../keychain/open-keychain';
import { generateSecrets } from '../keychain/secrets';
import { type Practice, startPractice } from '../practice/practice';
import { verifyRecord } from '../record/verify';
import { planSite } from '../site/plan';
import { ReviewStore } from '../store/review-store';
import { UserError } from '../user-error';
import { asCheckResult } from './as-check-result';
import { checkProgress } from './check-progress';
import { attestAll, lead, openFindings, spokenBy, team, waiveAll } from './demo-review';
import { exitCodes } from './exit-codes';
import { liveProgress } from './progress';
import { hasColour, widthOf } from './terminal';
import { verifyText } from './verify';
import { fromHere } from './working-directory';

export interface DemoOptions {
  out?: string;
  state: 'careless' | 'good';
  keychain: KeychainName;
}

/** The whole main job on the practice host, told as it goes. */
export async function demo(options: DemoOptions): Promise<number> {
  const folder = await makeFolder(options.out);
  const keychain = await openKeychain(options.keychain);
  const practice = await startPractice({ state: options.state });
  try {
    return await mainJob({ folder, keychain, practice, tell: narrator() });
  } finally {
    await practice.stop();
  }
}

async function makeFolder(out: string | undefined): Promise<string> {
  if (out === undefined) return mkdtemp(join(tmpdir(), 'gonogo-demo-'));
  const folder = fromHere(out);
  await mkdir(folder, { recursive: true });
  for (const name of ['record', 'check-before.json', 'check-after.json']) {
    if (await stat(join(folder, name)).catch(() => null)) {
      throw new UserError(`${out}: holds ${name} of an earlier demo; nothing is overwritten, so name another folder`);
    }
  }
  return folder;
}

interface Job {
  folder: string;
  keychain: Keychain;
  practice: Practice;
  tell: ReturnType<typeof narrator>;
}

async function mainJob({ folder, keychain, practice, tell }: Job): Promise<number> {
  const { palette } = tell;
  const targetFile = join(folder, 'target.yml');
  await writeFile(targetFile, practice.targetYaml);
  const { target } = await loadTarget(targetFile, { cwd: folder, controlIds });

  tell.step('What will run', 'gonogo plan prints all of it; nothing is changed on the host');
  tellPlan(target, tell);

  const identity = await signingIdentity(keychain, lead);
  const says = spokenBy(identity.sha256);
  const store = await ReviewStore.open(join(folder, 'store'));
  const review = await store.create({ target, openedBy: lead.name, enteredBy: identity.sha256, now: new Date() });

  tell.step('The checks', 'over SSH as an account with sudo, and over HTTPS as a stranger');
  const before = await checkAndRecord('check-before.json');
  tell.text(checkText(before.result, { palette, width: widthOf(process.stdout), verbose: false }));

  tell.step('Repairs', 'simulated here; on a real host these are yours to make');
  for (const name of practice.state.faults()) {
    tell.line(practice.state.repair(name));
  }

  tell.step(
    'Secrets',
    `generated into the ${keychain.name === 'memory' ? 'in-memory ' : ''}keychain; values are never shown`,
  );
  const { made, left } = await generateSecrets(keychain, target, { keys: generatedKeys, replace: false });
  for (const key of made) tell.line(`${key} generated`);
  for (const key of left) tell.line(`${key} was kept already`);
  practice.state.install(await practiceEnvironment(keychain, target));
  tell.line('put into the env file of the practice host, and the app started again');

  tell.step('The checks again', 'what is repaired is green; what remains is for people');
  const after = await checkAndRecord('check-after.json');
  tell.text(decisionOf(after.result, palette));

  tell.step('What people say', 'each statement by a named person; what is left is accepted by two of them');
  const open = openFindings(review, after.run);
  const attested = await attestAll(review, open, says);
  tell.line(`${attested} controls attested, load.tested with its figures as an evidence file`);
  const failed = after.result.findings.filter(({ status }) => status === 'fail' || status === 'error');
  await waiveAll(review, failed, says);
  for (const { control, observed } of failed) tell.line(`${control} waived for 30 days (${observed})`);

  tell.step('The poll', 'every role votes by name, then the review is frozen');
  await review.append({ type: 'release-stated', data: { release: releaseOf(after.run) }, ...says(lead.name) });
  for (const { role, name } of team) {
    const signer = role === lead.role ? identity.sha256 : null;
    await review.append({ type: 'voted', data: { role, vote: 'go', reason: null, signer }, ...says(name) });
    tell.line(`${palette.green('GO')}  ${role.padEnd(12)} ${name}`);
  }
  await review.append({ type: 'frozen', data: {}, ...says(lead.name) });
  const { decision } = decideReview(after.run, review.state!, Date.now());

  tell.step('The record', `signed by ${lead.name}`);
  const record = join(folder, 'record');
  await signRecord(review, identity, record);
  await review.close();
  const verified = await verifyRecord(record, { trust: identity.certificatePem, now: new Date() });
  tell.text(verifyText(verified, palette));

  tell.line('');
  tell.line(`${palette.bold('Open the report:')}  file://${record}/report.html`);
  tell.line(`${palette.bold('Verify without us:')}`);
  tell.line(
    `  cd ${record} && openssl cms -verify -binary -inform DER -in record.json.p7s -content record.json -CAfile signers.pem -purpose any -out /dev/null`,
  );
  return after.result.decision === 'go' && decision === 'go' && verified.exitCode === 0 ? exitCodes.ok : exitCodes.no;

  async function checkAndRecord(file: string): Promise<{ run: Run; result: CheckResult }> {
    const { keeping, facts } = await secretsOf(keychain, target);
    const progress = liveProgress();
    const checked: CheckRun = await check({
      target,
      folder,
      keep: keeping,
      local: facts,
      active: false,
      only: null,
      acceptHostKey: () => false,
      ask: async () => null,
      signal: new AbortController().signal,
      onEvent: checkProgress(target, progress),
    });
    progress.end();
    await keeping.rememberLive();
    const run = reviewRun(checked, target);
    await review.recordRun(run, says(lead.name));
    const result = asCheckResult(checked, target);
    await writeFile(join(folder, file), `${JSON.stringify(result, null, 2)}\n`, { flag: 'wx' });
    return { run, result };
  }
}

function narrator() {
  const palette = hasColour(process.stdout) ? ansi : plain;
  let number = 0;
  const line = (text: string): void => void process.stdout.write(text === '' ? '\n' : `   ${text}\n`);
  return {
    palette,
    line,
    step(title: string, what: string): void {
      number += 1;
      process.stdout.write(`\n${palette.bold(palette.cyan(`${number}. ${title}`))}  ${palette.dim(what)}\n`);
    },
    text(text: string): void {
      for (const one of text.trimEnd().split('\n')) line(one);
    },
  };
}

function tellPlan(target: Target, tell: Job['tell']): void {
  const [host] = target.hosts;
  const { user, root } = planHost(target, host!);
  const requests = planSite(target, false);
  const sample = (title: string, all: readonly string[]): void => {
    tell.line(`${title}: ${all.length}, for example`);
    for (const one of all.slice(-3)) tell.line(tell.palette.dim(`   ${one.split('\n')[0]!.slice(0, 100)}`));
  };
  const named = (sections: readonly { id: string; command: string }[]): string[] =>
    sections.map(({ id, command }) => `${id}: ${command}`);
  sample('commands as the account', named(user));
  sample('commands as root', named(root));
  sample('requests to the site', requests);
}

const decisionOf = (result: CheckResult, { bold, green, red }: Palette): string =>
  bold((result.decision === 'go' ? green : red)(decisionSentence(result)));

/** What is launched: the commit that the host itself named. */
function releaseOf({ facts }: Run) {
  const fact = facts.find(({ id }) => id === 'host.release');
  const { commit, dirty } = (fact?.ok ? fact.value : {}) as { commit?: string | null; dirty?: boolean | null };
  if (!commit) throw new UserError('the practice host named no commit: this is a defect of the demo');
  return { kind: 'commit' as const, commit, clean: dirty === false, ticket: 'SHOP-1' };
}
