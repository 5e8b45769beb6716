import type { App, Session } from 'electron';
import { appOrigin } from './app-protocol';

/** What no page of ours may do, whatever runs in it. */

export function guardContents(app: App): void {
  app.on('web-contents-created', (_, contents) => {
    contents.on('will-navigate', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
}

export function guardSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  session.setPermissionCheckHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
  // The page has no business on the network: main talks to the target.
  session.webRequest.onBeforeRequest((details, decide) => decide({ cancel: !isOwn(details.url) }));
}

const isOwn = (url: string): boolean => url.startsWith(`${appOrigin}/`) || url.startsWith('devtools://');
