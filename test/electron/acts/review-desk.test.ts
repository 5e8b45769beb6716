import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Keyring } from '../../../electron/acts/keyring';
import { parseTarget } from '../../../electron/acts/parse-target';
import { ReviewDesk } from '../../../electron/acts/review-desk';
import { makeIdentity } from '../../../electron/acts/sign-record';
import { startPractice } from '../../../electron/practice/practice';
import { ReviewStore } from '../../../electron/store/review-store';
import type { RunProgress, Signals } from '../../../shared/ipc';
import { targetSchema } from '../../../shared/target';

const target = targetSchema.parse({ name: 'Example Shop', site: { url: 'https://shop.example' } });
const nobodyAnswers = async () => null;

let home: string;
let desk: ReviewDesk;
let keyring: Keyring;
let progress: RunProgress[];
let recorded: Signals['recorded'][];

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'gonogo-desk-'));
  keyring = new Keyring('memory');
  progress = [];
  recorded = [];
  desk = new ReviewDesk(await ReviewStore.open(home), keyring, {
    progress: (one) => void progress.push(one),
    recorded: (one) => void recorded.push(one),
  });
});
afterEach(async () => {
  await desk.closeAll();
  rmSync(home, { recursive: true });
});

describe('the desk', () => {
  it('remembers in the keychain where a log ended, so that an older copy of it cannot be written on', async () => {
    const id = await desk.create(target, 'Ada Lead', false);
    const log = join(home, 'reviews', id, 'events.jsonl');
    const before = readFileSync(log);
    await desk.say(id, 'Ada Lead', { type: 'commented', data: { control: null, host: null, text: 'no-go' } });
    await desk.close(id);
    expect((await desk.snapshot(id)).readOnly).toBeNull();
    await desk.close(id);
    writeFileSync(log, before);
    expect((await desk.snapshot(id)).readOnly).toMatch(/this machine wrote 2/);
  });

  it('lists and reads a review that lies open without closing it', async () => {
    const id = await desk.create(target, 'Ada Lead', false);
    await desk.list();
    expect((await desk.glance(id)).events).toHaveLength(1);
    expect((await desk.snapshot(id)).readOnly).toBeNull();
  });

  it('lists what it opened, newest first, with what a person sees of it', async () => {
    const first = await desk.create(target, 'Ada Lead', false);
    const second = await desk.create(target, 'Sam Security', true);
    await desk.archive(first, true);
    expect(
      (await desk.list()).map(({ id, openedBy, archived, practice, decision, state, problem }) => ({
        id,
        openedBy,
        archived,
        practice,
        decision,
        state,
        problem,
      })),
    ).toEqual([
      {
        id: second,
        openedBy: 'Sam Security',
        archived: false,
        practice: true,
        decision: null,
        state: 'checking',
        problem: null,
      },
      {
        id: first,
        openedBy: 'Ada Lead',
        archived: true,
        practice: false,
        decision: null,
        state: 'checking',
        problem: null,
      },
    ]);
  });

  it('lists a review whose log was changed, and says so', async () => {
    const id = await desk.create(target, 'Ada Lead', false);
    await desk.close(id);
    writeFileSync(join(home, 'reviews', id, 'events.jsonl'), 'not an event\n');
    const [summary] = await desk.list();
    expect(summary).toMatchObject({ id, target: '', problem: expect.stringContaining('changed outside') });
  });

  it('keeps what is said, by whom and with whose key, and tells the window', async () => {
    const identity = await makeIdentity(await keyring.of(false), {
      name: 'Ada Lead',
      email: 'ada@shop.example',
      passphrase: '',
    });
    const id = await desk.create(target, 'Ada Lead', false);
    const saying = { type: 'commented', data: { control: null, host: null, text: 'Looks good' } } as const;
    const event = await desk.say(id, 'Pat Product', saying);
    expect(event).toMatchObject({ statedBy: 'Pat Product', enteredBy: identity.sha256, ...saying });
    expect(recorded).toEqual([{ review: id, event, run: null }]);
    await desk.close(id);
    expect((await desk.snapshot(id)).events.at(-1)).toEqual(event);
  });

  it('refuses what a rule forbids, and nothing of it is kept', async () => {
    const id = await desk.create(target, 'Ada Lead', false);
    const vote = { type: 'voted', data: { role: 'nobody', vote: 'go', reason: null, signer: null } } as const;
    await expect(desk.say(id, 'Ada Lead', vote)).rejects.toThrow('no role "nobody"');
    expect((await desk.snapshot(id)).events).toHaveLength(1);
  });
});

describe('a run on the desk', () => {
  const practise = async () => {
    const practice = await startPractice({ state: 'careless' });
    const parsed = parseTarget(practice.targetYaml);
    if (!parsed.ok) throw new Error(parsed.problems[0]!.words);
    return { practice, id: await desk.create(parsed.target, 'Ada Lead', true) };
  };
  const ended = async () => {
    await expect.poll(() => recorded.length, { timeout: 20_000 }).toBe(1);
    return recorded[0]!;
  };

  it('tells how far it is and ends in a recorded run', async () => {
    const { practice, id } = await practise();
    await desk.run(id, { by: 'Ada Lead', active: false, acceptHostKey: () => false, ask: nobodyAnswers });
    await expect(
      desk.run(id, { by: 'Ada Lead', active: false, acceptHostKey: () => false, ask: nobodyAnswers }),
    ).rejects.toThrow('run already');
    const { event, run } = await ended();
    expect(event.type).toBe('run-recorded');
    expect(run!.partial).toBe(false);
    expect(progress[0]).toMatchObject({ state: 'running', hosts: [{ name: 'practice', ended: 0 }] });
    const last = progress.at(-1)!;
    expect(last).toMatchObject({ state: 'ended', error: null, hosts: [{ state: 'done', error: null }] });
    expect(last.hosts[0]!.ended).toBe(last.hosts[0]!.planned);
    expect(last.site!.ended).toBe(last.site!.planned);
    await practice.stop();
  });

  it('ends early for one host alone, and the run is then partial', async () => {
    const { practice, id } = await practise();
    await desk.run(id, { by: 'Ada Lead', active: false, acceptHostKey: () => false, ask: nobodyAnswers });
    desk.cancelRun(id, 'practice');
    const { run } = await ended();
    expect(run!.partial).toBe(true);
    expect(progress.at(-1)).toMatchObject({ state: 'ended', hosts: [{ state: 'cancelled' }] });
    const ofSite = run!.findings.filter(({ host, facts }) => host === null && facts.includes('site.certificate'));
    expect(ofSite.length).toBeGreaterThan(0);
    expect(ofSite.every(({ status }) => status !== 'error')).toBe(true);
    await practice.stop();
  });

  it('begins once, however fast it is asked for twice', async () => {
    const { practice, id } = await practise();
    const how = { by: 'Ada Lead', active: false, acceptHostKey: () => false, ask: nobodyAnswers };
    const asked = await Promise.allSettled([desk.run(id, how), desk.run(id, how)]);
    expect(asked.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    desk.cancelRun(id, null);
    await ended();
    await practice.stop();
  });

  it('cancelled as a whole says so', async () => {
    const { practice, id } = await practise();
    await desk.run(id, { by: 'Ada Lead', active: false, acceptHostKey: () => false, ask: nobodyAnswers });
    desk.cancelRun(id, null);
    const { run } = await ended();
    expect([run!.partial, progress.at(-1)!.state]).toEqual([true, 'cancelled']);
    await practice.stop();
  });
});
