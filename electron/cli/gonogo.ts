import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { version } from '../version';
import { exitCodes } from './exit-codes';
import { reportFailure } from './report-failure';

/** `gonogo`: wires words on the command line to one file per command, each loaded only when it is asked for. */

const keychainOption = () =>
  new Option('--keychain <name>', 'where secrets are kept: the system keychain, or memory that ends with the process')
    .choices(['os', 'memory'])
    .default('os');
const formatOption = (...formats: string[]) =>
  new Option('--format <format>', 'how the result is written').choices(formats).default('text');
const outOption = () => new Option('--out <file>', 'write the result to this file instead of stdout');
const idList = (text: string): string[] =>
  text
    .split(',')
    .map((id) => id.trim())
    .filter(Boolean);
const hostCount = (text: string): number => {
  if (!/^[1-9]\d{0,2}$/.test(text)) throw new InvalidArgumentError('a number from 1 to 999.');
  return Number(text);
};
const collect = (value: string, previous: string[]): string[] => [...previous, value];

const program = new Command('gonogo')
  .description('Decides, with proof, whether a web application may launch.')
  .version(version, '-V, --version')
  .option('--debug', 'show the stack trace behind an error')
  .helpCommand('help [command]', 'show help for a command')
  .showHelpAfterError('(gonogo --help lists the commands)')
  .configureOutput({ outputError: (text, write) => write(`gonogo: ${text.replace(/^error: /, '')}`) })
  .exitOverride();

/** Every action answers with its exit code. */
const run =
  // biome-ignore lint/suspicious/noExplicitAny: commander hands over whatever the options below declare
    (load: () => Promise<(...args: any[]) => Promise<number>>) =>
    async (...args: unknown[]) => {
      const command = await load();
      process.exitCode = await command(...args.slice(0, -1));
    };

program
  .command('demo')
  .description('watch the whole main job on the built-in practice host: check, repair, decide, sign, verify')
  .option('--out <folder>', 'where the results go (default: a new folder under the temp folder)')
  .addOption(
    new Option('--state <state>', 'how the practice host begins').choices(['careless', 'good']).default('careless'),
  )
  .addOption(keychainOption().default('memory'))
  .action(run(async () => (await import('./demo')).demo));

program
  .command('plan')
  .description(
    'print every command and request that a check would send, and the sudoers lines that allow exactly these',
  )
  .argument('<target>', 'target file (YAML or JSON)')
  .option('--active', 'include the probes that send bursts, odd requests and port probes')
  .option('--script', 'print the scripts as they would arrive on the host')
  .action(run(async () => (await import('./plan')).plan));

program
  .command('check')
  .description('run every automatic control against the target')
  .argument('<target>', 'target file (YAML or JSON)')
  .addOption(formatOption('text', 'json', 'junit', 'sarif'))
  .addOption(outOption())
  .option('--only <ids>', 'judge these controls only, by id, separated by commas', idList)
  .option('--accept-new-host-key', 'remember the key of a host that is not in known_hosts yet (never a changed one)')
  .option('--active', 'also send bursts, odd requests and port probes: agree this with whoever runs the site')
  .option(
    '--hosts-at-once <n>',
    'hosts checked beside each other; by default as many as cores and memory allow',
    hostCount,
  )
  .option('--verbose', 'list what passed as well')
  .addOption(keychainOption())
  .action(run(async () => (await import('./check')).check));

program
  .command('controls')
  .description('list every control')
  .addOption(formatOption('text', 'json', 'md'))
  .action(run(async () => (await import('./controls')).controls));

const secrets = program
  .command('secrets')
  .description('the secrets of a target in the keychain; values are never printed');
secrets
  .command('list')
  .description('what is kept, since when')
  .argument('<target>', 'target file')
  .addOption(formatOption('text', 'json'))
  .addOption(keychainOption())
  .action(run(async () => (await import('./secrets')).list));
secrets
  .command('generate')
  .description('generate what is missing (SECRET_KEY, ADMIN_PASSWORD, DATABASE_PASSWORD)')
  .argument('<target>', 'target file')
  .option('--key <key>', 'only this one; may be given several times', collect, [])
  .option('--replace', 'also what is there already')
  .addOption(keychainOption())
  .action(run(async () => (await import('./secrets')).generate));
secrets
  .command('remove')
  .description('remove secrets from the keychain')
  .argument('<target>', 'target file')
  .requiredOption('--key <key>', 'which; may be given several times', collect, [])
  .option('--yes', 'do not ask')
  .addOption(keychainOption())
  .action(run(async () => (await import('./secrets')).remove));

program
  .command('verify')
  .description('verify exported records: authentic, right when signed, still in force')
  .argument('<path...>', 'record folders, or .gonogo files')
  .option('--trust <file>', 'certificates (PEM) of the signers you know; anyone else is refused')
  .addOption(formatOption('text', 'json'))
  .action(run(async () => (await import('./verify')).verify));

program
  .command('diff')
  .description('what changed between two records, or between two results of check --format json')
  .argument('<old>')
  .argument('<new>')
  .addOption(formatOption('text', 'json'))
  .action(run(async () => (await import('./diff')).diff));

program
  .command('practice')
  .description('start the practice host and print its target file; runs until stopped')
  .addOption(new Option('--state <state>', 'good, careless, or single faults separated by commas').default('careless'))
  .option('--port <port>', 'port of its SSH server (default: a free one)')
  .action(run(async () => (await import('./practice')).practice));

program.parseAsync(process.argv).catch((error: unknown) => {
  if (error instanceof CommanderError) {
    // Help and version end here too, with code 0.
    process.exitCode = error.exitCode === 0 ? exitCodes.ok : exitCodes.couldNotRun;
    return;
  }
  process.exitCode = reportFailure(error, { debug: program.opts().debug === true });
});
