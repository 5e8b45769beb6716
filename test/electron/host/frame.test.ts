import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { FrameReader } from '../../../electron/host/frame';
import { composeScript, type ScriptSection } from '../../../shared/collector-script';
import { describeWith } from '../../support/needs';

const boundary = 'b'.repeat(32);
const limits = { stdout: 1000, stderr: 50 };
const mark = (words: string) => `\n${boundary} ${words}\n`;
const section = (id: string, output: string, code = 0) => `${mark(`begin ${id}`)}${output}${mark(`end ${id} ${code}`)}`;

const read = (stdout: string, stderr: string, { ids = ['a.x', 'b.y'], step = 1_000_000 } = {}) => {
  const reader = new FrameReader(boundary, limits);
  reader.expect(ids, true);
  for (const [name, text] of [
    ['stderr', stderr],
    ['stdout', stdout],
  ] as const) {
    const bytes = Buffer.from(text, 'latin1');
    for (let i = 0; i < bytes.length; i += step) reader.push(name, bytes.subarray(i, i + step));
  }
  return reader;
};
const texts = (reader: FrameReader) =>
  reader.sections.map(({ id, stdout, stderr, exitCode }) => [
    id,
    stdout.toString('latin1'),
    stderr.toString('latin1'),
    exitCode,
  ]);

const good = `${section('a.x', 'one\ntwo', 3)}${section('b.y', '')}${mark('done')}`;
const goodErr = `${section('a.x', 'oops', 3)}${section('b.y', '\n\n')}${mark('done')}`;

describe('FrameReader', () => {
  it.each([1, 2, 7, 33, 34, 1000])('reads both streams, however they are cut (%i bytes)', (step) => {
    const reader = read(good, goodErr, { step });
    expect(reader.state).toBe('done');
    expect(texts(reader)).toEqual([
      ['a.x', 'one\ntwo', 'oops', 3],
      ['b.y', '', '\n\n', 0],
    ]);
  });

  it('takes more sections while it reads, and no last mark before all are known', () => {
    const reader = new FrameReader(boundary, limits);
    const push = (text: string) => {
      reader.push('stdout', Buffer.from(text));
      reader.push('stderr', Buffer.from(text));
    };
    reader.expect(['a.x'], false);
    push(section('a.x', '1'));
    expect(reader.state).toBe('open');
    reader.expect(['b.y'], true);
    push(`${section('b.y', '2')}${mark('done')}`);
    expect(reader.state).toBe('done');
    expect(texts(reader).map(([id]) => id)).toEqual(['a.x', 'b.y']);
  });

  it('is malformed where the last mark comes while more may follow', () => {
    const reader = new FrameReader(boundary, limits);
    reader.expect(['a.x'], false);
    reader.push('stdout', Buffer.from(`${section('a.x', '1')}${mark('done')}`));
    expect(reader.state).toBe('malformed');
  });

  it('passes over noise between sections', () => {
    const reader = read(
      `motd\n${section('a.x', '1')}noise${section('b.y', '2')}${mark('done')}`,
      `${section('a.x', '')}${section('b.y', '')}${mark('done')}`,
    );
    expect(reader.state).toBe('done');
    expect(texts(reader).map(([, out]) => out)).toEqual(['1', '2']);
  });

  it('keeps what looks almost like a mark', () => {
    const almost = `\n${boundary}\n${boundary.slice(1)} end a.x 0\n${'c'.repeat(32)} done\n`;
    const reader = read(
      `${section('a.x', almost)}${section('b.y', '')}${mark('done')}`,
      `${section('a.x', '')}${section('b.y', '')}${mark('done')}`,
    );
    expect(texts(reader)[0]?.[1]).toBe(almost);
  });

  it.each([
    ['a section twice', `${section('a.x', '1')}${section('a.x', '1')}`],
    ['a missing section', `${section('b.y', '1')}${mark('done')}`],
    ['an unknown section', section('c.z', '1')],
    ['an end without a begin', mark('end a.x 0')],
    ['a begin within a section', `${mark('begin a.x')}${mark('begin b.y')}`],
    ['another id at the end', `${mark('begin a.x')}${mark('end b.y 0')}`],
    ['an exit code that is none', `${mark('begin a.x')}${mark('end a.x 256')}`],
    ['no exit code', `${mark('begin a.x')}${mark('end a.x')}`],
    ['done too early', mark('done')],
    ['done within a section', `${mark('begin a.x')}${mark('done')}`],
    ['a word that is none', mark('begun a.x')],
    ['a mark without end', `\n${boundary} ${'x'.repeat(500)}`],
  ])('%s is malformed', (_, stdout) => {
    expect(read(stdout, '').state).toBe('malformed');
    expect(read('', stdout).state).toBe('malformed');
  });

  it('two streams that disagree on the exit code are malformed', () => {
    expect(read(section('a.x', '', 0), section('a.x', '', 1)).state).toBe('malformed');
  });

  it('keeps what was whole before it broke', () => {
    const reader = read(`${section('a.x', '1')}${mark('nonsense')}`, section('a.x', ''));
    expect(reader.state).toBe('malformed');
    expect(texts(reader)).toEqual([['a.x', '1', '', 0]]);
  });

  it('is open without marks, and keeps nothing of them', () => {
    const reader = read('x'.repeat(100_000), 'y'.repeat(100_000), { step: 1000 });
    expect(reader.state).toBe('open');
    expect(reader.sections).toEqual([]);
  });

  it('cuts at the limit, says where, and keeps no more', () => {
    const reader = read(`${section('a.x', '1')}${mark('begin b.y')}${'z'.repeat(5000)}`, section('a.x', ''), {
      step: 100,
    });
    expect(reader.state).toBe('too-big');
    expect(reader.brokenAt).toBe('b.y');
    expect(reader.partOf('b.y').stdout).toHaveLength(1000);
    expect(texts(reader)).toHaveLength(1);
  });

  it('keeps the beginning of a long stderr', () => {
    const reader = read(
      `${section('a.x', '')}${section('b.y', '')}${mark('done')}`,
      `${section('a.x', 'e'.repeat(900))}${section('b.y', '')}${mark('done')}`,
    );
    expect(reader.state).toBe('done');
    expect(reader.sections[0]?.stderr).toHaveLength(50);
  });

  it('knows which section runs', () => {
    const reader = new FrameReader(boundary, limits);
    reader.expect(['a.x'], true);
    expect(reader.current).toBeNull();
    reader.push('stdout', Buffer.from(mark('begin a.x')));
    expect([reader.current, reader.begun, reader.sections.length]).toEqual(['a.x', 1, 0]);
    reader.push('stdout', Buffer.from(mark('end a.x 0')));
    expect(reader.current).toBeNull();
  });
});

