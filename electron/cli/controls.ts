import { controls as catalogue } from '../../shared/controls';
import { exitCodes } from './exit-codes';
import { writeResult } from './write-result';

export async function controls({ format }: { format: 'text' | 'json' | 'md' }): Promise<number> {
  await writeResult(await render(format), undefined);
  return exitCodes.ok;
}

async function render(format: 'text' | 'json' | 'md'): Promise<string> {
  if (format === 'json')
    return JSON.stringify((await import('../../shared/report/controls-result')).controlsResult(), null, 2);
  if (format === 'md') return (await import('../../shared/report/controls-markdown')).controlsMarkdown();
  const width = Math.max(...catalogue.map(({ id }) => id.length));
  return catalogue
    .map(
      ({ id, severity, method, title }) => `${id.padEnd(width)}  ${severity.padEnd(7)}  ${method.padEnd(18)}  ${title}`,
    )
    .join('\n');
}
