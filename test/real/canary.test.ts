import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { check } from '../../electron/acts/check';
import { loadTarget } from '../../electron/acts/load-target';
import { reviewRun } from '../../electron/acts/review-run';
import { secretsOf } from '../../electron/acts/secret-keeping';
import { memoryKeychain } from '../../electron/keychain/memory';
import { keepSecret } from '../../electron/keychain/secrets';
import { ReviewStore } from '../../electron/store/review-store';
import { controlIds } from '../../shared/controls';
import { Secret } from '../../shared/secret';
import { gonogo } from '../support/gonogo';
import { describeWith } from '../support/needs';
import { type RealHost, realHostNeeds, startRealHost } from './real-host';

/** A word is put into every place on a host where a secret can be; whatever we print, write or keep must not hold it. */
// Hexadecimal like the keys that it stands in: a word in one would make it a weaker key, now and then too weak.
const canary = randomBytes(12).toString('hex');
/** As it would look in the encodings that text goes through; the middle of it, so that no boundary of base64 hides it. */
const forms = [
  canary,
  canary.toLowerCase(),
  Buffer.from(canary).toString('hex'),
  ...[0, 1, 2].map((shift) => Buffer.from(canary.slice(shift)).toString('base64').slice(0, 20)),
];
const formsIn = (text: string): string[] => forms.filter((form) => text.includes(form));

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile());

describeWith(realHostNeeds, 'the canary', () => {
  let host: RealHost;
  let home: string;
  let env: NodeJS.ProcessEnv;
  beforeAll(async () => {
    host = await startRealHost([`canary=${canary}`, 'env-in-history']);
    home = mkdtempSync(join(tmpdir(), 'gonogo-canary-'));
    // Everything that the program writes, temporary files too, goes below this folder.
    env = { GONOGO_HOME: join(home, 'home'), TMPDIR: home, HOME: home };
  });
  afterAll(() => {
    host?.stop();
    rmSync(home, { recursive: true, force: true });
  });

  describe.each(['text', 'json', 'junit', 'sarif'])('check --format %s', (format) => {
    it('says it nowhere', async () => {
      const args = ['check', host.targetFile, '--format', format, '--debug', '--out', join(home, `result.${format}`)];
      const { stdout, stderr, exitCode } = await gonogo(format === 'text' ? [...args, '--verbose'] : args, { env });
      expect(exitCode).toBe(1);
      expect(formsIn(stdout + stderr)).toEqual([]);
    });
  });

  it('was read: what the facts say of it could not be said otherwise', async () => {
    const { findings } = JSON.parse(readFileSync(join(home, 'result.json'), 'utf8'));
    const status = Object.fromEntries(findings.map((f: { control: string; status: string }) => [f.control, f.status]));
    // Of the secret key's strength only the value itself tells, and of history only its contents.
    expect(status).toMatchObject({ 'secret-key.strength': 'pass', 'env.not-in-history': 'fail' });
  });

  it('is in no run, event or finding that a review keeps', async () => {
    const { target, folder } = await loadTarget(host.targetFile, { cwd: '/', controlIds });
    const keychain = memoryKeychain();
    await keepSecret(keychain, target, 'SECRET_KEY', Secret.fromText(`${canary}kept`));
    const { keeping, facts } = await secretsOf(keychain, target);
    const checked = await check({
      target,
      folder,
      keep: keeping,
      local: facts,
      active: false,
      only: null,
      acceptHostKey: () => false,
      ask: async () => canary,
      signal: new AbortController().signal,
      onEvent: (event) => expect(formsIn(JSON.stringify(event))).toEqual([]),
    });
    const store = await ReviewStore.open(join(home, 'reviews'));
    const review = await store.create({ target, openedBy: 'A. Lead', enteredBy: null, now: new Date() });
    const statement = { at: new Date().toISOString(), enteredBy: null, statedBy: 'A. Lead' };
    const run = reviewRun(checked, target);
    await review.recordRun(run, statement);
    await review.close();
    expect(checked.findings.length).toBeGreaterThan(100);
    // Nor does it say where on this machine the key and the CA lie; the target names them beside itself.
    expect(run.site?.ca?.file).toBe('ca.pem');
    expect(JSON.stringify({ target, run })).not.toContain(host.folder);
  });

  it('is in no file', () => {
    const files = filesBelow(home);
    expect(files.length).toBeGreaterThan(5);
    expect(files.filter((path) => formsIn(readFileSync(path, 'latin1')).length > 0)).toEqual([]);
  });
});
