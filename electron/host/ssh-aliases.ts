import { dirname } from 'node:path';
import { expandHome, glob, readConfigFile } from './ssh-config-files';
import { readConfigLines } from './ssh-config-lines';

const maxDepth = 16;

/** The names that a person gave hosts in their ssh configuration: `Host` words without patterns, in the order of the files. */
export async function sshAliases(file: string, home: string, depth = 0): Promise<string[]> {
  const text = await readConfigFile(file, false);
  if (text === null || depth > maxDepth) return [];
  const found = new Set<string>();
  for (const { keyword, words } of readConfigLines(text, file)) {
    if (keyword === 'host') for (const word of words) if (!/[*?!]/.test(word)) found.add(word);
    if (keyword !== 'include') continue;
    for (const word of words)
      for (const included of await glob(expandHome(word, home), dirname(file)))
        for (const alias of await sshAliases(included, home, depth + 1)) found.add(alias);
  }
  return [...found];
}
