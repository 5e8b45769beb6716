/** A start tag of a page: its name and attributes in lower case, their values with character references decoded. */
export interface StartTag {
  name: string;
  attributes: ReadonlyMap<string, string>;
  /** Before anything that a browser puts into the body. */
  inHead: boolean;
}

/** Their content is text for the tokenizer, up to their own end tag (HTML 13.2.5.1 and 13.2.6.4; scripting is on). */
const rawText = new Set(['script', 'style', 'title', 'textarea', 'xmp', 'iframe', 'noembed', 'noframes', 'noscript']);
/** What the tree builder leaves in the head (HTML 13.2.6.4.4). Any other tag, and any text, begins the body. */
const headTags = new Set(['html', 'head', 'base', 'link', 'meta', 'title', 'noscript', 'noframes', 'style', 'script']);

const name = /[a-z][^\t\n\f\r />]*/iy;
const attribute =
  /[\t\n\f\r /]*([^\t\n\f\r />][^\t\n\f\r />=]*)(?:[\t\n\f\r ]*=[\t\n\f\r ]*(?:"([^"]*)"|'([^']*)'|([^\t\n\f\r >"'][^\t\n\f\r >]*)|(?=>)))?/y;
/** A value whose quote does not close: then the tag does not end either. */
const unclosed = /[\t\n\f\r ]*=[\t\n\f\r ]*["']/y;
const tagEnd = /[\t\n\f\r /]*>/y;

/**
 * The start tags of a page in their order, as HTML's tokenizer finds them: none in comments, scripts or attribute values. Linear
 * in the length, and a tag that does not end ends the list. The tree builder's corrections are left out but for the head's end.
 */
export function* startTags(html: string): Generator<StartTag> {
  let inHead = true;
  let at = 0;
  for (;;) {
    const open = html.indexOf('<', at);
    if (open < 0) return;
    if (/[^\t\n\f\r \ufeff]/.test(html.slice(at, open))) inHead = false;
    if (html.startsWith('<!--', open)) {
      // `<!-->` and `<!--->` are whole comments.
      const end = /^<!--(?:-?>)/.exec(html.slice(open, open + 6))?.[0].length ?? commentLength(html, open);
      if (end < 0) return;
      at = open + end;
      continue;
    }
    const tagName = match(name, html, open + 1)?.[0].toLowerCase();
    if (tagName === undefined) {
      // An end tag, a doctype, a bogus comment; or a "<" that is text.
      if (!/[a-z/!?]/i.test(html[open + 1] ?? '')) {
        inHead = false;
        at = open + 1;
        continue;
      }
      if (/^<\/(?:head|body|html|br)/i.test(html.slice(open, open + 6))) inHead = false;
      const end = html.indexOf('>', open);
      if (end < 0) return;
      at = end + 1;
      continue;
    }
    at = open + 1 + tagName.length;
    const attributes = new Map<string, string>();
    for (let end = match(tagEnd, html, at); ; end = match(tagEnd, html, at)) {
      if (end) {
        at += end[0].length;
        break;
      }
      const found = match(attribute, html, at);
      if (!found) return;
      const [text, key = '', ...values] = found;
      // The first mention of an attribute counts (HTML 13.2.5.33).
      if (!attributes.has(key.toLowerCase()))
        attributes.set(key.toLowerCase(), decoded(values.find((value) => value !== undefined) ?? ''));
      at += text.length;
      if (match(unclosed, html, at)) return;
    }
    inHead &&= headTags.has(tagName);
    yield { name: tagName, attributes, inHead };
    if (rawText.has(tagName)) {
      const end = new RegExp(`</${tagName}(?=[\\t\\n\\f\\r />])`, 'gi');
      end.lastIndex = at;
      const found = end.exec(html);
      if (!found) return;
      at = found.index;
    }
  }
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function commentLength(html: string, open: number): number {
  const end = /--!?>/g;
  end.lastIndex = open + 4;
  const found = end.exec(html);
  return found ? found.index + found[0].length - open : -1;
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The references that addresses and policies are written with; any other stays as it is. */
const decoded = (text: string): string =>
  text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(amp|lt|gt|quot|apos));/gi, (whole, decimal, hex, word) => {
    if (word !== undefined) return named[word.toLowerCase()] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
