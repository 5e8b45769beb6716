import type { App, Session } from 'electron';
import { appOrigin } from './app-protocol';

/** What no page may do in this app, whatever runs in it. Held by every contents and every session, ours or not. */

export function guardContents(app: App): void {
  app.on('web-contents-created', (_, contents) => {
    // Of every frame: `will-navigate` tells of the top one alone.
    contents.on('will-navigate', (event) => event.preventDefault());
    contents.on('will-frame-navigate', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    // WebRTC is no request that a session could cancel, and no content security policy knows it.
    contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
  });
}

export function guardSessions(app: App): void {
  app.on('session-created', guardSession);
}

function guardSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
  // The page has no business on the network: main talks to the target.
  session.webRequest.onBeforeRequest((details, decide) => decide({ cancel: !isOwn(details.url) }));
  // What is no request (preconnect, DNS prefetch, WebRTC over TCP) is sent to a proxy where nobody can listen.
  void session.setProxy({ mode: 'fixed_servers', proxyRules: 'socks5://0.0.0.0:0', proxyBypassRules: '<-loopback>' });
}

const isOwn = (url: string): boolean => url.startsWith(`${appOrigin}/`) || url.startsWith('devtools://');
