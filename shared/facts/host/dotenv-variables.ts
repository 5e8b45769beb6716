import type { Binding } from './python-dotenv';

/** python-dotenv's variables: what a value holds once `${NAME}` and `${NAME:-default}` are replaced. */

/** A value longer than this is no setting: doubling variables in turn make gigabytes of a few lines. */
const longestValue = 1024 * 1024;

export interface EffectiveValue {
  value: string | null;
  line: number;
}

const nothing: ReadonlyMap<string, string> = new Map();

/**
 * Each key's value as the app gets it: variables replaced by what the process was `started` with, else by what stands above
 * (load_dotenv() without override), the last of equal keys kept. Any other variable is unset. Null when the values grow past
 * all measure.
 */
export function effectiveValues(
  bindings: readonly Binding[],
  started: ReadonlyMap<string, string> = nothing,
): Map<string, EffectiveValue> | null {
  const values = new Map<string, EffectiveValue>();
  const written = (name: string): string | undefined => {
    const above = values.get(name);
    return above && (above.value ?? '');
  };
  let total = 0;
  for (const { key, value, line } of bindings) {
    const expanded = value === null ? null : expand(value, (name) => started.get(name) ?? written(name));
    total += expanded?.length ?? 0;
    if (total > 8 * longestValue || (expanded?.length ?? 0) > longestValue) return null;
    values.set(key, { value: expanded, line });
  }
  return values;
}

function expand(value: string, known: (name: string) => string | undefined): string {
  const parts: string[] = [];
  let length = 0;
  let done = 0;
  let brace = -1;
  let colon = -1;
  const add = (part: string): void => {
    parts.push(part);
    length += part.length;
  };
  for (let open = value.indexOf('${'); open !== -1; ) {
    const nameStart = open + 2;
    // Both are looked for only once they are passed, so that the whole stays linear.
    if (brace < nameStart) brace = value.indexOf('}', nameStart);
    if (brace === -1) break;
    if (colon !== Number.POSITIVE_INFINITY && colon < nameStart) {
      colon = value.indexOf(':', nameStart);
      if (colon === -1) colon = Number.POSITIVE_INFINITY;
    }
    const hasDefault = colon < brace;
    if (hasDefault && value.charAt(colon + 1) !== '-') {
      open = value.indexOf('${', open + 1);
      continue;
    }
    const found = known(value.slice(nameStart, hasDefault ? colon : brace));
    const replacement = found ?? (hasDefault ? value.slice(colon + 2, brace) : '');
    add(value.slice(done, open));
    add(replacement);
    done = brace + 1;
    // Enough to be refused; joining it would only cost memory.
    if (length > longestValue) break;
    open = value.indexOf('${', done);
  }
  add(value.slice(done));
  return parts.join('');
}
