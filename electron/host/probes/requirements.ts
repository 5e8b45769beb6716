import { unseen } from '../../../shared/fact';
import { readRequirements } from '../../../shared/facts/host/read-requirements';
import { lockFileNames, requirements } from '../../../shared/facts/host/requirements';
import type { AppTarget } from '../../../shared/target';
import { defineProbe, type RootSection, type SectionOutput } from '../probe';
import { textOf, whyNot } from '../section-reason';
import { noApp } from './env-file-stat';

const folderOf = (app: AppTarget): string => app.directory.replace(/\/+$/, '');

/** Never looked into: what is there is not the app's own, and may be large. */
const foreign = ['.git', 'node_modules', 'venv', '.venv', 'env', 'site-packages'];

const lockSection = (name: string): RootSection => ({
  as: 'root',
  seconds: 5,
  argv: ({ app }) => app && ['cat', '--', `${folderOf(app)}/${name}`],
});

/**
 * As root. `-r` may lead from any text file to any other, so all small ones come, each line with its file's name and a NUL:
 *
 *     requirements.lines    grep -rsIHZ -m 5000 --exclude-dir=.git … --include='*.txt' --include='*.in' -e '^' -- /srv/shop
 *     requirements.poetry   cat -- /srv/shop/poetry.lock        (also .uv, .pipfile, .pdm)
 */
export const requirementsProbe = defineProbe({
  fact: requirements,
  roles: ['app'],
  sections: {
    lines: {
      as: 'root',
      seconds: 15,
      argv: ({ app }) =>
        app && [
          'grep',
          '-rsIHZ',
          '-m',
          '5000',
          ...foreign.map((name) => `--exclude-dir=${name}`),
          ...includes(app).map((name) => `--include=${name}`),
          '-e',
          '^',
          '--',
          folderOf(app),
        ],
    },
    poetry: lockSection('poetry.lock'),
    uv: lockSection('uv.lock'),
    pipfile: lockSection('Pipfile.lock'),
    pdm: lockSection('pdm.lock'),
  },
  read: ({ lines, ...locks }, { app }) => {
    if (!app) return noApp;
    // BusyBox's grep refuses these options with the code that GNU's has for a file that could not be read.
    if (/(?:unrecognized|invalid) option/.test(textOf(lines.stderr))) return unseen('no-tool', { tool: 'GNU grep' });
    // 1: no such line; 2: something could not be read, and -s keeps it quiet. What is missing is then missing below.
    const reason = whyNot(lines, [1, 2]);
    if (reason) return { ok: false, reason };
    const present = new Map<(typeof lockFileNames)[number], string>();
    const outputs: readonly SectionOutput[] = [locks.poetry, locks.uv, locks.pipfile, locks.pdm];
    for (const [i, output] of outputs.entries()) {
      const absent = whyNot(output);
      if (absent && absent.code !== 'no-file') return { ok: false, reason: absent };
      if (!absent) present.set(lockFileNames[i]!, textOf(output.stdout));
    }
    return readRequirements(app.requirements, filesOf(textOf(lines.stdout), `${folderOf(app)}/`), present);
  },
});

/** `*.txt`, `*.in`, and the names of the files that the target lists, should they end otherwise. */
const includes = (app: AppTarget): string[] => [
  ...new Set(['*.txt', '*.in', ...app.requirements.map((path) => path.slice(path.lastIndexOf('/') + 1))]),
];

/** `<path>NUL<line>` → content by path below the folder. */
function filesOf(output: string, folder: string): Map<string, string> {
  const lines = new Map<string, string[]>();
  for (const row of output.split('\n')) {
    const nul = row.indexOf('\0');
    if (nul === -1 || !row.startsWith(folder)) continue;
    const path = row.slice(folder.length, nul);
    const content = lines.get(path) ?? [];
    content.push(row.slice(nul + 1));
    lines.set(path, content);
  }
  return new Map([...lines].map(([path, content]) => [path, content.join('\n')]));
}
