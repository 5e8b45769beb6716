import { controls } from '../controls';

/** Every control as a row of a Markdown table, in the catalogue's order. */
export function controlsMarkdown(): string {
  const rows = controls.map(({ id, severity, method, scope, title }) =>
    row([`\`${id}\``, severity, method, scope, cell(title)]),
  );
  return [row(['Control', 'Severity', 'Method', 'Scope', 'Passes when']), row(Array(5).fill('---')), ...rows, ''].join(
    '\n',
  );
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** Text in a cell: nothing in it ends the cell or begins markup. */
const cell = (text: string): string => text.replace(/[\\|`*_[\]<>]/g, (character) => `\\${character}`);
