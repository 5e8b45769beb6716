import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { headMemory } from '../../../electron/acts/log-head';
import { memoryKeychain } from '../../../electron/keychain/memory';
import type { HeadMemory } from '../../../electron/store/log-head';
import type { OpenReview } from '../../../electron/store/open-review';
import { type MemoryOf, ReviewStore } from '../../../electron/store/review-store';
import { targetSchema } from '../../../shared/target';

/** A log that was put back, or made anew, by somebody who can write the folder. */

const target = targetSchema.parse({ name: 'Example Shop', site: { url: 'https://shop.example' } });
let folder: string;
let home: string;
let store: ReviewStore;
let memoryOf: MemoryOf;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gonogo-head-'));
  home = join(folder, 'home');
  store = await ReviewStore.open(home);
  const keychain = memoryKeychain();
  memoryOf = (id) => headMemory(keychain, id);
});
afterEach(() => rmSync(folder, { recursive: true }));

const says = (text: string) => ({
  type: 'commented' as const,
  data: { control: null, host: null, text },
  at: '2026-11-24T10:00:00.000Z',
  enteredBy: null,
  statedBy: 'Ada Lead',
});
const create = (memory = memoryOf): Promise<OpenReview> =>
  store.create({ target, openedBy: 'Ada Lead', enteredBy: null, now: new Date('2026-11-24T09:00:00Z') }, memory);
const reopen = (id: string): Promise<OpenReview> => store.openReview(id, new Date(), memoryOf);

/** Opens it, looks, and closes it. */
async function found(id: string): Promise<{ readOnly: string | null; notices: readonly string[]; events: number }> {
  const review = await reopen(id);
  const { readOnly, notices, events } = review;
  await review.close();
  return { readOnly, notices, events: events.length };
}

describe('what the keychain remembers of a log', () => {
  it('is where it ended, through any number of openings', async () => {
    const review = await create();
    await review.append(says('one'));
    await review.close();
    const again = await reopen(review.id);
    await again.append(says('two'));
    await again.close();
    expect(await found(review.id)).toEqual({ readOnly: null, notices: [], events: 3 });
    expect(await memoryOf(review.id)!.recall()).toEqual({ seq: 2, hash: again.events[2]!.hash });
  });

  it('tells a folder that was put back to an older copy, which can then only be read', async () => {
    const review = await create();
    await review.close();
    cpSync(home, join(folder, 'yesterday'), { recursive: true });
    const again = await reopen(review.id);
    await again.append(says('a no-go'));
    await again.close();

    rmSync(home, { recursive: true });
    cpSync(join(folder, 'yesterday'), home, { recursive: true });
    const { readOnly } = await found(review.id);
    expect(readOnly).toMatch(/changed outside this program \(it ends after 1 events, and this machine wrote 2\)/);
    const put = await reopen(review.id);
    await expect(put.append(says('on top'))).rejects.toThrow(/can only be read/);
    await put.close();
  });

  it('tells a log that was made anew with hashes that hold', async () => {
    const review = await create();
    await review.close();
    cpSync(home, join(folder, 'before'), { recursive: true });
    const truth = await reopen(review.id);
    await truth.append(says('no-go'));
    await truth.close();

    rmSync(home, { recursive: true });
    cpSync(join(folder, 'before'), home, { recursive: true });
    const forged = await store.openReview(review.id, new Date());
    await forged.append(says('go'));
    await forged.append(says('go, really'));
    await forged.close();
    expect((await found(review.id)).readOnly).toMatch(/its event 2 is not the one that this machine wrote/);
  });

  it('may be behind: the process can end between the disk and the keychain', async () => {
    const review = await create();
    await review.close();
    const deaf: HeadMemory = { recall: () => memoryOf(review.id)!.recall(), remember: () => new Promise(() => {}) };
    const killed = await store.openReview(review.id, new Date(), () => deaf);
    await killed.append(says('on the disk only'));
    rmSync(join(home, 'reviews', review.id, 'lock'));

    expect(await found(review.id)).toEqual({ readOnly: null, notices: [], events: 2 });
    expect((await memoryOf(review.id)!.recall())?.seq).toBe(1);
  });

  it('never keeps an event from being recorded; that it is deaf is said', async () => {
    const locked = async () => {
      throw new Error('locked');
    };
    const review = await create(() => ({ recall: async () => null, remember: locked }));
    await review.append(says('still heard'));
    await review.close();
    expect(review.notices).toEqual([expect.stringMatching(/the keychain does not answer/)]);
    expect((await found(review.id)).events).toBe(2);
  });
});
