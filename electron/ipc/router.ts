import { ipcMain, type WebContents, type WebFrameMain } from 'electron';
import type { z } from 'zod';
import type { Area, CallName, Output, Parsed, Reply, Signals } from '../../shared/ipc';
import { callNames } from '../../shared/ipc-names';
import type { Lazy } from '../lazy';
import { appOrigin } from '../window/app-protocol';
import { asCallError } from './call-error';

/** The one place where messages of the page arrive, and the one from which signals leave. */

export type Handlers = {
  [A in Area]: { [C in CallName<A>]: (input: Parsed<A, C>) => Promise<Output<A, C>> | Output<A, C> };
};
/** Each area by itself, so that none is loaded before something is asked of it. */
export type LazyHandlers = { [A in Area]: Lazy<Pick<Handlers, A>> };
export type Signal = <S extends keyof Signals>(name: S, value: Signals[S]) => void;

/** Only the top frame of our own page is heard: not a frame in it, nor a page that came to stand in its place. */
export const isOurPage = (frame: Pick<WebFrameMain, 'parent' | 'origin'> | null): boolean =>
  frame !== null && frame.parent === null && frame.origin === appOrigin;

export function route(handlers: LazyHandlers): void {
  for (const [area, calls] of Object.entries(callNames)) {
    for (const [name, takes] of Object.entries(calls)) {
      ipcMain.handle(`${area}.${name}`, async (event, given): Promise<Reply<unknown>> => {
        if (!isOurPage(event.senderFrame)) throw new Error('not heard: this is not our page');
        try {
          const [parsed, handler] = await Promise.all([
            takes === 'nothing' ? nothing(given) : parse(area, name, given),
            handlerOf(handlers, area, name),
          ]);
          if (!parsed.ok) return { ok: false, error: { code: 'input', lines: parsed.lines } };
          return { ok: true, value: await handler(parsed.input) };
        } catch (cause) {
          return { ok: false, error: asCallError(cause) };
        }
      });
    }
  }
}

/** What a person dropped on the window. The preload tells it of a drop that was real; the page has no way to say it. */
export function hearDrops(drop: (path: string) => void): void {
  ipcMain.on('dropped', (event, path: unknown) => {
    if (isOurPage(event.senderFrame) && typeof path === 'string' && path !== '' && path.length <= 4096) drop(path);
  });
}

type ParsedInput = { ok: true; input: unknown } | { ok: false; lines: string[] };

/** The first screen asks for nothing but this kind, so it does not wait for the schemas of all that a page may say. */
const nothing = (given: unknown): ParsedInput =>
  given === undefined ? { ok: true, input: undefined } : { ok: false, lines: ['this call takes no input'] };

async function parse(area: string, name: string, given: unknown): Promise<ParsedInput> {
  const { contract } = await import('../../shared/ipc');
  const { input } = (contract[area as Area] as Record<string, { input: z.ZodType }>)[name]!;
  const { success, data, error } = input.safeParse(given);
  return success ? { ok: true, input: data } : { ok: false, lines: error.issues.map(sayIssue) };
}

async function handlerOf(handlers: LazyHandlers, area: string, name: string) {
  const ofArea = (await handlers[area as Area]()) as Record<string, Record<string, (input: unknown) => unknown>>;
  return ofArea[area]![name]!;
}

const sayIssue = ({ path, message }: { path: PropertyKey[]; message: string }): string =>
  path.length > 0 ? `${path.map(String).join('.')}: ${message}` : message;

export const signalTo =
  (contents: () => WebContents | null): Signal =>
  (name, value) => {
    const page = contents();
    if (page && !page.isDestroyed()) page.send(name, value);
  };
