import { afterEach, expect, test } from 'vitest';
import { type Practice, startPractice } from '../../../electron/practice/practice';
import { collect, everySection } from './witness';

let practice: Practice;
afterEach(() => practice.stop());

/**
 * The practice host's own copy of every command. After a probe's command was changed on purpose, `npx vitest run
 * test/electron/practice/commands.test.ts -u` (twice, when what is looked for depends on what is found) writes it anew; the difference is there to be read before it is committed.
 */
test('commands.json is what a check sends, byte for byte', async () => {
  practice = await startPractice({ state: 'good' });
  const planned = everySection(practice, await collect(practice));
  const commands = Object.fromEntries(planned.map(({ id, command }) => [id, command]));
  await expect(`${JSON.stringify(commands, null, 2)}\n`).toMatchFileSnapshot(
    '../../../electron/practice/commands.json',
  );
});

test.each(['good', 'careless'])('a %s host knows every section of every probe', async (state) => {
  practice = await startPractice({ state });
  const collection = await collect(practice);
  expect(practice.refused).toEqual([]);
  expect(collection.error).toBeNull();
});

test('a good host can be seen whole', async () => {
  practice = await startPractice({ state: 'good' });
  const { facts } = await collect(practice);
  expect(facts.filter(({ ok }) => !ok)).toEqual([]);
});
