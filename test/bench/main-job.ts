/**
 * `npm run bench`: how fast the main job is, each figure as a ratio to a floor measured in the same run, so that it means the
 * same on every machine. Prints; asserts nothing.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { quote } from '../../shared/shell';
import { realHostNeeds, startRealHost } from '../real/real-host';

const root = join(import.meta.dirname, '../..');
const gonogo = join(root, 'out/main/gonogo.cjs');

/** Median wall time in milliseconds of `times` runs, after one that warms the caches. */
function median(times: number, work: () => void): number {
  work();
  const taken = Array.from({ length: times }, () => {
    const before = performance.now();
    work();
    return performance.now() - before;
  }).sort((a, b) => a - b);
  return taken[Math.floor(times / 2)]!;
}

const node = (...args: string[]): string =>
  execFileSync(process.execPath, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });

const ms = (value: number): string => `${value.toFixed(0)} ms`;
const row = (what: string, took: number, floor: number, goal: string): void =>
  console.log(
    `${what.padEnd(44)} ${ms(took).padStart(9)}   floor ${ms(floor).padStart(8)}   ${(took / floor).toFixed(2)} ×   (goal ${goal})`,
  );

execFileSync('npm', ['run', '-s', 'build'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });

const missing = realHostNeeds.filter(
  (need) =>
    need !== 'root' && spawnSync('sh', ['-c', 'PATH=$PATH:/usr/sbin:/sbin; command -v "$1"', 'sh', need]).status !== 0,
);
if (process.getuid?.() === 0 && missing.length === 0) await benchHost();
else console.log(`whole host check: skipped, needs root and ${missing.join(', ') || 'nothing else'}`);

row(
  'gonogo controls / node -e 0',
  median(9, () => node(gonogo, 'controls')),
  median(9, () => node('-e', '0')),
  '≤ 3 ×',
);

const folder = mkdtempSync(join(tmpdir(), 'gonogo-bench-'));
node(gonogo, 'demo', '--out', join(folder, 'demo'));
const verify = median(9, () => node(gonogo, 'verify', join(folder, 'demo/record')));
console.log(`${'gonogo verify, a full record'.padEnd(44)} ${ms(verify).padStart(9)}   (goal ≤ 300 ms, whole process)`);
rmSync(folder, { recursive: true });

/** The whole host check (connection, two shells, reading) against one bare command over OpenSSH. */
async function benchHost(): Promise<void> {
  const host = await startRealHost();
  try {
    const ssh = [
      '-F',
      '/dev/null',
      '-i',
      join(host.folder, 'deploy'),
      '-o',
      'BatchMode=yes',
      '-o',
      'StrictHostKeyChecking=no',
      '-o',
      'UserKnownHostsFile=/dev/null',
      '-o',
      'LogLevel=ERROR',
      `deploy@${host.address}`,
    ];
    const remote = (command: string): void => void spawnSync('ssh', [...ssh, command], { stdio: 'ignore' });
    const floor = median(9, () => remote('true'));
    const check = (): { durationMs: number; commands: string[] } =>
      JSON.parse(
        spawnSync(process.execPath, [gonogo, 'check', host.targetFile, '--format', 'json'], { encoding: 'utf8' })
          .stdout,
      ).hosts[0];
    const durations = Array.from({ length: 7 }, () => check().durationMs).sort((a, b) => a - b);
    // As root, as most of them run: without it some end at once with "not found", and are no measure of anything.
    const asRoot = (command: string): number => median(3, () => remote(`sudo -n sh -c ${quote(command)}`));
    const sudo = asRoot('true');
    const slowest = Math.max(...check().commands.map((command) => asRoot(command) - sudo));
    row('whole host check / (2 × ssh host true + slowest)', durations[3]!, 2 * floor + Math.max(0, slowest), '≤ 1 ×');
    console.log(`${''.padEnd(44)} ssh host true ${ms(floor)}, slowest single command ${ms(slowest)}`);
  } finally {
    host.stop();
  }
}
