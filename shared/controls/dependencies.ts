import { defineControl, error, fail, note, pass, withNotes } from '../control';
import type { FactValue } from '../fact';
import { installedPackages } from '../facts/host/installed-packages';
import { sameVersion } from '../facts/host/package-version';
import { requirements } from '../facts/host/requirements';
import { asvs, cis, nist } from '../references';
import { defineAttested } from './attested';

/** What the app is made of. */

type Requirement = FactValue<typeof requirements>['requirements'][number];

const references = [...asvs('V15.1.1', 'V15.2.1'), ...cis('16.4', '16.5'), ...nist('CM-2', 'SA-22', 'RA-5')];
/** A host may send thousands; a finding is for reading. */
const shown = 20;
const firstOf = (items: readonly string[]): string =>
  items.slice(0, shown).join(', ') + (items.length > shown ? ` and ${items.length - shown} more` : '');

const isPinned = ({ version, hashed }: Requirement): boolean => version !== null || hashed;

export const depsPinned = defineControl({
  id: 'deps.pinned',
  point: 17,
  severity: 'major',
  method: 'automatic',
  scope: 'host:app',
  title: 'Every requirement is pinned',
  why: 'Without a pin the next deployment installs whatever was published last, untested, and maybe by someone who took over the package.',
  expected: 'each requirement, through every -r and -c, has == or a hash; or there is a lock file',
  sources: ['Checklist point 17'],
  references,
  fix: ({ quote, target }) => ({
    say: 'Write the wanted packages into requirements.in, and let pip-tools write the exact versions with hashes, in the repository. The second command shows what is installed now, as a start.',
    run: [
      'pip-compile --generate-hashes --output-file requirements.txt requirements.in',
      `${quote(`${target.app?.directory ?? '.'}/venv/bin/pip`)} freeze`,
    ],
  }),
  needs: { wanted: requirements },
  words: {
    pinned: ({ count, files }: { count: number; files: number }) =>
      `all ${count} requirements in ${files} ${files === 1 ? 'file' : 'files'}`,
    locked: ({ files }: { files: string[] }) => `locked by ${files.join(', ')}`,
    'not-pinned': ({ which }: { which: string }) => `not pinned: ${which}`,
    'file-missing': ({ files }: { files: string[] }) => `not found below the app's folder: ${files.join(', ')}`,
    'none-found': () => 'no requirement and no lock file was found',
    'not-read': ({ count }: { count: number }) => `${count} ${count === 1 ? 'line' : 'lines'} that pip would not take`,
    'lock-beside': () =>
      'not every line of the requirements files is pinned; the lock file decides if it is what is installed from',
  },
  judge: ({ wanted }) => {
    const listed = wanted.requirements.filter(({ file }) => !wanted.lockFiles.some((lock) => lock === file));
    const limits = new Set(listed.flatMap((one) => (one.constraint && isPinned(one) ? [one.name] : [])));
    const loose = listed.filter(
      (one) => !one.constraint && !isPinned(one) && !(one.name !== null && limits.has(one.name)),
    );
    if (wanted.lockFiles.length > 0) {
      const locked = pass('locked', { files: [...wanted.lockFiles] });
      return loose.length > 0 ? withNotes(locked, [note('lock-beside')]) : locked;
    }
    if (wanted.missing.length > 0) return fail('file-missing', { files: wanted.missing.slice(0, shown) });
    if (wanted.notRead > 0) return fail('not-read', { count: wanted.notRead });
    if (loose.length > 0)
      return fail('not-pinned', { which: firstOf(loose.map(({ name, file, line }) => name ?? `${file}:${line}`)) });
    const count = listed.filter(({ constraint }) => !constraint).length;
    return count === 0 ? fail('none-found') : pass('pinned', { count, files: wanted.files.length });
  },
});

