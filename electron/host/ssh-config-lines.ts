/** One line of an ssh_config(5): its keyword in lower case, and its arguments. */
export interface ConfigLine {
  file: string;
  line: number;
  keyword: string;
  words: string[];
}

/**
 * The lines of a file, as readconf.c takes them apart: one `=` may stand after a keyword that is not in quotes, a `#` begins a
 * comment at the start of a word only, single and double quotes hold a word together. Libraries on npm read several of these
 * otherwise (`IdentityFile ~/key#1`, `User 'a b'`), and then the wrong key or account would be used.
 *
 * `words` is empty where quotes do not close or nothing follows: ssh refuses such a line, and so does who reads it.
 */
export function readConfigLines(text: string, file: string): ConfigLine[] {
  return text.split('\n').flatMap((raw, i): ConfigLine[] => {
    const line = raw.replace(/[\s\f]+$/, '').replace(/^[ \t]+/, '');
    if (line === '' || line.startsWith('#')) return [];
    const [, quoted, plain, rest = ''] =
      /^(?:"([^"]*)"[ \t]*|([^ \t"=]+)(?:[ \t]*=[ \t]*|[ \t]+|$))(.*)$/.exec(line) ?? [];
    const keyword = (quoted ?? plain ?? line).toLowerCase();
    return [{ file, line: i + 1, keyword, words: splitWords(rest) ?? [] }];
  });
}

function splitWords(text: string): string[] | null {
  const words: string[] = [];
  let i = 0;
  for (;;) {
    while (text[i] === ' ' || text[i] === '\t') i++;
    if (i >= text.length || text[i] === '#') return words;
    let word = '';
    let quote = '';
    for (; i < text.length; i++) {
      const character = text[i]!;
      const next = text[i + 1] ?? '';
      if (character === '\\' && (`'"\\`.includes(next || 'none') || (quote === '' && next === ' '))) {
        word += next;
        i++;
      } else if (quote === '' && (character === ' ' || character === '\t')) break;
      else if (quote === '' && (character === '"' || character === "'")) quote = character;
      else if (character === quote) quote = '';
      else word += character;
    }
    if (quote !== '') return null;
    words.push(word);
  }
}
