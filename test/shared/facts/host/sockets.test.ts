import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { socketsProbe } from '../../../../electron/host/probes/sockets';
import { parseProcNet, parseSs, type Sockets, sockets } from '../../../../shared/facts/host/sockets';
import { appTarget, readContext, readRecorded } from '../../../support/run-probe';

const recorded = (name: string) =>
  readFileSync(path.resolve(__dirname, `../../../fixtures/sockets/${name}.txt`), 'utf8');
const short = (value: Sockets) =>
  sockets.schema
    .parse(value)
    .sockets.map(({ protocol, family, address, port, bound, dualStack }) =>
      [protocol, port, family, address, bound, ...(dualStack ? ['dual'] : [])].join(' '),
    )
    .sort();
const read = (given: ReturnType<typeof parseSs>): Sockets => {
  if (!given.ok) throw new Error(JSON.stringify(given.reason));
  return given.value;
};

const both = [
  'tcp 80 ipv4 0.0.0.0 any',
  'tcp 81 ipv6 :: any dual',
  'tcp 83 ipv4 127.0.0.1 loopback',
  'tcp 84 ipv6 ::1 loopback',
  'tcp 86 ipv6 fe80::5 link-local',
  'tcp 87 ipv4 203.0.113.5 address',
  'udp 53 ipv4 127.0.0.53 loopback',
  'udp 5353 ipv6 :: any dual',
];

describe('ss', () => {
  it('says what each socket is bound to, and leaves out connected ones', () => {
    const seen = read(parseSs(recorded('ss-root'), { asRoot: true }));
    expect(short(seen)).toEqual([...both, 'tcp 82 ipv6 :: any', 'tcp 85 ipv4 0.0.0.0 loopback'].sort());
    expect(seen.processesNamed).toBe(true);
    expect(seen.sockets.every(({ pid, process }) => process === 'python3' && pid !== null)).toBe(true);
  });

  it('names nobody to a plain account', () => {
    const seen = read(parseSs(recorded('ss-user'), { asRoot: false }));
    expect(seen.processesNamed).toBe(false);
    expect(seen.sockets.map(({ process }) => process)).toEqual(Array(10).fill(null));
    expect(short(seen)).toEqual(short(read(parseSs(recorded('ss-root'), { asRoot: true }))));
  });

  it('takes the first of several processes, and no name that could be read otherwise', () => {
    const named = (name: string) =>
      read(
        parseSs(`tcp LISTEN 0 511 0.0.0.0:80 0.0.0.0:* users:(("${name}",pid=7,fd=6),("other",pid=8,fd=6))\n`, {
          asRoot: true,
        }),
      ).sockets[0];
    expect(named('nginx')).toMatchObject({ process: 'nginx', pid: 7 });
    expect(named('\u001b[2Jevil')).toMatchObject({ process: null, pid: 7 });
  });

  it('nothing listens: no socket, no failure', () => {
    expect(read(parseSs('', { asRoot: true })).sockets).toEqual([]);
  });

  it.each([
    'tcp LISTEN 0 511 0.0.0.0:80',
    'tcp LISTEN 0 511 0.0.0.0:99999 0.0.0.0:*',
    'tcp LISTEN 0 511 300.0.0.1:80 0.0.0.0:*',
    'tcp ESTAB 0 511 0.0.0.0:80 0.0.0.0:*',
    'ss: command line is not enough',
  ])('is malformed: %s', (line) => {
    expect(parseSs(`${line}\n`, { asRoot: true })).toMatchObject({ ok: false, reason: { code: 'malformed' } });
  });
});

describe('/proc/net', () => {
  // It shows neither a socket's device nor whether an IPv6 socket leaves IPv4 alone: both count as open to more.
  it('agrees with ss as far as it sees', () => {
    const seen = read(parseProcNet(recorded('proc')));
    expect(short(seen)).toEqual([...both, 'tcp 82 ipv6 :: any dual', 'tcp 85 ipv4 0.0.0.0 any'].sort());
    expect(seen).toMatchObject({ source: 'proc', processesNamed: false });
  });

  it.each([
    ['nothing', ''],
    ['TCP only', recorded('proc').split(/^.*drops\s*$/m)[0]!],
    ['a broken line', recorded('proc').replace('00000000:0050', '0000:0050')],
  ])('is malformed: %s', (_name, text) => {
    expect(parseProcNet(text)).toMatchObject({ ok: false, reason: { code: 'malformed' } });
  });
});

describe('the probe', () => {
  const context = readContext(appTarget());
  it('falls back where there is no ss', async () => {
    const noSs = { stderr: 'sh: ss: not found\n', exitCode: 127 };
    expect(await readRecorded(socketsProbe, { ss: noSs, proc: recorded('proc') }, context)).toMatchObject({
      ok: true,
      value: { source: 'proc' },
    });
    expect(await readRecorded(socketsProbe, { ss: noSs }, context)).toEqual({
      ok: false,
      reason: { code: 'no-tool', params: { tool: 'ss' } },
    });
  });
});
