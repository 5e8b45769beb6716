import { describe, expect, test } from 'vitest';
import { decisionSentence } from '../../../shared/report/decision-sentence';
import { ansi, plain } from '../../../shared/report/palette';
import { checkText } from '../../../shared/report/text';
import { finding } from '../../support/finding';
import { sample } from './sample';

const options = { palette: plain, width: 100, verbose: false };
const textOf = (stated: Parameters<typeof sample>[0] = {}, more: Partial<typeof options> = {}): string =>
  checkText(sample(stated), { ...options, ...more });
const section = (text: string, title: string): string => text.slice(text.indexOf(title)).split(/\n\n(?=\S)/)[0]!;

describe('the decision sentence', () => {
  test.each([
    ['GO for 1 automatic control, 0 manual open', [finding({ control: 'tls.chain' })]],
    [
      'GO for 2 automatic controls, 1 manual open',
      [
        ...['web-1', 'web-2'].map((host) => finding({ control: 'env.file-mode', host })),
        finding({ control: 'tls.http2', severity: 'minor', status: 'fail' }),
        finding({ control: 'load.tested', status: 'manual' }),
        finding({ control: 'env.ignored', status: 'not-applicable' }),
      ],
    ],
    ['NO-GO: 1 major holds the launch', [finding({ control: 'tls.chain', status: 'error' })]],
    [
      'NO-GO: 2 blockers and 1 major hold the launch',
      [
        ...['web-1', 'web-2'].map((host) =>
          finding({ control: 'env.file-mode', severity: 'blocker', status: 'fail', host }),
        ),
        finding({ control: 'logging.mode', status: 'fail' }),
      ],
    ],
  ])('%s', (sentence, findings) => expect(decisionSentence(sample({ findings }))).toBe(sentence));

  test('names a host that was not reached, when nothing else holds', () => {
    const error = { code: 'auth', message: 'no key was accepted' } as const;
    const hosts = [{ name: 'web-2', hostKey: null, durationMs: 0, commands: [], error }];
    expect(decisionSentence(sample({ hosts, findings: [] }))).toBe('NO-GO: web-2 could not be checked');
    expect(textOf({ hosts })).toContain('  web-2: no key was accepted');
  });
});

describe('the text of a check', () => {
  test('begins with one screen: decision, figures and the launch list', () => {
    const screen = textOf().split('\n').slice(0, 24);
    expect(screen[2]).toBe('  NO-GO: 3 blockers and 3 majors hold the launch');
    expect(screen[3]).toBe('  3 passed · 4 failed · 3 could not be checked · 19 manual · 1 not applicable · 1 waived');
    expect(screen.filter((line) => /^ +\d+ {2}\S/.test(line))).toHaveLength(17);
    expect(screen).toContain('   5  HTTPS                              NOT MET         2 of 4   headers.hsts');
  });

  test('tells a failure with what was expected, observed, and how to mend it', () => {
    expect(section(textOf(), 'Failed (4)')).toContain(
      [
        '  blocker  env.file-mode on web-1, web-2  Only the app reads the env file',
        '    expected   at most 0640, owned by root or the app',
        '    observed   0644, owned by deploy',
        '    fix        Take the rights of others away.',
        '                 chmod 0640 /srv/shop/.env',
      ].join('\n'),
    );
  });

  test('tells the reason once for all that could not be checked', () => {
    expect(section(textOf(), 'Could not be checked')).toBe(
      [
        'Could not be checked (3)',
        '  web-2: needs root: logrotate was refused to this account',
        '    major    logging.rotation, logging.mode, logging.present',
      ].join('\n'),
    );
  });

  test('lists what waits for a person compactly, and apart what is out of scope', () => {
    const open = section(textOf(), 'For a person to attest (19)');
    expect(open).toContain(
      '  blocker  payments.tested, audit.launch, credentials.documented\n  major    monitoring.uptime',
    );
    expect(open).toContain('\n    the module gdpr is off in the target: gdpr.consent, gdpr.erasure');
    expect(open).toMatch(
      /where the facts did not decide:\n {4}rate-limit\.enforced +not tried: run with --active, or attest\n/,
    );
  });

  test('shows remarks on what passed, and each pass only when asked', () => {
    expect(textOf()).toMatch(/tls\.expiry +fewer than 30 days left/);
    expect(textOf()).not.toContain('tls.chain');
    expect(textOf({}, { verbose: true })).toContain('tls.chain');
    expect(textOf({}, { verbose: true })).toContain('I ran the load test');
  });

  test('keeps to the width, commands apart', () => {
    for (const width of [80, 100]) {
      const lines = textOf({}, { width }).split('\n');
      expect(lines.filter((line) => line.length > width && !line.includes('add_header'))).toEqual([]);
    }
  });

  test('says that a partial run decides nothing, and leaves out the items that it did not touch', () => {
    const text = textOf({ partial: true, findings: [finding({ control: 'tls.chain' })] });
    expect(text).toContain('Partial run');
    expect(text.match(/^ +\d+ {2}\S/gm)).toHaveLength(2);
  });

  test('groups many hosts', () => {
    const findings = Array.from({ length: 30 }, (_, index) =>
      finding({ control: 'env.file-mode', status: 'fail', host: `web-${index + 1}` }),
    );
    expect(textOf({ findings })).toContain('env.file-mode on web-1, web-2, web-3, web-4 and 26 more');
  });

  test('lets a server write no escape sequence', () => {
    const evil = '\u001b]0;pwned\u0007\u001b[2J\u202e\r';
    const findings = [
      finding({ control: 'tls.chain', status: 'fail', observed: evil, notes: [{ code: 'x', params: {}, text: evil }] }),
      finding({ control: 'tls.key', status: 'error', observed: evil }),
    ];
    const hosts = [
      { name: 'web-1', hostKey: null, durationMs: 0, commands: [], error: { code: 'closed', message: evil } as const },
    ];
    expect(textOf({ findings, hosts })).not.toMatch(/[^\P{Cc}\n]|\p{Cf}/u);
  });

  test('is the same in colour once the colours are taken away', () => {
    const coloured = checkText(sample(), { ...options, palette: ansi });
    expect(coloured).toContain('\u001b[31m');
    expect(coloured.replaceAll(/\u001b\[\d+m/g, '')).toBe(textOf());
  });
});
