import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const { resolve } = createRequire(import.meta.url);
const assets = join(import.meta.dirname, '../../out/renderer/assets');
const built = (end: string): string =>
  readdirSync(assets)
    .filter((name) => name.endsWith(end))
    .map((name) => readFileSync(join(assets, name), 'utf8'))
    .join('\n');
/** Mantine names the classes of its components by hashes. */
const classesIn = (text: string): Set<string> => new Set(text.match(/\bm_[0-9a-f]{6,8}\b/g));

const whole = ['@mantine/core', '@mantine/spotlight'].map((name) => resolve(`${name}/styles.css`));
const styled = classesIn(whole.map((path) => readFileSync(path, 'utf8')).join('\n'));

describe("the page's styles", () => {
  it('have every class of Mantine that the page names and Mantine styles', () => {
    const named = [...classesIn(built('.js'))].filter((name) => styled.has(name));
    expect(named.length).toBeGreaterThan(100);
    const there = classesIn(built('.css'));
    expect(named.filter((name) => !there.has(name))).toEqual([]);
  });

  it("keep Mantine's own order", () => {
    const imports = readFileSync(join(import.meta.dirname, '../../renderer/app/mantine.css'), 'utf8');
    const files = [...imports.matchAll(/"@mantine\/core\/styles\/(\w.*)"/g)].map(([, name]) => name!);
    const all = readFileSync(whole[0]!, 'utf8');
    const places = files.map((name) =>
      all.indexOf(readFileSync(join(dirname(whole[0]!), 'styles', name), 'utf8').trim()),
    );
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });
});
