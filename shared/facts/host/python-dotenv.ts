import { compareVersions } from './package-version';

/**
 * python-dotenv's grammar: the app reads its env file with it, and a shell or another library would read some files
 * otherwise. The same results as python-dotenv 0.21 to 1.2.4 gives, oddities included, but every step is linear: a hostile
 * file of 1 MiB must not keep us busy.
 */

/** What changed in the grammar, by release. */
export interface Dialect {
  /** 1.2.3: a byte order mark is taken off; before, it was the first key's first character. */
  dropsByteOrderMark: boolean;
  /** 1.2.3: within quotes a backslash escapes whatever follows; before, a quote after `\\\\` did not end the value. */
  escapesAnything: boolean;
  /** 1.2.4: `a= # note` is empty; before, the value was the note. */
  emptyBeforeComment: boolean;
}
/** @param version of python-dotenv, as its `dist-info` folder names it */
export const dialectOf = (version: string): Dialect => ({
  dropsByteOrderMark: compareVersions(version, '1.2.3') >= 0,
  escapesAnything: compareVersions(version, '1.2.3') >= 0,
  emptyBeforeComment: compareVersions(version, '1.2.4') >= 0,
});
/** Versions that stand for all others with the same grammar. */
export const grammarVersions = ['0.21.0', '1.2.3', '1.2.4'] as const;

export interface Binding {
  key: string;
  /** Null where no `=` follows the key. */
  value: string | null;
  /** Where the key stands, from 1. */
  line: number;
}
export interface Dotenv {
  bindings: Binding[];
  /** Lines at which a statement begins that cannot be read. */
  errors: number[];
  lines: number;
}

// Python's `\s` for text, which JavaScript's differs from: U+001C to U+001F and U+0085 are in it, U+FEFF is not.
const spaceButNewline = '\\t\\v-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';
const space = `\\n${spaceButNewline}`;
const sticky = (source: string): RegExp => new RegExp(source, 'y');
const anySpace = sticky(`[${space}]*`);
const blank = sticky(`[${spaceButNewline}]*`);
const exportWord = sticky(`(?:export[${spaceButNewline}]+)?`);
const quotedKey = sticky(`'([^']+)'`);
const unquotedKey = sticky(`([^=#${space}]+)`);
const restOfLine = sticky('([^\\n]*)');
const comment = sticky(`(?:[${spaceButNewline}]*#[^\\n]*)?`);
const endOfLine = sticky(`[${spaceButNewline}]*(?:\\n|$)`);
const isSpace = new RegExp(`[${space}]`);

/** `text` as it is on disk, a byte order mark included. */
export function parseDotenv(text: string, dialect: Dialect = dialectOf(grammarVersions[0])): Dotenv {
  const read = dialect.dropsByteOrderMark ? text.replace(/^\ufeff/, '') : text;
  // Python opens text files with universal newlines.
  const reader = new Reader(read.replace(/\r\n?/g, '\n'));
  const bindings: Binding[] = [];
  const errors: number[] = [];
  for (reader.take(anySpace); reader.more(); reader.take(anySpace)) {
    const line = reader.line();
    try {
      const binding = readBinding(reader, dialect);
      if (binding) bindings.push({ ...binding, line });
    } catch (problem) {
      if (!(problem instanceof Unreadable)) throw problem;
      errors.push(line);
      reader.take(restOfLine);
      reader.skip('\n');
    }
  }
  return { bindings, errors, lines: reader.lines() };
}

class Unreadable extends Error {}

class Reader {
  position = 0;
  #counted = { position: 0, line: 1 };
  constructor(readonly text: string) {}

  more(): boolean {
    return this.position < this.text.length;
  }
  peek(): string {
    return this.text.charAt(this.position);
  }
  skip(word: string): boolean {
    const there = this.text.startsWith(word, this.position);
    if (there) this.position += word.length;
    return there;
  }
  take(pattern: RegExp): string {
    pattern.lastIndex = this.position;
    const match = pattern.exec(this.text);
    if (!match) throw new Unreadable();
    this.position = pattern.lastIndex;
    return match[1] ?? '';
  }
  /** Counts on from where it was asked last. */
  line(): number {
    for (let at = this.text.indexOf('\n', this.#counted.position); at !== -1 && at < this.position; ) {
      this.#counted = { position: at + 1, line: this.#counted.line + 1 };
      at = this.text.indexOf('\n', at + 1);
    }
    return this.#counted.line;
  }
  /** Once all is read: how many lines there were. */
  lines(): number {
    return this.text === '' ? 0 : this.text.endsWith('\n') ? this.line() - 1 : this.line();
  }
}

function readBinding(reader: Reader, dialect: Dialect): Omit<Binding, 'line'> | null {
  reader.take(exportWord);
  const key = reader.peek() === '#' ? null : reader.take(reader.peek() === "'" ? quotedKey : unquotedKey);
  reader.take(blank);
  let value: string | null = null;
  if (reader.skip('=')) {
    const before = reader.position;
    reader.take(blank);
    const isNote = dialect.emptyBeforeComment && reader.position > before && reader.peek() === '#';
    value = isNote ? '' : readValue(reader, dialect);
  }
  reader.take(comment);
  reader.take(endOfLine);
  return key === null ? null : { key, value };
}

function readValue(reader: Reader, dialect: Dialect): string {
  const first = reader.peek();
  const readQuoted = dialect.escapesAnything ? readEscaped : readLoosely;
  if (first === "'") return readQuoted(reader, "'").replace(/\\[\\']/g, (pair) => pair.charAt(1));
  if (first === '"')
    return readQuoted(reader, '"').replace(/\\[\\'"abfnrtv]/g, (pair) => escapes[pair.charAt(1)] ?? '');
  return withoutComment(reader.take(restOfLine));
}

const escapes: { [letter: string]: string } = {
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/**
 * What `'((?:\\'|[^'])*)'` matches. A quote after a backslash does not end it, even where the backslash itself is escaped;
 * but where no other quote follows, the last of them does (the expression backtracks).
 */
function readLoosely(reader: Reader, quote: string): string {
  const start = reader.position + 1;
  let lastEscaped = -1;
  let end = reader.text.indexOf(quote, start);
  while (end > start && reader.text.charAt(end - 1) === '\\') {
    lastEscaped = end;
    end = reader.text.indexOf(quote, end + 1);
  }
  if (end === -1) end = lastEscaped;
  if (end === -1) throw new Unreadable();
  reader.position = end + 1;
  return reader.text.slice(start, end);
}

/** What `'((?:\\.|[^'\\])*)'` matches: up to the first quote that no backslash escapes. */
function readEscaped(reader: Reader, quote: string): string {
  const start = reader.position + 1;
  let end = start;
  while (end < reader.text.length && reader.text.charAt(end) !== quote) end += reader.text.charAt(end) === '\\' ? 2 : 1;
  if (end >= reader.text.length) throw new Unreadable();
  reader.position = end + 1;
  return reader.text.slice(start, end);
}

/** An unquoted value ends before a `#` that has white space in front of it, and white space at its end is no part of it. */
function withoutComment(part: string): string {
  let end = part.length;
  for (let hash = part.indexOf('#'); hash !== -1; hash = part.indexOf('#', hash + 1)) {
    if (hash > 0 && isSpace.test(part.charAt(hash - 1))) {
      end = hash;
      break;
    }
  }
  while (end > 0 && isSpace.test(part.charAt(end - 1))) end -= 1;
  return part.slice(0, end);
}
