/**
 * nginx's configuration syntax: words, quotes, escapes, comments, blocks. After ngx_conf_read_token() in
 * src/core/ngx_conf_file.c, whose rules differ from what one expects: a quote or `#` counts only at the start of a word,
 * `{` ends an unquoted word (so a regular expression with braces must be quoted), and `${name}` does not.
 */
export interface Directive {
  name: string;
  args: string[];
  /** The directives of its block; null where it ends with `;`. */
  block: Directive[] | null;
}

const deepest = 32;

/** The directives of one file, or null when it is not of this syntax (nginx would not have started with it). */
export function parseNginx(text: string): Directive[] | null {
  const top: Directive[] = [];
  const open: Directive[][] = [top];
  let words: string[] = [];
  for (const token of tokens(text)) {
    if (token === null) return null;
    if (typeof token === 'object') {
      words.push(token.word);
      continue;
    }
    const [name, ...args] = words;
    words = [];
    if (token === '}') {
      if (name !== undefined || open.length === 1) return null;
      open.pop();
      continue;
    }
    // Lua between braces is another language, and nothing here could tell where it ends.
    if (name === undefined || name.endsWith('_by_lua_block')) return null;
    const directive: Directive = { name, args, block: token === '{' ? [] : null };
    open.at(-1)?.push(directive);
    if (directive.block) open.push(directive.block);
    if (open.length > deepest) return null;
  }
  return open.length === 1 && words.length === 0 ? top : null;
}

type Token = ';' | '{' | '}' | { word: string } | null;

function* tokens(text: string): Generator<Token> {
  let at = 0;
  while (at < text.length) {
    const c = text[at]!;
    if (isSpace(c)) at++;
    else if (c === '#') at = endOfLine(text, at);
    else if (c === ';' || c === '{' || c === '}') {
      yield c;
      at++;
    } else {
      const word = c === '"' || c === "'" ? quoted(text, at) : unquoted(text, at);
      if (!word) return yield null;
      yield { word: withoutEscapes(word.raw) };
      at = word.end;
    }
  }
}

type Word = { raw: string; end: number } | null;

function quoted(text: string, start: number): Word {
  const quote = text[start];
  let at = start + 1;
  while (at < text.length && text[at] !== quote) at += text[at] === '\\' ? 2 : 1;
  if (at >= text.length) return null;
  const next = text[at + 1];
  const mayFollow = next === undefined || isSpace(next) || ';{)'.includes(next);
  return mayFollow ? { raw: text.slice(start + 1, at), end: at + 1 } : null;
}

function unquoted(text: string, start: number): Word {
  let at = start;
  while (at < text.length) {
    const c = text[at]!;
    if (isSpace(c) || c === ';') break;
    if (c === '{' && !(at > start && text[at - 1] === '$')) break;
    at += c === '\\' ? 2 : 1;
  }
  return at > text.length ? null : { raw: text.slice(start, at), end: at };
}

const escapes: Readonly<Record<string, string>> = { '"': '"', "'": "'", '\\': '\\', t: '\t', r: '\r', n: '\n' };
/** Other escapes keep their backslash: regular expressions need it. */
const withoutEscapes = (raw: string): string =>
  raw.replace(/\\([\s\S])/g, (whole, escaped: string) => escapes[escaped] ?? whole);

const isSpace = (c: string): boolean => c === ' ' || c === '\t' || c === '\n' || c === '\r';
const endOfLine = (text: string, at: number): number => {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
};
