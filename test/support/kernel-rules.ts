import { kernelRulesProbe } from '../../electron/host/probes/kernel-rules';
import type { Read } from '../../shared/fact';
import type { KernelRules } from '../../shared/facts/host/kernel-rules';
import type { Lab } from './firewall-lab';

/** The fact as the probe reads it in the lab's host. */
export async function collectKernelRules(lab: Lab): Promise<KernelRules> {
  const outputs = Object.fromEntries(
    Object.entries(kernelRulesProbe.sections).map(([name, section]) => {
      const argv =
        section.as === 'root'
          ? section.argv({} as never, {} as never)!
          : ['sh', '-c', section.sh({} as never, {} as never)!];
      const { stdout, stderr, exitCode } = lab.try(argv);
      return [
        name,
        {
          id: `kernel-rules.${name}`,
          command: argv.join(' '),
          as: 'root',
          stdout: Buffer.from(stdout),
          stderr: Buffer.from(stderr),
          exitCode,
          broken: null,
          seconds: 1,
        },
      ];
    }),
  );
  const read = (await kernelRulesProbe.read(outputs, {} as never)) as Read<KernelRules>;
  if (!read.ok) throw new Error(JSON.stringify(read.reason));
  return read.value;
}
