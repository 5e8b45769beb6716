import { ipcMain, type WebContents, type WebFrameMain } from 'electron';
import {
  type Area,
  type CallName,
  contract,
  type Output,
  type Parsed,
  type Reply,
  type Signals,
} from '../../shared/ipc';
import { appOrigin } from '../window/app-protocol';
import { asCallError } from './call-error';

/** The one place where messages of the page arrive, and the one from which signals leave. */

export type Handlers = {
  [A in Area]: { [C in CallName<A>]: (input: Parsed<A, C>) => Promise<Output<A, C>> | Output<A, C> };
};
export type Signal = <S extends keyof Signals>(name: S, value: Signals[S]) => void;

/** Only the top frame of our own page is heard: not a frame in it, nor a page that came to stand in its place. */
export const isOurPage = (frame: Pick<WebFrameMain, 'parent' | 'origin'> | null): boolean =>
  frame !== null && frame.parent === null && frame.origin === appOrigin;

export function route(handlers: Handlers): void {
  for (const [area, calls] of Object.entries(contract)) {
    for (const [name, { input }] of Object.entries(calls)) {
      const handler = (handlers[area as Area] as Record<string, (input: unknown) => unknown>)[name]!;
      ipcMain.handle(`${area}.${name}`, async (event, given): Promise<Reply<unknown>> => {
        if (!isOurPage(event.senderFrame)) throw new Error('not heard: this is not our page');
        try {
          const parsed = input.safeParse(given);
          if (!parsed.success) return { ok: false, error: { code: 'input', lines: parsed.error.issues.map(sayIssue) } };
          return { ok: true, value: await handler(parsed.data) };
        } catch (cause) {
          return { ok: false, error: asCallError(cause) };
        }
      });
    }
  }
}

const sayIssue = ({ path, message }: { path: PropertyKey[]; message: string }): string =>
  path.length > 0 ? `${path.map(String).join('.')}: ${message}` : message;

export const signalTo =
  (contents: () => WebContents | null): Signal =>
  (name, value) => {
    const page = contents();
    if (page && !page.isDestroyed()) page.send(name, value);
  };
