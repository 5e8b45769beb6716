import { describe, expect, it } from 'vitest';
import { parseProcesses } from '../../../../shared/facts/host/processes';

// In the form of procps; test/electron/host/probes/files.test.ts reads what it really prints.
const recorded = `1790000000
      1       0   86400 root                             systemd
      2       0   86400 root                             kthreadd
     12       2   86400 root                             kworker/0:1
    812       1    3600 www-data                         gunicorn: maste
    813     812      60 www-data                         gunicorn: worke
`;

describe('ps', () => {
  it('gives user processes with their start', () => {
    expect(parseProcesses(recorded)).toEqual({
      ok: true,
      value: {
        processes: [
          { pid: 1, ppid: 0, user: 'root', startedAt: 1789913600, name: 'systemd' },
          { pid: 812, ppid: 1, user: 'www-data', startedAt: 1789996400, name: 'gunicorn: maste' },
          { pid: 813, ppid: 812, user: 'www-data', startedAt: 1789999940, name: 'gunicorn: worke' },
        ],
      },
    });
  });
  it.each([
    ['no time', recorded.slice(11)],
    ['no process', '1790000000\n'],
    ['another form', '1790000000\n  PID TTY          TIME CMD\n'],
    ['nothing', ''],
    [
      'more than can be kept',
      `1790000000\n${Array.from({ length: 2001 }, (_, index) => `${index + 10} 1 5 root sh\n`).join('')}`,
    ],
  ])('is malformed for %s', (_, text) => {
    expect(parseProcesses(text)).toMatchObject({ ok: false, reason: { code: 'malformed' } });
  });
});
