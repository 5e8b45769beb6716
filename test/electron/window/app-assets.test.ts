import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type AppAssets, appAssets, readAsset } from '../../../electron/window/app-assets';

let folder: string;
let assets: AppAssets;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gonogo-assets-'));
  const page = join(folder, 'page');
  mkdirSync(join(page, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'outside.js'), 'outside');
  writeFileSync(join(page, 'index.html'), 'the page');
  writeFileSync(join(page, 'assets/app.js'), 'the script');
  writeFileSync(join(page, 'assets/notes.txt'), 'of no type that the page needs');
  symlinkSync(join(folder, 'outside.js'), join(page, 'assets/link.js'));
  symlinkSync(folder, join(page, 'up'));
  assets = appAssets(page);
});
afterAll(() => rmSync(folder, { recursive: true }));

it.each([
  ['/', 'the page', 'text/html; charset=utf-8'],
  ['/index.html', 'the page', 'text/html; charset=utf-8'],
  ['/assets/app.js', 'the script', 'text/javascript; charset=utf-8'],
])('%s is served', (path, body, type) => {
  expect(readAsset(assets, path)).toEqual({ status: 200, type, body: Buffer.from(body) });
});

it.each([
  '/../outside.js',
  '/assets/../../outside.js',
  '/%2e%2e/outside.js',
  '/assets/%2e%2e/%2e%2e/outside.js',
  '/..%2foutside.js',
  '/..%5coutside.js',
  '/..\\outside.js',
  '//etc/passwd',
  '/etc/passwd',
  '/assets/link.js',
  '/up/outside.js',
  '/assets/notes.txt',
  '/assets/',
  '/assets/app.js%00.html',
  '/ASSETS/APP.JS',
  '',
])('%s is not there', (path) => {
  expect(readAsset(assets, path)).toMatchObject({ status: 404, body: 'not found' });
});
