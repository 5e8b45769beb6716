import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { gonogoHome } from '../../../electron/store/home';
import { takeLock } from '../../../electron/store/lock';
import type { OpenReview } from '../../../electron/store/open-review';
import { ReviewStore } from '../../../electron/store/review-store';
import { ulid } from '../../../electron/store/ulid';
import { RuleBroken } from '../../../shared/review/rules';
import { iso, makeRun, makeTarget, minute, start } from '../../support/review/review-log';

vi.mock('../../../shared/controls', () => import('../../support/review/catalogue'));
vi.mock('../../../shared/facts', () => import('../../support/review/catalogue'));

const target = makeTarget();
const now = new Date(start);
let home: string;
let store: ReviewStore;
const open: OpenReview[] = [];

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'gonogo-store-'));
  store = await ReviewStore.open(home);
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((review) => review.close()));
  rmSync(home, { recursive: true });
});

const kept = (review: OpenReview): OpenReview => {
  open.push(review);
  return review;
};
const create = async () => kept(await store.create({ target, openedBy: 'Ada Lead', enteredBy: null, now }));
const reopen = async (id: string) => kept(await store.openReview(id, now));
const statement = (minutes: number) => ({
  at: iso(start + minutes * minute),
  enteredBy: null,
  statedBy: 'Ada Lead',
});
const comment = (text: string, minutes = 1) => ({
  type: 'commented' as const,
  data: { control: null, host: null, text },
  ...statement(minutes),
});
const logOf = (id: string): string => join(home, 'reviews', id, 'events.jsonl');

describe('the home folder', () => {
  it('is where the system keeps such things, or where GONOGO_HOME says', () => {
    expect(gonogoHome({ GONOGO_HOME: '/elsewhere' }, 'linux')).toBe('/elsewhere');
    expect(gonogoHome({ XDG_DATA_HOME: '/data' }, 'linux')).toBe('/data/gonogo');
    expect(gonogoHome({}, 'linux')).toMatch(/\/\.local\/share\/gonogo$/);
    expect(gonogoHome({}, 'darwin')).toMatch(/Library\/Application Support\/gonogo$/);
    expect(gonogoHome({ APPDATA: 'C:\\Users\\a\\AppData\\Roaming' }, 'win32')).toMatch(/Roaming.gonogo$/);
  });

  it('is refused when a later version wrote it', async () => {
    writeFileSync(join(home, 'format'), '2\n');
    await expect(ReviewStore.open(home)).rejects.toThrow(/says "2", and this program reads format 1/);
  });

  it('is for this account alone, with everything in it', async () => {
    const review = await create();
    await review.recordRun(makeRun(target), statement(1));
    const folder = join(home, 'reviews', review.id);
    const mode = (path: string): string => (statSync(path).mode & 0o777).toString(8);
    for (const path of [home, join(home, 'reviews'), folder, join(folder, 'blobs')])
      expect(mode(path), path).toBe('700');
    const files = ['events.jsonl', 'lock', `blobs/${readdirSync(join(folder, 'blobs'))[0]}`];
    for (const path of files) expect(mode(join(folder, path)), path).toBe('600');
  });
});

describe('a review', () => {
  it('is there again as it was', async () => {
    const review = await create();
    await review.recordRun(makeRun(target), statement(1));
    const evidence = await review.addEvidence('minutes.txt', Buffer.from('all were there'));
    await review.append({
      type: 'attested',
      data: { control: 'team.briefed', host: null, statement: 'done', evidence: [evidence], expires: '2026-12-24' },
      ...statement(2),
    });
    const { events, state, id } = review;
    await review.close();
    expect(await store.list()).toEqual([id]);
    const again = await reopen(id);
    expect(again).toMatchObject({ readOnly: null, notices: [], events, state });
    expect((await again.readEvidence(evidence.sha256)).toString()).toBe('all were there');
    await again.append(comment('it goes on', 3));
    expect(readFileSync(logOf(id), 'utf8').split('\n')).toHaveLength(5);
  });

  it('takes events one after the other, however they come', async () => {
    const review = await create();
    await Promise.all(Array.from({ length: 40 }, (_, n) => review.append(comment(`${n}`))));
    const { id, events } = review;
    await review.close();
    expect((await reopen(id)).events).toEqual(events);
    expect(events).toHaveLength(41);
  });

  it('writes nothing that a rule forbids', async () => {
    const review = await create();
    const before = readFileSync(logOf(review.id));
    await expect(review.append({ type: 'frozen', data: {}, ...statement(1) })).rejects.toThrow(RuleBroken);
    expect(readFileSync(logOf(review.id))).toEqual(before);
    await review.append(comment('and goes on'));
    expect(review.events).toHaveLength(2);
  });

  it('does not know what is not there', async () => {
    await expect(store.openReview(ulid(now), now)).rejects.toThrow(/there is no review/);
    await expect(store.openReview('../../etc', now)).rejects.toThrow(/there is no review/);
  });
});

