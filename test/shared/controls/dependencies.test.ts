import { describe, expect, test } from 'vitest';
import type { FactValue, Reason } from '../../../shared/fact';
import { installedPackages } from '../../../shared/facts/host/installed-packages';
import { readRequirements } from '../../../shared/facts/host/read-requirements';
import { type lockFileNames, requirements } from '../../../shared/facts/host/requirements';
import { factOf, judged } from '../../support/judged';

const denied: Reason = { code: 'no-root', params: { command: 'grep' } };
const malformed: Reason = { code: 'malformed', params: { what: 'poetry.lock' } };

const wanted = (
  files: Record<string, string>,
  locks: Partial<Record<(typeof lockFileNames)[number], string>> = {},
): FactValue<typeof requirements> => {
  const read = readRequirements(
    ['requirements.txt'],
    new Map(Object.entries(files)),
    new Map(Object.entries(locks) as [(typeof lockFileNames)[number], string][]),
  );
  if (!read.ok) throw new Error(JSON.stringify(read.reason));
  return read.value;
};
const list = (...lines: string[]) => wanted({ 'requirements.txt': lines.join('\n') });
const lock = '[[package]]\nname = "flask"\nversion = "3.0.3"\n';

describe('deps.pinned', () => {
  const finding = (given: FactValue<typeof requirements> | Reason) =>
    judged('deps.pinned', [factOf(requirements, given)]);
  test.each([
    ['all pinned', list('Flask==3.0.3', 'gunicorn==22.0.0'), 'pass', 'pinned'],
    ['a hash', list('flask @ https://files.shop.test/flask.whl --hash=sha256:00ff'), 'pass', 'pinned'],
    ['a loose one', list('Flask==3.0.3', 'gunicorn>=22'), 'fail', 'not-pinned'],
    ['a wildcard', list('Flask==3.0.*'), 'fail', 'not-pinned'],
    ['no version', list('Flask'), 'fail', 'not-pinned'],
    ['an editable', list('-e git+https://git.shop.test/x#egg=x'), 'fail', 'not-pinned'],
    [
      'a loose one that a constraint pins',
      wanted({ 'requirements.txt': 'flask\n-c limits.txt', 'limits.txt': 'Flask==3.0.3\nunused==1.0' }),
      'pass',
      'pinned',
    ],
    ['a loose one behind -r', wanted({ 'requirements.txt': '-r base.txt', 'base.txt': 'flask' }), 'fail', 'not-pinned'],
    ['a missing -r', list('flask==3.0.3', '-r base.txt'), 'fail', 'file-missing'],
    ['a missing file', wanted({}), 'fail', 'file-missing'],
    ['an empty file', list('# nothing'), 'fail', 'none-found'],
    ['a line that pip would not take', list('flask==3.0.3', '<<<<<<< HEAD'), 'fail', 'not-read'],
    ['a lock file', wanted({}, { 'poetry.lock': lock }), 'pass', 'locked'],
    ['what may not be seen', denied, 'error', 'no-root'],
    ['what makes no sense', malformed, 'error', 'malformed'],
  ] as const)('%s', (_, given, status, code) => expect(finding(given)).toMatchObject({ status, code }));
});

describe('deps.installed', () => {
  const folder = '/srv/shop/venv/lib/python3.11/site-packages';
  const installed = (packages: Record<string, string>) =>
    factOf(installedPackages, {
      folders: [folder],
      packages: Object.entries(packages).map(([name, version]) => ({ name, version, folder })),
    });
  test.each([
    ['the same', list('Flask==3.0.3'), { flask: '3.0.3' }, 'pass', 'equal'],
    ['the same, written otherwise', list('Flask_Login==0.6'), { 'flask-login': '0.6.0' }, 'pass', 'equal'],
    ['another version', list('Flask==3.0.3'), { flask: '2.0.0' }, 'fail', 'differ'],
    [
      'one that is not installed',
      list('Flask==3.0.3', 'gunicorn==22.0.0'),
      { flask: '3.0.3' },
      'fail',
      'not-installed',
    ],
    [
      'one that need not be',
      list('Flask==3.0.3', 'pywin32==306; sys_platform == "win32"'),
      { flask: '3.0.3' },
      'pass',
      'equal',
    ],
    [
      'one of two pins',
      list('numpy==1.26.4; python_version < "3.12"', 'numpy==2.0.0; python_version >= "3.12"'),
      { numpy: '2.0.0' },
      'pass',
      'equal',
    ],
    ['a lock file', wanted({}, { 'poetry.lock': lock }), { flask: '2.0.0' }, 'fail', 'differ'],
    ['nothing pinned', list('flask'), { flask: '3.0.3' }, 'error', 'nothing-pinned'],
    ['nothing installed below the folder', list('Flask==3.0.3'), {}, 'error', 'none-installed'],
  ] as const)('%s', (_, given, packages, status, code) =>
    expect(judged('deps.installed', [factOf(requirements, given), installed(packages)])).toMatchObject({
      status,
      code,
    }),
  );
  test('notes what nothing pins, but for the tools of the virtual environment', () => {
    const facts = [
      factOf(requirements, list('flask==3.0.3')),
      installed({ flask: '3.0.3', pip: '23', click: '8.1.7' }),
    ];
    expect(judged('deps.installed', facts).notes).toMatchObject([{ code: 'not-pinned', params: { count: 1 } }]);
  });
  test.each([denied, malformed])('is an error when it could not be seen', (reason) =>
    expect(
      judged('deps.installed', [factOf(requirements, list('a==1')), factOf(installedPackages, reason)]).status,
    ).toBe('error'),
  );
});

test('deps.audit needs a report', () => expect(judged('deps.audit', []).status).toBe('manual'));

describe('input.orm', () => {
  test.each([
    ['an ORM and a validator', list('SQLAlchemy==2.0.0', 'email-validator==2.1.0'), 'manual', 'there'],
    ['no ORM', list('psycopg2==2.9.9'), 'fail', 'no-orm'],
    ['no validator', list('SQLAlchemy==2.0.0'), 'fail', 'no-validator'],
    ['no requirements', list(''), 'manual', 'none-seen'],
    ['what may not be seen', denied, 'manual', 'no-root'],
  ] as const)('%s', (_, given, status, code) =>
    expect(judged('input.orm', [factOf(requirements, given)])).toMatchObject({ status, code }),
  );
});
