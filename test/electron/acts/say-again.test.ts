import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Keyring } from '../../../electron/acts/keyring';
import { ReviewDesk } from '../../../electron/acts/review-desk';
import { earlierStatements, sayAgain } from '../../../electron/acts/say-again';
import { ReviewStore } from '../../../electron/store/review-store';
import { makeRun, makeTarget } from '../../support/review/review-log';

vi.mock('../../../shared/controls', () => import('../../support/review/catalogue'));
vi.mock('../../../shared/facts', () => import('../../support/review/catalogue'));

const target = makeTarget();
let home: string;
let desk: ReviewDesk;
let earlier: string;
let review: string;
/** The event that attests team.briefed in the earlier review, and its evidence. */
let briefed: number;
let sha256: string;

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'gonogo-again-'));
  desk = new ReviewDesk(await ReviewStore.open(home), new Keyring('memory'), {
    progress: () => {},
    recorded: () => {},
  });
  const checked = async (follows: string | null): Promise<string> => {
    const id = await desk.create(target, 'Ada Lead', false, follows);
    const now = Date.now();
    const statement = { at: new Date().toISOString(), enteredBy: null, statedBy: 'Ada Lead' };
    await (await desk.open(id)).recordRun(makeRun(target, { at: now }), statement);
    return id;
  };
  earlier = await checked(null);
  const evidence = await (await desk.open(earlier)).addEvidence('minutes.txt', Buffer.from('all were there'));
  sha256 = evidence.sha256;
  const expires = new Date(Date.now() + 30 * 24 * 3_600_000).toISOString().slice(0, 10);
  const data = { control: 'team.briefed', host: null, statement: 'briefed', evidence: [evidence], expires };
  briefed = (await desk.say(earlier, 'Ada Lead', { type: 'attested', data })).seq;
  await desk.close(earlier);
  review = await checked(earlier);
});
afterEach(async () => {
  await desk.closeAll();
  rmSync(home, { recursive: true });
});

const said = async () => (await desk.snapshot(review)).events.filter(({ type }) => type === 'attested');
const blob = (of: string): string => join(home, 'reviews', of, 'blobs', sha256);

it('what still holds is said by whoever says so now, and its evidence is kept here too', async () => {
  expect((await earlierStatements(desk, review)).offered.map(({ attestation }) => attestation)).toEqual([briefed]);
  await sayAgain(desk, { review, statedBy: 'Sam Security', attestations: [briefed] });
  expect(await said()).toMatchObject([{ statedBy: 'Sam Security', data: { statement: 'briefed' } }]);
  expect(readFileSync(blob(review), 'utf8')).toBe('all were there');
  expect((await earlierStatements(desk, review)).offered).toEqual([]);
});

it('what is not offered cannot be said, and nothing else then is', async () => {
  const both = { review, statedBy: 'Sam Security', attestations: [briefed, briefed + 1] };
  await expect(sayAgain(desk, both)).rejects.toThrow('cannot be made again');
  expect(await said()).toEqual([]);
});

it('a statement whose evidence is gone is not made', async () => {
  rmSync(blob(earlier));
  await expect(sayAgain(desk, { review, statedBy: 'Ada Lead', attestations: [briefed] })).rejects.toThrow(sha256);
  expect(await said()).toEqual([]);
});

it('a review that follows none offers nothing', async () => {
  expect(await earlierStatements(desk, earlier)).toEqual({ offered: [], otherChecklist: 0 });
});