describe('a damaged log', () => {
  it('loses a torn last line to a file of its own, says so, and goes on', async () => {
    const review = await create();
    await review.append(comment('whole'));
    const { id } = review;
    await review.close();
    appendFileSync(logOf(id), '{"at":"2026-11-24T10:0');
    const again = await reopen(id);
    expect(again.notices).toEqual([expect.stringContaining('events.torn-2026-11-24T100000.000Z')]);
    expect(readFileSync(join(home, 'reviews', id, 'events.torn-2026-11-24T100000.000Z'), 'utf8')).toBe(
      '{"at":"2026-11-24T10:0',
    );
    await again.append(comment('after', 2));
    await again.close();
    expect((await reopen(id)).events.map(({ type }) => type)).toEqual(['opened', 'commented', 'commented']);
  });

  it.each([
    ['a changed word', (text: string) => text.replace('second', 'sECOND'), /changed outside .*event 2 was changed/],
    [
      'a missing line',
      (text: string) =>
        text
          .split('\n')
          .filter((_, line) => line !== 1)
          .join('\n'),
      /event 1 carries the number 2/,
    ],
    ['a line that is no event', (text: string) => text.replace(/\n$/, '\n{}\n'), /line 5/],
    ['another spelling', (text: string) => text.replace('"data"', '"\\u0064ata"'), /line 1: .*canonical/],
  ])('opens read-only with %s', async (_, damage, words) => {
    const review = await create();
    for (const [index, text] of ['first', 'second', 'third'].entries()) await review.append(comment(text, index + 1));
    const { id } = review;
    await review.close();
    writeFileSync(logOf(id), damage(readFileSync(logOf(id), 'utf8')));
    const damaged = readFileSync(logOf(id));
    const again = await reopen(id);
    expect(again.readOnly).toMatch(words);
    await expect(again.append(comment('more', 9))).rejects.toThrow(/can only be read/);
    expect(readFileSync(logOf(id))).toEqual(damaged);
  });

  it('does not accept a run or an evidence file that was changed', async () => {
    const review = await create();
    await review.recordRun(makeRun(target), statement(1));
    const { id } = review;
    await review.close();
    const blobs = join(home, 'reviews', id, 'blobs');
    appendFileSync(join(blobs, readdirSync(blobs)[0]!), ' ');
    await expect(store.openReview(id, now)).rejects.toThrow(/was changed: its SHA-256 is another/);
    expect((await takeLock(join(home, 'reviews', id, 'lock'), now)).ok).toBe(true);
  });
});

describe('the lock', () => {
  it('lets one write, and tells the other who does', async () => {
    const first = await create();
    const second = await reopen(first.id);
    expect(second.readOnly).toMatch(`process ${process.pid} on`);
    expect(second.events).toEqual(first.events);
    await second.close();
    await first.append(comment('still mine'));
    await first.close();
    expect((await reopen(first.id)).readOnly).toBeNull();
  });

  it('is given to one of many', async () => {
    const path = join(home, 'lock');
    const taken = await Promise.all(Array.from({ length: 20 }, () => takeLock(path, now)));
    expect(taken.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it('is taken over from a process that is gone, also when its number was given again', async () => {
    const path = join(home, 'lock');
    const gone = spawn('true');
    await once(gone, 'exit');
    const { machine } = await holderOf(path);
    writeFileSync(path, JSON.stringify({ pid: gone.pid, started: null, machine, since: 'x' }));
    expect((await takeLock(path, now)).ok).toBe(true);
    writeFileSync(path, JSON.stringify({ pid: process.pid, started: '1', machine, since: 'x' }));
    expect((await takeLock(path, now)).ok).toBe(process.platform === 'linux');
    writeFileSync(path, JSON.stringify({ pid: gone.pid, started: null, machine: 'another', since: 'x' }));
    expect(await takeLock(path, now)).toMatchObject({ ok: false, holder: { machine: 'another' } });
  });

  async function holderOf(path: string): Promise<{ machine: string }> {
    const lock = await takeLock(path, now);
    const holder = JSON.parse(readFileSync(path, 'utf8'));
    if (lock.ok) await lock.release();
    return holder;
  }
});

describe('kill -9', () => {
  it('takes no event that was acknowledged', async () => {
    const review = await create();
    const { id } = review;
    await review.close();
    for (let round = 0; round < 8; round++) {
      const acknowledged = await appendUntilKilled(home, id, 1 + round * 7);
      const again = await store.openReview(id, new Date());
      expect(again.readOnly).toBeNull();
      expect(again.events.length).toBeGreaterThan(acknowledged);
      await again.close();
    }
  }, 180_000);
});

/** Kills the child some time after its `count`-th acknowledgement, and returns the number of the last one that it gave. */
async function appendUntilKilled(home: string, id: string, count: number): Promise<number> {
  const script = resolve('test/electron/store/append-for-ever.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', script, home, id], { stdio: ['ignore', 'pipe', 'pipe'] });
  const exited = once(child, 'close');
  let output = '';
  let errors = '';
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  child.stdout.on('data', (chunk) => {
    output += chunk;
    if (output.split('\n').length <= count || child.killed) return;
    const wait = Math.random() * 4;
    setTimeout(() => child.kill('SIGKILL'), wait);
  });
  const [, signal] = await exited;
  if (signal !== 'SIGKILL') throw new Error(`the child ended by itself: ${errors}`);
  return Number(
    output
      .trimEnd()
      .split('\n')
      .at(output.endsWith('\n') ? -1 : -2),
  );
}

it('a ULID sorts by time and is never the same', () => {
  const ids = [0, 1, 2].map((ms) => ulid(new Date(start + ms)));
  expect(ids).toEqual([...ids].sort());
  expect(ulid(now)).not.toBe(ulid(now));
  expect(ulid(new Date(1469918176385))).toMatch(/^01ARYZ6S41[0-9A-HJKMNP-TV-Z]{16}$/);
});
