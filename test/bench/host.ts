/**
 * `npm run bench:host`: all host controls on one real host, in turn with what others take: ssh itself, the same script over
 * ssh, and testinfra, serverspec and Ansible with fifteen plain checks each; then a fleet. Prints ratios; asserts nothing.
 */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadTarget } from '../../electron/acts/load-target';
import { probes } from '../../electron/host/probes';
import { contextOf, nothingFound, planSections, probesFor } from '../../electron/host/sections';
import { composeScript } from '../../shared/collector-script';
import { controlIds } from '../../shared/controls';
import { realHostNeeds, startRealHost } from '../real/real-host';

const root = join(import.meta.dirname, '../..');
const gonogo = join(root, 'out/main/gonogo.cjs');
const rounds = 5;
const path = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` };

const has = (program: string): boolean =>
  spawnSync('sh', ['-c', 'command -v "$1"', 'sh', program], { env: path }).status === 0;
const missing = realHostNeeds.filter((need) => (need === 'root' ? process.getuid?.() !== 0 : !has(need)));
if (missing.length > 0) {
  console.log(`bench:host needs ${missing.join(', ')}, which is missing here`);
  process.exit(0);
}
execFileSync('npm', ['run', '-s', 'build'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });

const host = await startRealHost();
process.on('exit', () => host.stop());
const at = (name: string): string => join(host.folder, name);
const sshOptions = `  HostName ${host.address}
  User deploy
  IdentityFile ${at('deploy')}
  IdentitiesOnly yes
  BatchMode yes
  StrictHostKeyChecking no
  UserKnownHostsFile /dev/null
  LogLevel ERROR
