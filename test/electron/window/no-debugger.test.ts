import { close, open } from 'node:inspector';
import { afterEach, expect, it } from 'vitest';
import { refuseDebugger } from '../../../electron/window/no-debugger';

afterEach(close);

function switchesLeft(isPackaged: boolean): string[] {
  const given = new Set(['remote-debugging-port', 'remote-debugging-pipe', 'lang']);
  refuseDebugger({ isPackaged, commandLine: { removeSwitch: (name) => void given.delete(name) } });
  return [...given];
}

it('takes the debugger of the page away from a packaged app', () => {
  expect(switchesLeft(true)).toEqual(['lang']);
});

it('leaves it to those who work on the app', () => {
  expect(switchesLeft(false)).toContain('remote-debugging-port');
});

it('leaves it to a packaged build that is for tests: one whose fuse lets Node be debugged', () => {
  open(0, '127.0.0.1');
  expect(switchesLeft(true)).toContain('remote-debugging-port');
});
