import { normalName } from './installed-packages';

/** One logical line of a pip requirements file (pip's "Requirements File Format", PEP 508 names and specifiers). */
export type RequirementLine =
  | { kind: 'blank' }
  /** `-r` or `-c`. */
  | { kind: 'include'; file: string; constraint: boolean }
  /** Settings such as an index; their values are dropped. */
  | { kind: 'option' }
  | {
      kind: 'requirement';
      /** Null: a URL, a path or an editable. */
      name: string | null;
      version: string | null;
      hashed: boolean;
      conditional: boolean;
    }
  | { kind: 'not-read' };

const include = /^(?:(-r|-c)\s*|(--requirement|--constraint)(?:\s+|\s*=\s*))(\S.*)$/;
const editable = /^(?:-e|--editable)(?:\s|=)/;
const named = /^([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*(?:\[[^\]]*\])?\s*(.*)$/;
const specifiers = /^\(?\s*((?:(?:===|==|~=|!=|<=|>=|<|>)\s*[^\s,;()]+\s*,?\s*)*)\)?$/;

export function parseRequirementLine(raw: string): RequirementLine {
  // pip: a `#` starts a comment at the line's start or after white space.
  const line = raw.replace(/(^|\s)#.*$/, '').trim();
  if (line === '') return { kind: 'blank' };
  const included = include.exec(line);
  if (included) {
    const [, short, long, file = ''] = included;
    return { kind: 'include', file: file.trim(), constraint: short === '-c' || long === '--constraint' };
  }
  const hashed = /\s--hash[= ]sha(?:256|384|512):[0-9a-f]+/.test(line) || /#sha(?:256|384|512)=[0-9a-f]+/.test(line);
  if (editable.test(line)) return { kind: 'requirement', name: null, version: null, hashed: false, conditional: false };
  if (line.startsWith('-')) return { kind: 'option' };
  const [body = '', marker] = splitMarker(line.replace(/\s--\S.*$/, '').trim());
  const conditional = marker !== null;
  const unnamed = { kind: 'requirement' as const, name: null, version: null, hashed, conditional };
  const match = named.exec(body);
  const [, name = '', rest = ''] = match ?? [];
  if (rest.startsWith('@')) return { ...unnamed, name: normalName(name) };
  if (/^[a-z+]+:\/\//i.test(body) || /^[./~]/.test(body) || /\.(?:whl|zip|tar\.gz)$/.test(body)) return unnamed;
  if (!match) return { kind: 'not-read' };
  const specified = specifiers.exec(rest);
  if (!specified) return { kind: 'not-read' };
  return { ...unnamed, name: normalName(name), version: exactVersion(specified[1] ?? '') };
}

/** `name; python_version < "3.11"`. In a URL the semicolon needs white space before it (PEP 508). */
function splitMarker(line: string): [body: string, marker: string | null] {
  const at = /@|:\/\//.test(line) ? line.indexOf(' ;') : line.indexOf(';');
  return at === -1 ? [line, null] : [line.slice(0, at).trim(), line.slice(at + 1)];
}

/** Several specifiers may stand together; `==` with a wildcard pins nothing. */
function exactVersion(text: string): string | null {
  const exact = text.split(',').map((part) => /^\s*={2,3}\s*([0-9A-Za-z.!+_-]{1,100})\s*$/.exec(part)?.[1]);
  return exact.find((version) => version !== undefined && !version.endsWith('.*')) ?? null;
}
