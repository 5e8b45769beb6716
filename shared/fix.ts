import type { Fix } from './control';

const indent = '    ';
const fileMark = `${indent}# `;

/** A fix as plain text: the sentence, then each command and configuration line indented by four spaces. */
export function renderFix({ say, run = [], config }: Fix): string {
  const lines = [say, ...run.map((command) => indent + command)];
  if (config) lines.push(fileMark + config.file, ...config.text.split('\n').map((line) => indent + line));
  return lines.join('\n');
}

/** The parts of that text again, as a finding and a record hold it: what `renderFix` made is read without loss. */
export function readFix(text: string): Fix {
  const lines = text.split('\n');
  const end = lines.findIndex((line) => line.startsWith(indent));
  if (end === -1) return { say: text };
  const say = lines.slice(0, end).join('\n');
  const block = lines.slice(end);
  const mark = block.findIndex((line) => line.startsWith(fileMark));
  const run = block.slice(0, mark === -1 ? undefined : mark).map((line) => line.slice(indent.length));
  if (mark === -1) return { say, run };
  const config = {
    file: block[mark]!.slice(fileMark.length),
    text: block
      .slice(mark + 1)
      .map((line) => line.slice(indent.length))
      .join('\n'),
  };
  return { say, run, config };
}