const sections: ScriptSection[] = [
  { id: 't.plain', as: 'user', seconds: 5, command: "printf 'it'\\''s'; printf 'no newline' >&2; exit 7" },
  { id: 't.stdin', as: 'user', seconds: 5, command: 'cat' },
  {
    id: 't.locale',
    as: 'user',
    seconds: 5,
    command: 'echo "$LC_ALL $LANG ${HISTFILE-unset}"; echo "$PATH" | tr : "\\n" | grep -c sbin',
  },
  { id: 't.lines', as: 'user', seconds: 5, command: 'for i in 1 2 3; do\n  echo "$i"\ndone' },
  { id: 't.missing', as: 'user', seconds: 5, command: 'no-such-tool' },
  { id: 't.slow', as: 'user', seconds: 1, command: 'sleep 30' },
  { id: 't.last', as: 'user', seconds: 5, command: 'true' },
];

for (const [program, shell] of [
  ['dash', ['dash', '-s']],
  ['busybox', ['busybox', 'sh', '-s']],
  ['bash', ['bash', '--posix', '-s']],
] as const)
  describeWith([program], `the script, run by ${shell.join(' ')}`, () => {
    it('gives back every section', () => {
      const script = composeScript(boundary, sections);
      const [command, ...words] = shell;
      const stdout = execFileSync(command, words, {
        input: script,
        stdio: ['pipe', 'pipe', 'ignore'],
        encoding: 'latin1',
      });
      const stderr = execFileSync('sh', ['-c', 'exec "$@" 2>&1 >/dev/null', 'sh', ...shell], {
        input: script,
        encoding: 'latin1',
      });
      const reader = read(stdout, stderr, { ids: sections.map(({ id }) => id) });
      expect(reader.state).toBe('done');
      const byId = Object.fromEntries(texts(reader).map(([id, ...rest]) => [id, rest]));
      expect(byId['t.plain']).toEqual(["it's", 'no newline', 7]);
      expect(byId['t.stdin']).toEqual(['', '', 0]);
      expect(byId['t.locale']).toEqual(['C C unset\n3\n', '', 0]);
      expect(byId['t.lines']).toEqual(['1\n2\n3\n', '', 0]);
      expect(byId['t.missing']?.[2]).toBe(127);
      expect(byId['t.slow']?.[2]).not.toBe(0);
      expect(byId['t.last']).toEqual(['', '', 0]);
    });
  });
