import { describe, expect, test } from 'vitest';
import { exposedPaths, type FileKind, fileKinds, isFileOfKind } from '../../../../shared/facts/site/exposed-files';
import { siteTarget } from '../../../support/site-facts';

const is = (kind: FileKind, text: string): boolean => isFileOfKind(kind, new TextEncoder().encode(text));

describe('the grammar of files that hold secrets', () => {
  test.each<[FileKind, string]>([
    ['env', '# shop\nexport SECRET_KEY="x"\n'],
    ['env', '\ufeffDB_URL=postgresql://x\r\n'],
    ['git-head', 'ref: refs/heads/main\n'],
    ['git-head', `${'0a'.repeat(20)}\n`],
    ['git-config', '[core]\n\trepositoryformatversion = 0\n'],
    ['svn-entries', '12\n\ndir\n'],
    ['python', 'import os\n\nSECRET_KEY = "x"\n'],
    ['sql', '--\n-- PostgreSQL database dump\n--\n'],
    ['sql', 'INSERT INTO users VALUES (1);'],
    ['sql', 'PGDMP\u0001'],
    ['log', '2026-11-24 12:00:00,123 INFO started'],
    ['log', '203.0.113.7 - - [24/Nov/2026:12:00:00 +0000] "GET / HTTP/1.1" 200'],
  ])('%s: %j', (kind, text) => expect(is(kind, text)).toBe(true));

  const pages = [
    '<!doctype html><html><script>\nSECRET=1\nimport x from "y"\n</script>',
    '{"error": "not found"}',
    'Not found',
    '',
  ];
  test.each<FileKind>(['env', 'git-head', 'git-config', 'svn-entries', 'python', 'sql', 'log'])(
    'a page that every path answers is no %s',
    (kind) => {
      for (const page of pages) expect(is(kind, page), page).toBe(false);
    },
  );
});

test('asks for what the target names, where it would be served', () => {
  const target = siteTarget({
    hosts: [{ name: 'web-1' }],
    app: { directory: '/srv/shop', envFile: 'config/my env', logFiles: ['logs/shop.log', '/var/log/shop.log'] },
  });
  const paths = exposedPaths(target).map(({ path }) => path);
  expect(paths).toContain('/config/my%20env');
  expect(paths).toContain('/logs/shop.log');
  expect(paths.filter((path) => path.startsWith('/var'))).toEqual([]);
  expect(new Set(paths).size).toBe(paths.length);
});

test('judges hostile bodies without hanging', () => {
  for (const kind of fileKinds)
    for (const piece of ['\n', ' \n', '[remote "', 'a.', '1.', 'A', '<?xml ']) is(kind, piece.repeat(65536));
});
