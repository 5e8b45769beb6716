import { describe, expect, it, test } from 'vitest';
import { clockProbe, systemUpdatesProbe } from '../../../../electron/host/probes/system';
import type { Clock, SystemUpdates } from '../../../../shared/facts/host/system';
import { clock, parseAptSimulation, systemUpdates } from '../../../../shared/facts/host/system';
import { factOf, judged, nowSeconds } from '../../../support/judged';
import { describeWith } from '../../../support/needs';
import { appTarget, readContext, readRecorded, runProbe } from '../../../support/run-probe';

const context = readContext(appTarget());

describeWith(['apt-get'], 'on this machine', () => {
  it('is seen', async () => {
    const read = await runProbe<SystemUpdates>(systemUpdatesProbe, context);
    expect(read).toMatchObject({ ok: true, value: { apt: { listsAt: expect.any(Number) } } });
    const { apt } = (read as { value: SystemUpdates }).value;
    expect(apt!.security).toBeLessThanOrEqual(apt!.pending);
  });
  it('its clock is ours', async () => {
    const read = await runProbe<Clock>(clockProbe, { ...context, now: Date.now() });
    expect(read).toMatchObject({ ok: true, value: { aheadSeconds: expect.any(Number) } });
    expect(Math.abs((read as { value: Clock }).value.aheadSeconds)).toBeLessThan(60);
  });
});

/** As apt 2.6 (Debian 12) and 2.4 (Ubuntu 22.04) print them. */
const inst = {
  plain: 'Inst bash [5.2.15-2+b8] (5.2.15-2+b13 Debian:12.15/oldstable [amd64])',
  both: 'Inst libgcrypt20 [1.10.1-3] (1.10.1-3+deb12u1 Debian:12.15/oldstable, Debian-Security:12/oldstable-security [amd64]) []',
  ubuntu:
    'Inst libssl3 [3.0.2-0ubuntu1.18] (3.0.2-0ubuntu1.19 Ubuntu:22.04/jammy-updates, Ubuntu:22.04/jammy-security [amd64])',
  fresh: 'Inst linux-image-6.1.0-39-amd64 (6.1.148-1 Debian-Security:12/oldstable-security [amd64])',
};
test('apt names the archive that an update comes from', () => {
  const text = [...Object.values(inst), 'Conf bash (5.2.15-2+b13 Debian:12.15/oldstable [amd64])', ''].join('\n');
  expect(parseAptSimulation(text)).toEqual({ pending: 4, security: 3 });
});

describe('recorded answers', () => {
  const kernels = (at: number, more = '') =>
    `boot 1790000000\nkernel 1780000000 /boot/vmlinuz-6.1.0-37\nkernel ${at} /boot/vmlinuz-6.1.0-39\n${more}`;
  const read = (recorded: Parameters<typeof readRecorded>[1]) => readRecorded(systemUpdatesProbe, recorded, context);
  const good = { lists: '1790000000\n', apt: `${inst.plain}\n`, kernels: kernels(1_785_000_000) };
  it.each([
    ['all in order', good, { apt: { listsAt: 1_790_000_000, pending: 1, security: 0 }, rebootNeeded: false }],
    ['a kernel installed since the start', { ...good, kernels: kernels(1_790_500_000) }, { rebootNeeded: true }],
    ['the system asks', { ...good, kernels: kernels(1_785_000_000, 'wanted\n') }, { rebootNeeded: true }],
    ['a container', { ...good, kernels: 'boot 1790000000\n' }, { rebootNeeded: null }],
    ['no apt', { kernels: kernels(1_785_000_000) }, { apt: null }],
  ])('%s', async (_, recorded, value) => expect(await read(recorded)).toMatchObject({ ok: true, value }));
  it.each([
    [
      'an apt that complains',
      { ...good, apt: { stderr: 'E: The package cache file is corrupted\n', exitCode: 0 } },
      'command-failed',
    ],
    ['no time of the start', { ...good, kernels: '' }, 'malformed'],
    ['lists that may not be seen', { ...good, lists: { stderr: 'stat: Permission denied\n', exitCode: 1 } }, 'no-root'],
  ])('%s is no answer', async (_, recorded, code) => expect(await read(recorded)).toMatchObject({ reason: { code } }));
  it('a clock that tells no time', async () =>
    expect(await readRecorded(clockProbe, { date: 'soon\n' }, context)).toMatchObject({
      reason: { code: 'malformed' },
    }));
});

describe('judged', () => {
  const system = (stated: Partial<SystemUpdates> = {}) =>
    factOf(systemUpdates, {
      apt: { listsAt: nowSeconds - 3600, pending: 0, security: 0 },
      rebootNeeded: false,
      ...stated,
    });
  const apt = (stated: object) => system({ apt: { listsAt: nowSeconds - 3600, pending: 3, security: 0, ...stated } });
  test.each([
    ['deps.system-updates', apt({}), 'pass', 'current'],
    ['deps.system-updates', apt({ security: 2 }), 'fail', 'waiting'],
    ['deps.system-updates', apt({ listsAt: nowSeconds - 9 * 86_400 }), 'fail', 'lists-old'],
    ['deps.system-updates', system({ apt: null }), 'error', 'no-apt'],
    ['deps.system-restarted', system(), 'pass', 'current'],
    ['deps.system-restarted', system({ rebootNeeded: true }), 'fail', 'waiting'],
    ['deps.system-restarted', system({ rebootNeeded: null }), 'not-applicable', 'no-kernel'],
    ['logging.clock', factOf(clock, { aheadSeconds: -60 }), 'pass', 'right'],
    ['logging.clock', factOf(clock, { aheadSeconds: 61 }), 'fail', 'wrong'],
    ['logging.clock', factOf(clock, { aheadSeconds: -3700 }), 'fail', 'wrong'],
  ])('%s %#', (control, fact, status, code) => expect(judged(control, [fact])).toMatchObject({ status, code }));
  test.each(['deps.system-updates', 'deps.system-restarted', 'logging.clock'])('%s is an error unseen', (control) =>
    expect(judged(control, [])).toMatchObject({ status: 'error', code: 'not-collected' }),
  );
});
