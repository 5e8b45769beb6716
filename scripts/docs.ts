/**
 * Writes what the documentation takes from the sources: the tables of README.md, docs/controls.md and docs/schemas/.
 * With --check it writes nothing and fails when something is not as it would be written.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { recordSchema } from '../shared/record/schema';
import { checkResultSchema } from '../shared/report/check-result';
import { controlsMarkdown } from '../shared/report/controls-markdown';
import { controlsResultSchema } from '../shared/report/controls-result';
import { targetSchema } from '../shared/target';
import { controlsGuide } from './controls-guide';
import { publishedSchema } from './published-schema';
import { targetTable } from './target-table';

const root = join(import.meta.dirname, '..');
const checking = process.argv.includes('--check');
const stale: string[] = [];

function put(path: string, text: string): void {
  const file = join(root, path);
  let now: string | null = null;
  try {
    now = readFileSync(file, 'utf8');
  } catch {
    // A new file.
  }
  if (now === text) return;
  if (checking) stale.push(path);
  else writeFileSync(file, text);
}

/** The text between `<!-- generated: name -->` and `<!-- /generated -->`. */
function between(text: string, name: string, generated: string): string {
  const part = new RegExp(`(<!-- generated: ${name} -->\n)[\\s\\S]*?(<!-- /generated -->)`);
  if (!part.test(text)) throw new Error(`README.md has no place for ${name}`);
  return text.replace(part, (_, open: string, close: string) => `${open}${generated.trimEnd()}\n${close}`);
}

const schema = (type: z.ZodType, io: 'input' | 'output', title: string): string =>
  `${JSON.stringify({ title, ...publishedSchema(type, io) }, null, 2)}\n`;

const readme = readFileSync(join(root, 'README.md'), 'utf8');
put('README.md', between(between(readme, 'target', targetTable()), 'controls', controlsMarkdown()));
put('docs/controls.md', controlsGuide());
put('docs/schemas/target.schema.json', schema(targetSchema, 'input', 'Target file of gonogo'));
put('docs/schemas/check.schema.json', schema(checkResultSchema, 'output', 'gonogo check --format json'));
put('docs/schemas/controls.schema.json', schema(controlsResultSchema, 'output', 'gonogo controls --format json'));
put('docs/schemas/record.schema.json', schema(recordSchema, 'output', 'record.json of an exported record'));

if (stale.length > 0) {
  console.error(`not up to date: ${stale.join(', ')}; run npm run docs`);
  process.exit(1);
}
