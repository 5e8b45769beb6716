import { beforeEach, expect, it, vi } from 'vitest';
import { isOurPage, type LazyHandlers, route } from '../../../electron/ipc/router';
import { UserError } from '../../../electron/user-error';
import { contract } from '../../../shared/ipc';

const ipc = vi.hoisted(() => ({ listeners: new Map<string, (event: unknown, input: unknown) => Promise<unknown>>() }));
// Plain Node has no Electron; the real one is in test/desktop/security.test.ts.
vi.mock('electron', () => ({ ipcMain: { handle: ipc.listeners.set.bind(ipc.listeners) }, protocol: {} }));

const ours = { parent: null, origin: 'app://gonogo' };
const names = Object.entries(contract).flatMap(([area, calls]) => Object.keys(calls).map((name) => `${area}.${name}`));

let called: unknown[];
let answer: () => unknown;
beforeEach(() => {
  called = [];
  answer = () => 'the answer';
  ipc.listeners.clear();
  const handle = (input: unknown) => {
    called.push(input);
    return answer();
  };
  const areas = Object.entries(contract).map(([area, calls]) => [
    area,
    async () => ({ [area]: Object.fromEntries(Object.keys(calls).map((name) => [name, handle])) }),
  ]);
  route(Object.fromEntries(areas) as LazyHandlers);
});
const ask = (name: string, input: unknown, senderFrame: object | null = ours) =>
  ipc.listeners.get(name)!({ senderFrame }, input);

it('listens to each call of the contract, and to nothing else', () => {
  expect([...ipc.listeners.keys()].sort()).toEqual(names.sort());
});

it.each([
  ['no frame at all', null],
  ['a frame inside our page', { parent: ours, origin: 'app://gonogo' }],
  ['a page of the web', { parent: null, origin: 'https://gonogo' }],
  ['a page whose origin begins like ours', { parent: null, origin: 'app://gonogo.example' }],
  ['a page without an origin', { parent: null, origin: 'null' }],
  ['a file', { parent: null, origin: 'file://' }],
])('%s is not heard', async (_, frame) => {
  expect(isOurPage(frame as Parameters<typeof isOurPage>[0])).toBe(false);
  for (const name of names) await expect(ask(name, undefined, frame)).rejects.toThrow('not heard');
  expect(called).toEqual([]);
});

it('our page is heard', async () => {
  expect(await ask('app.openReference', 'https://a.example/')).toEqual({ ok: true, value: 'the answer' });
  expect(called).toEqual(['https://a.example/']);
});

it('an input of another form reaches no handler, and is refused in words', async () => {
  expect(await ask('reviews.archive', { review: '../../etc', archived: 1 })).toEqual({
    ok: false,
    error: { code: 'input', lines: ['review: a review', expect.stringMatching(/^archived: .*boolean/)] },
  });
  expect(await ask('app.about', { more: 'than nothing' })).toMatchObject({ ok: false, error: { code: 'input' } });
  expect(called).toEqual([]);
});

it('a handler gets what the schema made of the input, without what it does not know', async () => {
  await ask('settings.write', { name: '  Ada  ' });
  expect(called).toEqual([{ name: 'Ada' }]);
  expect(await ask('settings.write', { name: 'Ada', admin: true })).toMatchObject({ ok: false });
});

it('a refusal is said in its words, a defect without its stack', async () => {
  answer = () => Promise.reject(new UserError('not today'));
  expect(await ask('app.about', undefined)).toEqual({ ok: false, error: { code: 'refused', lines: ['not today'] } });

  const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  answer = () => {
    throw new TypeError('x is not a function\n\u001b[2J');
  };
  const reply = await ask('app.about', undefined);
  stderr.mockRestore();
  expect(reply).toMatchObject({ ok: false, error: { code: 'defect' } });
  const [line] = (reply as { error: { lines: string[] } }).error.lines;
  expect(line).toMatch(/^x is not a function/);
  expect(line).not.toMatch(/router\.test|\n|\u001b/);
});
