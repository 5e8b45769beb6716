import { describe, expect, it } from 'vitest';
import { handedPath } from '../../../electron/window/handed-path';

describe('the file that a start hands over', () => {
  it.each<[string, string[], string | null]>([
    ['none', ['/opt/gonogo/gonogo'], null],
    ['an absolute path', ['gonogo', '/home/ada/shop.gonogo'], '/home/ada/shop.gonogo'],
    ['a path from where it was started', ['electron', '.', 'records/../shop.GONOGO'], '/work/shop.GONOGO'],
    [
      'a URL, as desktops give it',
      ['gonogo', 'file:///home/ada/Launch%20review.gonogo'],
      '/home/ada/Launch review.gonogo',
    ],
    ['the last of several', ['gonogo', 'a.gonogo', 'b.gonogo'], '/work/b.gonogo'],
    ['between what Chromium adds', ['gonogo', '--no-first-run', 'a.gonogo', '--type=x.gonogo'], '/work/a.gonogo'],
    ['a file of another kind', ['gonogo', '/home/ada/record.json', 'shop.gonogo.txt'], null],
    ['a URL of another machine', ['gonogo', 'file://server.example/share/a.gonogo'], null],
    [
      'a URL of the web, which is no file',
      ['gonogo', 'https://shop.example/a.gonogo'],
      '/work/https:/shop.example/a.gonogo',
    ],
  ])('%s', (_what, argv, path) => {
    expect(handedPath(argv, '/work')).toBe(path);
  });
});
