import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LogFolder } from '../../../electron/store/log-folder';
import { incidentLog } from '../../../shared/incident/fold';

let folder: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'gonogo-logs-')), 'incidents');
});
afterEach(() => rmSync(resolve(folder, '..'), { recursive: true }));

const incidents = () => new LogFolder(folder, incidentLog);
const at = (): string => new Date().toISOString();
const statedBy = 'Ada Lead';
const start = async (): Promise<string> => {
  const entry = await incidents().create((incident) => ({
    type: 'opened',
    data: { incident, name: 'Odd sign-ins', awareAt: at(), steps: ['Replace the key'] },
    at: at(),
    statedBy,
  }));
  return entry.type === 'opened' ? entry.data.incident : '';
};
const note = (text: string) => ({ type: 'noted', data: { text }, at: at(), statedBy });
const check = () => ({ type: 'checked', data: { step: 1, note: null }, at: at(), statedBy });
const fileOf = (id: string): string => join(folder, `${id}.jsonl`);

describe('a folder of logs', () => {
  it('has nothing before the first, then the newest first, for this account alone', async () => {
    expect(await incidents().list()).toEqual([]);
    const first = await start();
    const second = await start();
    const kept = await incidents().list();
    expect(kept.map(({ id, problem }) => [id, problem])).toEqual(
      [second, first]
        .sort()
        .reverse()
        .map((id) => [id, null]),
    );
    expect((statSync(fileOf(first)).mode & 0o777).toString(8)).toBe('600');
    expect((statSync(folder).mode & 0o777).toString(8)).toBe('700');
  });

  it('takes entries one after the other, however they come', async () => {
    const id = await start();
    const log = incidents();
    await Promise.all(Array.from({ length: 20 }, (_, n) => log.append(id, note(`${n}`))));
    const { entries, problem } = await incidents().read(id);
    expect(problem).toBeNull();
    expect(entries.map(({ seq }) => seq)).toEqual(Array.from({ length: 21 }, (_, n) => n));
  });

  it('writes nothing that a rule forbids, and goes on after it', async () => {
    const id = await start();
    const log = incidents();
    await log.append(id, check());
    const before = readFileSync(fileOf(id));
    await expect(log.append(id, check())).rejects.toThrow(/was checked off before/);
    expect(readFileSync(fileOf(id))).toEqual(before);
    await log.append(id, note('and on'));
  });

  it('makes no log out of an entry for one that is not there', async () => {
    await start();
    await expect(incidents().append('01JDEXAMP0E000000000REV1W0', check())).rejects.toThrow(/begins with/);
    expect(readdirSync(folder).filter((name) => name.endsWith('.jsonl'))).toHaveLength(1);
  });

  it('shows a log that was changed, up to there, and adds nothing to it', async () => {
    const id = await start();
    await incidents().append(id, note('as it was'));
    writeFileSync(fileOf(id), readFileSync(fileOf(id), 'utf8').replace('as it was', 'as we like'));
    const { entries, problem } = await incidents().read(id);
    expect(entries).toHaveLength(1);
    expect(problem).toMatch(/event 1 was changed/);
    await expect(incidents().append(id, note('more'))).rejects.toThrow(/changed outside this program/);
  });

  it('sets a line aside whose writing was interrupted', async () => {
    const id = await start();
    appendFileSync(fileOf(id), '{"half":');
    expect(await incidents().read(id)).toMatchObject({ problem: null, entries: [{ seq: 0 }] });
    await incidents().append(id, note('and on'));
    expect((await incidents().read(id)).entries).toHaveLength(2);
    const torn = readdirSync(folder).find((name) => name.startsWith(`${id}.torn-`));
    expect(readFileSync(join(folder, torn!), 'utf8')).toBe('{"half":');
  });

  it('has every entry that was acknowledged when its process is killed', async () => {
    const id = await start();
    const child = spawn(process.execPath, [
      '--import',
      'tsx',
      join(import.meta.dirname, 'check-off-for-ever.ts'),
      folder,
      id,
    ]);
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (said.split('\n').length > 30) child.kill('SIGKILL');
    });
    await once(child, 'exit');
    const acknowledged = Number(said.trimEnd().split('\n').at(-1));
    expect(acknowledged).toBeGreaterThan(20);
    const { entries, problem } = await incidents().read(id);
    expect(problem).toBeNull();
    expect(entries.at(-1)!.seq).toBeGreaterThanOrEqual(acknowledged);
    await incidents().append(id, note('its lock is free again'));
  });
});
