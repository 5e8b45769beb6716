import type { EffectiveValue } from './dotenv-variables';
import type { EnvKey } from './env-file';
import { isSecretLike, kindOf } from './env-key-kinds';

/** A variable of the app, as its code sees it. */
export interface AppValue {
  value: string | null;
  line: number | null;
  started: EnvKey['started'];
}

/**
 * The file's values, and over them what the process was `started` with (null: not seen): load_dotenv() does not override. Of
 * what only the process has, such as PATH, those are taken that an app's settings are about.
 */
export function appValues(
  file: ReadonlyMap<string, EffectiveValue>,
  started: ReadonlyMap<string, string> | null,
  { requiredKeys, environmentKey }: { requiredKeys: readonly string[]; environmentKey: string },
): Map<string, AppValue> {
  const values = new Map<string, AppValue>();
  for (const [key, { value, line }] of file) {
    const before = started?.get(key);
    if (before === undefined) values.set(key, { value, line, started: 'none' });
    else values.set(key, { value: before, line, started: before === value ? 'same' : 'different' });
  }
  for (const [key, value] of started ?? []) {
    const isSetting = requiredKeys.includes(key) || kindOf(key, environmentKey) !== 'other' || isSecretLike(key, value);
    if (isSetting && !values.has(key)) values.set(key, { value, line: null, started: 'different' });
  }
  return values;
}