`;
writeFileSync(at('ssh_config'), `Host web\n${sshOptions}`);
writeFileSync(
  at('ssh_config_kept'),
  `Host web\n${sshOptions}  ControlMaster auto\n  ControlPath ${at('control')}\n  ControlPersist 60\n`,
);
const hostOnly = readFileSync(host.targetFile, 'utf8').replace(/^site:\n(?: .*\n)*/m, '');
writeFileSync(at('host.yml'), hostOnly);

interface Contender {
  name: string;
  /** Milliseconds. Null: it did not work. */
  take: () => number | null;
}

function timed(
  command: string,
  args: readonly string[],
  { input, env = {} }: { input?: string; env?: NodeJS.ProcessEnv } = {},
): number | null {
  const before = performance.now();
  const ran = spawnSync(command, args, { input, env: { ...path, ...env }, encoding: 'utf8', cwd: host.folder });
  const took = performance.now() - before;
  if (ran.status === 0) return took;
  console.error(
    `${command}: exit ${ran.status}: ${`${ran.stdout}${ran.stderr}`.trim().split('\n').slice(-3).join(' | ').slice(0, 400)}`,
  );
  return null;
}

const check = (file: string, ...more: string[]): { hosts: { durationMs: number }[] } =>
  JSON.parse(
    spawnSync(process.execPath, [gonogo, 'check', file, '--format', 'json', ...more], {
      encoding: 'utf8',
      maxBuffer: 1 << 30,
    }).stdout,
  );
const ssh = (command: string, input?: string) =>
  timed('ssh', ['-F', at('ssh_config'), 'web', command], input === undefined ? {} : { input });

const { target } = await loadTarget(at('host.yml'), { cwd: host.folder, controlIds });
const context = contextOf(target, target.hosts[0]!);
// What is asked from the start; what the collector asks beyond this, once it has looked, is left out in their favour.
const script = composeScript(
  '0'.repeat(32),
  planSections(
    probesFor(probes, context).filter(({ phase }) => phase === 'find'),
    context,
    nothingFound,
  ),
);

const contenders: Contender[] = [
  { name: 'gonogo, all host controls', take: () => check(at('host.yml')).hosts[0]!.durationMs },
  {
    name: 'gonogo, the whole process',
    take: () => {
      const before = performance.now();
      check(at('host.yml'));
      return performance.now() - before;
    },
  },
  { name: '(a) ssh host true', take: () => ssh('true') },
  { name: "(b) ssh host 'sudo sh -s' < the same script", take: () => ssh('sudo -n sh -s', script) },
];

/** Fifteen files and who may do what with them: the plainest of checks, in the words of each tool. */
const files = [
  '/etc/passwd',
  '/etc/group',
  '/etc/hosts',
  '/etc/ssh/sshd_config',
  '/etc/nginx/nginx.conf',
  '/srv/shop/.env',
  '/srv/shop/app.py',
  '/etc/sudoers',
  '/etc/shadow',
  '/etc/fstab',
  '/etc/login.defs',
  '/etc/profile',
  '/etc/services',
  '/etc/protocols',
  '/etc/debian_version',
];

writeFileSync(
  at('test_host.py'),
  `import pytest\n@pytest.mark.parametrize("path", ${JSON.stringify(files)})\ndef test_file(host, path):\n    with host.sudo():\n        assert host.file(path).mode & 0o002 == 0\n`,
);
const testinfra = (kept: boolean) => (): number | null => {
  // What the round before left open would spare this one its connection.
  spawnSync('ssh', ['-F', at('ssh_config_kept'), '-O', 'exit', 'web'], { stdio: 'ignore' });
  return timed('/usr/bin/python3', [
    '-m',
    'pytest',
    '-q',
    '-p',
    'no:cacheprovider',
    `--ssh-config=${at(kept ? 'ssh_config_kept' : 'ssh_config')}`,
    '--hosts=ssh://web',
    at('test_host.py'),
  ]);
};
writeFileSync(
  at('host_spec.rb'),
  `require 'serverspec'\nrequire 'net/ssh'\nset :backend, :ssh\nset :host, 'web'\nset :ssh_options, Net::SSH::Config.for('web', ['${at('ssh_config')}']).merge(verify_host_key: :never, user: 'deploy')\n${JSON.stringify(files)}.each { |path| describe(file(path)) { it { should_not be_writable.by('others') } } }\n`,
);
writeFileSync(
  at('playbook.yml'),
  `- hosts: all\n  become: true\n  gather_facts: false\n  tasks:\n${files.map((file, i) => `    - stat: { path: "${file}" }\n      register: s${i}\n      failed_when: s${i}.stat.mode[-1] in '2367'\n`).join('')}`,
);
writeFileSync(
  at('inventory'),
  `web ansible_ssh_common_args='-F ${at('ssh_config')}' ansible_python_interpreter=/usr/bin/python3\n`,
);
const tools: (Contender & { here: boolean })[] = [
  {
    name: '(c) testinfra, 15 checks, a kept connection',
    here: spawnSync('/usr/bin/python3', ['-c', 'import testinfra']).status === 0,
    take: testinfra(true),
  },
  {
    name: '(c) testinfra, 15 checks, as it comes',
    here: spawnSync('/usr/bin/python3', ['-c', 'import testinfra']).status === 0,
    take: testinfra(false),
  },
  {
    name: '(c) serverspec, 15 checks',
    here: has('rspec') && spawnSync('/usr/bin/ruby', ['-e', "require 'serverspec'"]).status === 0,
    take: () => timed('/usr/bin/rspec', [at('host_spec.rb')]),
  },
  {
    name: '(c) Ansible, a playbook of 15 tasks',
    here: has('ansible-playbook'),
    take: () =>
      timed('ansible-playbook', ['-i', at('inventory'), at('playbook.yml')], {
        env: { ANSIBLE_HOST_KEY_CHECKING: 'False', ANSIBLE_LOCALHOST_WARNING: 'False' },
      }),
  },
];
for (const { name, here } of tools)
  if (!here) console.log(`${name}: not installed here (python3-testinfra, ruby-serverspec, ansible-core)`);

const all = [...contenders, ...tools.filter(({ here }) => here)];
const taken = new Map(all.map(({ name }) => [name, [] as number[]]));
// In turn, so that what disturbs the machine disturbs all of them. The first round warms caches and does not count.
for (let round = 0; round <= rounds; round++)
  for (const { name, take } of all) {
    const took = take();
    if (round > 0 && took !== null) taken.get(name)!.push(took);
  }
const median = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
const ours = median(taken.get(all[0]!.name)!);
console.log(`\nOne host, median of ${rounds} rounds in turn`);
for (const { name } of all) {
  const took = median(taken.get(name)!);
  console.log(
    `${name.padEnd(48)} ${took.toFixed(0).padStart(7)} ms   gonogo takes ${(ours / took).toFixed(2)} × of it`,
  );
}

writeFileSync(
  at('rss.cjs'),
  "process.on('exit', () => process.stderr.write(`\\nrss ${process.resourceUsage().maxRSS}\\n`));\n",
);
const atOnce = 8;
for (const count of [1, 50]) {
  const name = at(`fleet-${count}.yml`);
  const one = /^hosts:\n((?: .*\n)*)/m.exec(hostOnly)![1]!;
  const many = Array.from({ length: count }, (_, i) => one.replace('web-1', `web-${i}`)).join('');
  writeFileSync(name, hostOnly.replace(one, many));
  const before = performance.now();
  const ran = spawnSync(
    process.execPath,
    ['-r', at('rss.cjs'), gonogo, 'check', name, '--format', 'json', '--hosts-at-once', String(atOnce)],
    { encoding: 'utf8', maxBuffer: 1 << 30 },
  );
  const took = performance.now() - before;
  const rss = Number(/rss (\d+)/.exec(ran.stderr)?.[1]) / 1024;
  const floor = await bare(count);
  const unreached = (JSON.parse(ran.stdout).hosts as { error: unknown }[]).filter(({ error }) => error).length;
  console.log(
    `${`fleet of ${count}, ${atOnce} at once`.padEnd(48)} ${took.toFixed(0).padStart(7)} ms   ${(took / floor).toFixed(2)} × as many ssh host true (${floor.toFixed(0)} ms); highest memory ${rss.toFixed(0)} MiB; ${unreached} not reached`,
  );
}
process.exit(0);

/** As many `ssh host true`, so many at once. */
async function bare(count: number): Promise<number> {
  const before = performance.now();
  let left = count;
  const worker = async (): Promise<void> => {
    while (left-- > 0)
      await new Promise<void>((done) =>
        spawn('ssh', ['-F', at('ssh_config'), 'web', 'true'], { stdio: 'ignore' }).once('exit', () => done()),
      );
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, count) }, worker));
  return performance.now() - before;
}
