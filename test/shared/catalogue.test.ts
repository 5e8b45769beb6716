import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { isBeneath, launchItems } from '../../shared/checklist/launch-items';
import type { Control, Fix, HostRole } from '../../shared/control';
import { controls } from '../../shared/controls';
import { quote } from '../../shared/shell';
import { inApp, type Target, targetSchema } from '../../shared/target';
import { debianPython, describeWith } from '../support/needs';

const contract = readFileSync(new URL('../fixtures/control-ids.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split(/\s+/).join(' '));
const asContract = ({ id, severity, method, scope }: Control): string => [id, severity, method, scope].join(' ');
const idOf = (line: string): string => line.split(' ')[0]!;

describe('the catalogue', () => {
  test('has each id once', () => {
    const ids = controls.map(({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  test('lacks no control of the contract', () => {
    const ids = controls.map(({ id }) => id);
    expect(contract.map(idOf).filter((id) => !ids.includes(id))).toEqual([]);
  });

  test('has no control beyond the contract, and each with the severity, method and scope that it names', () => {
    expect(controls.map(asContract).filter((line) => !contract.includes(line))).toEqual([]);
  });

  test('names the risks that nobody may accept', () => {
    expect(
      controls
        .filter(({ waivable }) => waivable === false)
        .map(({ id }) => id)
        .sort(),
    ).toEqual(['admin.not-default', 'env.not-served', 'errors.debugger-off', 'secret-key.strength']);
  });

  test.each(controls.map((control) => [control.id, control] as const))('%s says what it is', (_, control) => {
    for (const text of [control.title, control.why, control.expected, ...control.sources]) {
      expect(text.trim()).toBe(text);
      expect(text).toMatch(/^\P{C}{3,}$/u);
      expect(text).not.toMatch(/undefined|\[object|NaN|\bTODO\b/);
    }
    expect(control.sources.length).toBeGreaterThan(0);
    expect(control.references.length).toBeGreaterThan(0);
    for (const { source, id, url } of control.references) {
      expect([source, id].every((text) => text.trim() !== '')).toBe(true);
      if (url !== undefined) expect(new URL(url).protocol).toBe('https:');
    }
  });

  test.each(controls.filter(({ method }) => method !== 'automatic').map((control) => [control.id, control] as const))(
    '%s says what a person states, and which evidence convinces',
    (_, { attest }) => {
      expect(attest?.statement).toMatch(/^\P{C}{30,}$/u);
      expect(attest?.evidence).toMatch(/^\P{C}{5,}$/u);
      if (attest?.expiresAfterDays !== undefined) expect(attest.expiresAfterDays).toBeGreaterThan(0);
    },
  );

  test('judges whatever is automatic, and leaves to people what is attested', () => {
    expect(controls.filter(({ method, judge }) => method === 'automatic' && !judge).map(({ id }) => id)).toEqual([]);
    expect(controls.filter(({ method, judge }) => method === 'attested' && judge).map(({ id }) => id)).toEqual([]);
  });
});

describe('the launch list', () => {
  test('has 17 items, the last of which stands on the others', () => {
    expect(launchItems.map(({ number }) => number)).toEqual(Array.from({ length: 17 }, (_, index) => index + 1));
    expect(launchItems.filter((item) => item.controls.length === 0).map(({ number }) => number)).toEqual([17]);
  });

  test.each(launchItems.flatMap((item) => item.controls.map((pattern) => [item.number, pattern] as const)))(
    'item %i: %s is at least one control of the contract',
    (_, pattern) => {
      const one = { number: 0, title: '', controls: [pattern] };
      expect(contract.map(idOf).filter((id) => isBeneath(one, id))).not.toEqual([]);
    },
  );

  test('has every control beneath an item', () => {
    const ids = [...new Set([...controls.map(({ id }) => id), ...contract.map(idOf)])];
    expect(ids.filter((id) => !launchItems.some((item) => isBeneath(item, id)))).toEqual([]);
  });
});

const targetWith = (directory: string, backups: string): Target =>
  targetSchema.parse({
    name: 'Example Shop',
    site: { url: 'https://shop.example', corsPaths: ['/api/'] },
    hosts: [{ name: 'web-1' }],
    app: {
      directory,
      envFile: `${backups.slice(1)}.env`,
      exampleFile: `${backups.slice(1)}.example`,
      requirements: [`${backups.slice(1)}.txt`],
      logFiles: [`${backups.slice(1)}.log`],
      user: 'shop',
    },
    backups: { directory: backups },
    modules: { gdpr: true, ccpa: true, pci: true, api: true, payments: true },
  });

const ordinary = targetWith('/srv/shop', '/backups');
// All of this is allowed in a path, and each part of it is a word of the shell where it is not quoted.
const hostile = targetWith(`/srv/it's "$(touch x)" \`id\`; rm *`, `/back ups' && $HOME \\ #|<>`);

const isForHosts = ({ scope }: Control): boolean => scope.startsWith('host:');
const fixOf = (control: Control, target: Target): Fix =>
  control.fix({
    target,
    host: isForHosts(control) ? target.hosts[0]! : null,
    quote,
    envFile: inApp(target.app!, target.app!.envFile),
  });

describe.each([
  ['an ordinary target', ordinary],
  ['a target with hostile-looking paths', hostile],
])('the fixes for %s', (_, target) => {
  const fixes = controls.map((control) => ({ id: control.id, fix: fixOf(control, target) }));

  test('are said without holes', () => {
    for (const { id, fix } of fixes) {
      const text = [fix.say, ...(fix.run ?? []), fix.config?.file ?? '', fix.config?.text ?? ''].join('\n');
      expect(fix.say.trim(), id).not.toBe('');
      expect(text, id).not.toMatch(/\bundefined\b|\[object|\bNaN\b/);
      expect(text, id).toMatch(/^[^\p{Cc}\p{Cf}]*(?:\n[^\p{Cc}\p{Cf}]*)*$/u);
    }
  });

  test('are commands of one line each, that a shell can parse', () => {
    const lines = fixes.flatMap(({ id, fix }) => (fix.run ?? []).map((line) => ({ id, line })));
    for (const { id, line } of lines) expect(line, id).not.toContain('\n');
    expect(unparsable(lines)).toEqual([]);
  });
});

test('what is not about a host has a fix for a target without hosts and app', () => {
  const target = targetSchema.parse({ name: 'Example Shop', site: { url: 'https://shop.example' } });
  for (const control of controls.filter((candidate) => !isForHosts(candidate))) {
    const { say } = control.fix({ target, host: null, quote, envFile: '/PATH/TO/.env' });
    expect(say, control.id).toMatch(/^(?!.*\bundefined\b)./);
  }
});

describeWith([debianPython], 'words of a command, counted by Python', () => {
  test('paths with spaces, quotes and $ change no word of a fix', () => {
    const pairs = controls.flatMap((control) => {
      const [plain, odd] = [ordinary, hostile].map((target) => fixOf(control, target).run ?? []);
      return plain!.map((line, index) => ({ id: control.id, plain: line, odd: odd![index]! }));
    });
    const plainWords = wordCounts(pairs.map(({ plain }) => plain));
    const oddWords = wordCounts(pairs.map(({ odd }) => odd));
    expect(pairs.filter((_, index) => plainWords[index] !== oddWords[index])).toEqual([]);
  });
});

/** The lines that are no complete commands by themselves. One shell reads all of them, and runs none. */
function unparsable(lines: readonly { id: string; line: string }[]): string[] {
  const script = 'while IFS= read -r line; do printf "%s\\n" "$line" | sh -n 2>/dev/null && echo ok || echo bad; done';
  const verdicts = execFileSync('sh', ['-c', script], { input: lines.map(({ line }) => `${line}\n`).join('') })
    .toString()
    .split('\n');
  return lines.filter((_, index) => verdicts[index] !== 'ok').map(({ id, line }) => `${id}: ${line}`);
}

/** How many words each line has, by Python's shlex: a second reader of POSIX quoting, with operators as words of their own. */
function wordCounts(lines: readonly string[]): number[] {
  const script =
    'import json, shlex, sys\nprint(json.dumps([len(list(shlex.shlex(line, posix=True, punctuation_chars=True))) for line in json.load(sys.stdin)]))';
  return JSON.parse(execFileSync(debianPython, ['-c', script], { input: JSON.stringify(lines) }).toString());
}

test('every role has a control', () => {
  const roles: HostRole[] = ['app', 'web', 'database', 'backup'];
  expect(roles.filter((role) => !controls.some(({ scope }) => scope === `host:${role}`))).toEqual([]);
});
