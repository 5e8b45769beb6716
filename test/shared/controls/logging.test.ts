import { describe, expect, test } from 'vitest';
import type { Reason } from '../../../shared/fact';
import { type LogFile, type LogFiles, logFiles } from '../../../shared/facts/host/log-files';
import { type LogRotation, logRotation } from '../../../shared/facts/host/log-rotation';
import { processes } from '../../../shared/facts/host/processes';
import { sockets } from '../../../shared/facts/host/sockets';
import { factOf, judged, nowSeconds } from '../../support/judged';

const path = '/srv/shop/logs/app.log';
const megabyte = 1024 * 1024;
const days = (count: number): number => nowSeconds - count * 86_400;

const file = (more: Partial<LogFile> = {}): LogFile => ({
  bytes: 1000,
  mode: 0o640,
  owner: 'shop',
  group: 'adm',
  modified: nowSeconds,
  ...more,
});
const logs = (current: Partial<LogFile> | null = {}, rotated: Partial<LogFile>[] = []): LogFiles => ({
  files: [{ path, current: current && file(current), rotated: rotated.map(file) }],
});
const denied: Reason = { code: 'no-root', params: { command: 'find' } };
const malformed: Reason = { code: 'malformed', params: { what: 'a line of stat' } };

describe('logging.present', () => {
  const finding = (given: LogFiles | Reason, startedAt?: number) =>
    judged('logging.present', [
      factOf(logFiles, given),
      ...(startedAt === undefined
        ? []
        : [
            factOf(processes, { processes: [{ pid: 7, ppid: 1, user: 'shop', startedAt, name: 'gunicorn' }] }),
            factOf(sockets, {
              source: 'ss',
              processesNamed: true,
              sockets: [
                {
                  protocol: 'tcp',
                  family: 'ipv4',
                  address: '127.0.0.1',
                  port: 5000,
                  bound: 'loopback',
                  dualStack: false,
                  pid: 7,
                  process: 'gunicorn',
                },
              ],
            }),
          ]),
    ]);

  test('passes for a log written within seven days', () => {
    expect(finding(logs({ modified: days(6) }))).toMatchObject({ status: 'pass', code: 'written' });
  });
  test('passes when the log was just rotated away', () => {
    expect(finding(logs({ bytes: 0 }, [{ modified: days(1) }])).status).toBe('pass');
  });
  test('passes with a note for a quiet app that wrote after it started', () => {
    expect(finding(logs({ modified: days(20) }), days(21))).toMatchObject({
      status: 'pass',
      notes: [{ code: 'quiet' }],
    });
  });
  test.each([
    ['an absent log', logs(null), undefined, 'absent'],
    ['an empty log', logs({ bytes: 0 }), undefined, 'empty'],
    ['a silent log', logs({ modified: days(8) }), undefined, 'silent'],
    ['a log from before the app started', logs({ modified: days(8) }), days(2), 'silent'],
    ['no log at all', { files: [] }, undefined, 'none'],
  ])('fails for %s', (_, given, startedAt, code) => {
    expect(finding(given, startedAt)).toMatchObject({ status: 'fail', code });
  });
  test.each([denied, malformed])('is an error for %j', (reason) => {
    expect(finding(reason)).toMatchObject({ status: 'error', code: reason.code });
  });
});

describe('logging.rotation', () => {
  const daily = { frequency: 'daily', rotate: 10 } as const;
  const rotation = (
    entry: LogRotation['files'][number]['entry'],
    handlers: LogRotation['handlers'] = [],
  ): LogRotation => ({
    files: [{ path, entry }],
    handlers,
  });
  const finding = (given: LogFiles | Reason, rotated: LogRotation | Reason) =>
    judged('logging.rotation', [factOf(logFiles, given), factOf(logRotation, rotated)]);

  test.each([
    ['an entry of logrotate', logs(), rotation(daily), []],
    ['a handler by size', logs({ bytes: 10 * megabyte }), rotation(null, ['size']), []],
    ['a handler by time', logs(), rotation(null, ['time']), []],
    ['a large log by time', logs({ bytes: 11 * megabyte }, [{}]), rotation(null, ['time']), ['large']],
    ['a large rotated log', logs({}, [{ bytes: 11 * megabyte }]), rotation(daily), ['large']],
    ['many old files', logs({}, Array(11).fill({})), rotation(daily), ['keeps-many']],
    ['many old files to come', logs(), rotation({ ...daily, rotate: 52 }), ['keeps-many']],
  ])('passes for %s', (_, given, rotated, notes) => {
    const { status, notes: said } = finding(given, rotated);
    expect([status, said.map(({ code }) => code)]).toEqual(['pass', notes]);
  });
  test.each([
    ['nothing that rotates', logs(), rotation(null), 'unbounded'],
    ['a handler by size that does not work', logs({ bytes: 11 * megabyte }, [{}]), rotation(null, ['size']), 'too-big'],
    ['a rotation that never ran', logs({ bytes: 11 * megabyte }), rotation(daily), 'never-rotated'],
    ['no log at all', { files: [] }, rotation(daily), 'none'],
  ])('fails for %s', (_, given, rotated, code) => {
    expect(finding(given, rotated)).toMatchObject({ status: 'fail', code });
  });
  test.each([
    [denied, rotation(daily)],
    [logs(), malformed],
    [logs(), denied],
  ])('is an error when either could not be seen', (given, rotated) => {
    expect(finding(given, rotated).status).toBe('error');
  });
});

describe('logging.mode', () => {
  const finding = (given: LogFiles | Reason) => judged('logging.mode', [factOf(logFiles, given)]);
  test('passes for closed logs', () => expect(finding(logs({}, [{}])).status).toBe('pass'));
  test.each([
    ['a readable log', logs({ mode: 0o644 })],
    ['a writable log', logs({ mode: 0o642 })],
    ['a readable rotated log', logs({}, [{ mode: 0o604 }])],
    ['a readable rotated log of a log that is gone', logs(null, [{ mode: 0o604 }])],
  ])('fails for %s', (_, given) => expect(finding(given)).toMatchObject({ status: 'fail', code: 'open' }));
  test('is an error for an absent log', () =>
    expect(finding(logs(null))).toMatchObject({ status: 'error', code: 'no-file' }));
  test.each([denied, malformed])('is an error for %j', (reason) => expect(finding(reason).status).toBe('error'));
});
