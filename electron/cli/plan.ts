import { controlIds } from '../../shared/controls';
import { ansi, plain } from '../../shared/report/palette';
import { forTerminal } from '../../shared/report/text-safe';
import { loadTarget } from '../acts/load-target';
import { planHost, scriptFor } from '../host/plan';
import { planSite } from '../site/plan';
import { exitCodes } from './exit-codes';
import { hasColour } from './terminal';
import { workingDirectory } from './working-directory';
import { writeResult } from './write-result';

/** Everything that a check would send, before anything is. Connects to nothing. */
export async function plan(file: string, options: { active?: boolean; script?: boolean }): Promise<number> {
  const { target } = await loadTarget(file, { cwd: workingDirectory(), controlIds });
  const { bold, dim } = hasColour(process.stdout) ? ansi : plain;
  const lines: string[] = [];
  const list = (title: string, entries: readonly string[]): void => {
    if (entries.length > 0) lines.push(bold(title), ...entries.map((entry) => `  ${entry}`), '');
  };
  for (const host of target.hosts) {
    if (options.script) {
      lines.push(
        `# ${host.name}: the account's shell`,
        scriptFor(target, host, 'user'),
        `# ${host.name}: root's shell`,
        scriptFor(target, host, 'root'),
      );
      continue;
    }
    const { user, root, sudoers, unavoidable } = planHost(target, host);
    const asRoot =
      host.ssh.sudo === 'none'
        ? 'as the account (the target asks for no sudo; what needs root will say so)'
        : 'as root';
    list(
      `${host.name}: as the account`,
      user.flatMap((section) => show(section, dim)),
    );
    list(
      `${host.name}: ${asRoot}`,
      root.flatMap((section) => show(section, dim)),
    );
    list(
      `${host.name}: sudoers lines that allow exactly these (visudo -f /etc/sudoers.d/gonogo; delete the file afterwards)`,
      sudoers,
    );
    list(`${host.name}: what it leaves behind all the same`, unavoidable);
  }
  if (!options.script) list('site', planSite(target, options.active === true));
  await writeResult(lines.join('\n').trimEnd(), undefined);
  return exitCodes.ok;
}

const show = ({ id, command }: { id: string; command: string }, dim: (text: string) => string): string[] => {
  const [first = '', ...rest] = command.split('\n');
  return [`${dim(`${id}:`)} ${forTerminal(first)}`, ...rest.map((line) => `    ${forTerminal(line)}`)];
};
