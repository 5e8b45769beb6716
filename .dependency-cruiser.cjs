/** The import rules of docs/architecture.md: where code may run is checked, not remembered. */
const folder = (name) => `^electron/${name}/`;
const islands = ['host', 'site', 'keychain', 'record', 'store', 'practice'];
const withoutWindow = [...islands, 'acts', 'cli'].join('|');

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'shared-is-pure',
      comment: 'shared/ imports nothing of ours and no Node module: it runs in main, renderer, CLI and tests alike',
      severity: 'error',
      from: { path: '^shared/' },
      to: { path: '^(electron|renderer|test)/' },
    },
    { name: 'shared-without-node', severity: 'error', from: { path: '^shared/' }, to: { dependencyTypes: ['core'] } },
    {
      name: 'renderer-sees-only-shared',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { path: '^(electron|test)/' },
    },
    {
      name: 'renderer-without-node',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'electron-not-renderer',
      severity: 'error',
      from: { path: '^electron/' },
      to: { path: '^(renderer|test)/' },
    },
    ...islands.map((name) => ({
      name: `electron-${name}-stands-alone`,
      comment: 'only acts/, cli/, ipc/ and main.ts put these folders together; the hash of a file is common to all',
      severity: 'error',
      from: { path: folder(name) },
      to: { path: '^electron/', pathNot: [folder(name), '^electron/sha256\\.ts$'] },
    })),
    {
      name: 'acts-combine',
      severity: 'error',
      from: { path: folder('acts') },
      to: { path: '^electron/(cli|ipc|window|practice)/' },
    },
    {
      name: 'practice-is-an-independent-witness',
      comment: 'the practice host shares the form of the script with the checker, and nothing else',
      severity: 'error',
      from: { path: folder('practice') },
      to: { path: '^shared/', pathNot: '^shared/collector-script' },
    },
    {
      name: 'no-orphans-in-production-deps',
      severity: 'error',
      from: { path: '^(shared|electron|renderer)/' },
      to: { dependencyTypes: ['npm-dev'], pathNot: 'node_modules/electron/' },
    },
    {
      name: 'only-the-window-needs-electron',
      comment: 'everything else runs on plain Node: the command line, tests',
      severity: 'error',
      from: { path: `^(shared|renderer|electron/(${withoutWindow}))/` },
      to: { path: 'node_modules/electron/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default'] },
  },
};