export const depsInstalled = defineControl({
  id: 'deps.installed',
  point: 17,
  severity: 'major',
  method: 'automatic',
  scope: 'host:app',
  title: 'What is installed is what is pinned',
  why: 'An audit of the list says nothing of a server on which someone installed something else, or on which a deployment stopped half-way.',
  expected: 'each pinned package is installed in that version, below the folder of the app',
  sources: ['Checklist point 17'],
  references,
  fix: ({ quote, target }) => {
    const folder = target.app?.directory ?? '.';
    const file = target.app?.requirements[0] ?? 'requirements.txt';
    return {
      say: 'Install exactly what is pinned, then restart the app. (pip install --upgrade changes nothing where all is pinned: change the pin.)',
      run: [`${quote(`${folder}/venv/bin/pip`)} install -r ${quote(`${folder}/${file}`)}`],
    };
  },
  needs: { wanted: requirements, installed: installedPackages },
  words: {
    equal: ({ count }: { count: number }) => `all ${count} pinned packages are installed in their versions`,
    differ: ({ which }: { which: string }) => `installed in another version: ${which}`,
    'not-installed': ({ which }: { which: string }) => `pinned and not installed: ${which}`,
    'none-installed': () =>
      "no installed package was found below the app's folder; a virtual environment elsewhere is not seen",
    'nothing-pinned': () => 'nothing is pinned that could be compared',
    'not-pinned': ({ count }: { count: number }) =>
      `${count} ${count === 1 ? 'package is' : 'packages are'} installed that nothing pins`,
  },
  judge: ({ wanted, installed }) => {
    const pins = wanted.requirements.flatMap(({ name, version, constraint, conditional }) =>
      name !== null && version !== null ? [{ name, version, optional: constraint || conditional }] : [],
    );
    if (pins.length === 0) return error('nothing-pinned');
    if (installed.packages.length === 0) return error('none-installed');
    const differ: string[] = [];
    const absent: string[] = [];
    const pinnedNames = new Set(pins.map(({ name }) => name));
    for (const name of pinnedNames) {
      const versions = pins.filter((pin) => pin.name === name);
      const found = installed.packages.filter((one) => one.name === name);
      // Markers choose between several pins of one package; any of them may be the one that holds here.
      const wrong = found.find((one) => !versions.some(({ version }) => sameVersion(version, one.version)));
      if (wrong) differ.push(`${name} ${wrong.version}, not ${versions.map(({ version }) => version).join(' or ')}`);
      if (found.length === 0 && versions.some(({ optional }) => !optional)) absent.push(name);
    }
    if (differ.length > 0) return fail('differ', { which: firstOf(differ) });
    if (absent.length > 0) return fail('not-installed', { which: firstOf(absent) });
    const names = new Set(installed.packages.map(({ name }) => name));
    const extra = [...names].filter((name) => !pinnedNames.has(name) && !['pip', 'setuptools', 'wheel'].includes(name));
    return withNotes(
      pass('equal', { count: pinnedNames.size }),
      extra.length > 0 ? [note('not-pinned', { count: extra.length })] : [],
    );
  },
});

export const depsAudit = defineControl({
  id: 'deps.audit',
  point: 17,
  severity: 'major',
  method: 'automatic/attested',
  scope: 'host:app',
  title: 'No known vulnerability in what is installed',
  why: 'Holes in widely used packages are published with instructions, and bots look for those who have not updated.',
  expected: 'a report of at most 7 days over exactly what is installed, with nothing found that is not accepted',
  sources: ['Checklist point 17', 'A report is 7 days old at most'],
  references,
  fix: ({ quote, target }) => ({
    say: 'On your machine, never on the server (it builds packages and asks the network), with the list of what is installed there:',
    run: [
      `pip-audit --no-deps --disable-pip -r ${quote(target.app?.requirements[0] ?? 'requirements.txt')} --format json --output pip-audit.json`,
    ],
  }),
  attest: {
    statement:
      'pip-audit, or a scanner of the same kind, was run over exactly the packages that are installed on the hosts, and found nothing that is open.',
    evidence: "the scanner's report (JSON), at most 7 days old, and the list that it was run over",
    expiresAfterDays: 7,
  },
});

export const depsCurrent = defineAttested({
  id: 'deps.current',
  point: 17,
  severity: 'minor',
  title: 'Dependencies are kept up to date',
  why: 'Who is years behind cannot take a security fix without taking a rewrite with it.',
  expected: 'outdated packages were looked at in the last quarter, and each that stays behind has a reason',
  sources: ['Checklist point 17 (keep dependencies updated)', 'Checklist point 20 (quarterly)'],
  references,
  fix: 'List what is outdated with "pip list --outdated" in a copy of the environment, change the pins, run the tests, deploy. With pinned versions pip install --upgrade -r changes nothing.',
  attest: {
    statement: 'The list of outdated packages was gone through, and the pins were raised or their reason written down.',
    evidence: 'the list with its date, and the change that raised the pins',
    expiresAfterDays: 92,
  },
});

export const dependencyControls = [depsPinned, depsInstalled, depsAudit, depsCurrent];
