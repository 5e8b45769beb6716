/** Lines of at most `width` characters, broken at spaces; a longer word stays whole, so that it can still be copied. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

/** The text after `label`, its further lines beneath its first; lines that are indented (commands, configuration) are never broken. */
export function labelled(label: string, text: string, { indent, width }: { indent: number; width: number }): string[] {
  const lines = text
    .split('\n')
    .flatMap((line) => (line.startsWith('    ') ? [line.slice(2)] : wrap(line, width - indent)));
  return lines.map((line, index) => `${(index === 0 ? label : '').padEnd(indent)}${line}`.trimEnd());
}

export const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;
