import { isAlias, isMap, isNode, isScalar, LineCounter, type Node, parseAllDocuments, visit } from 'yaml';
import type { Path } from '../../../shared/schema-path';

/** Where something stands in a file; both count from 1. */
export interface Place {
  line: number;
  column: number;
}

export interface Problem {
  place: Place;
  /** Of the key that it is about; empty when it is about the whole. */
  at: Path;
  text: string;
}

/**
 * YAML 1.2, and so JSON, as plain values, with the place of each. One document, no aliases: a target needs none, and an
 * alias of an alias of an alias is how a small file fills the memory.
 *
 * `placeOf(path, key)` is the place of the value at `path`, of its key with `'key'`, and of the nearest parent when there is
 * none.
 */
export function readYaml(text: string): {
  value: unknown;
  problems: Problem[];
  placeOf: (path: Path, which?: 'key') => Place;
} {
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, {
    lineCounter: lines,
    prettyErrors: false,
    schema: 'core',
    merge: false,
    resolveKnownTags: false,
  });
  const place = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const [document, second] = 'empty' in documents ? [] : documents;
  const placeOf = (path: Path, which?: 'key'): Place => {
    const node = document?.contents ? find(document.contents, path, which) : null;
    return place(node?.range?.[0] ?? 0);
  };
  const start = place(0);
  if (!document?.contents)
    return { value: null, problems: [{ place: start, at: [], text: 'the file is empty' }], placeOf };

  const problems: Problem[] = [...document.errors, ...document.warnings].map(({ pos, code, message }) => ({
    place: place(pos[0]),
    at: [],
    text: code === 'DUPLICATE_KEY' ? 'this key stands here a second time' : `not valid YAML: ${message}`,
  }));
  if (second)
    problems.push({ place: place(second.range[0]), at: [], text: 'a second document begins: a target is one' });
  visit(document, (_, node) => {
    if (isAlias(node))
      problems.push({ place: place(node.range?.[0] ?? 0), at: [], text: 'aliases (*name) are not allowed here' });
  });
  if (!isMap(document.contents) && problems.length === 0)
    problems.push({ place: start, at: [], text: 'a target is a map of keys and values' });
  return { value: problems.length > 0 ? null : document.toJS({ maxAliasCount: 0 }), problems, placeOf };
}

function find(root: Node, path: Path, which?: 'key'): Node | null {
  let node: Node = root;
  for (const [i, step] of path.entries()) {
    const last = i === path.length - 1;
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => (isScalar(key) ? String(key.value) : null) === String(step));
      if (!pair) return node;
      if (last && which === 'key') return pair.key as Node;
      if (!isNode(pair.value)) return pair.key as Node;
      node = pair.value;
    } else {
      const item = 'items' in node ? (node.items as unknown[])[Number(step)] : undefined;
      if (!isNode(item)) return node;
      node = item;
    }
  }
  return node;
}
