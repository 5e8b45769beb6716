import type { Fix } from './control';

/** A fix as plain text: the sentence, then each command and configuration line indented by four spaces. */
export function renderFix({ say, run = [], config }: Fix): string {
  const lines = [say, ...run.map((command) => `    ${command}`)];
  if (config) lines.push(`    # ${config.file}`, ...config.text.split('\n').map((line) => `    ${line}`));
  return lines.join('\n');
}
