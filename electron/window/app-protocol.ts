import { randomBytes } from 'node:crypto';
import { protocol, type Session } from 'electron';
import { type AppAssets, appAssets, readAsset } from './app-assets';
import { contentSecurityPolicy } from './content-security-policy';

export const appOrigin = 'app://gonogo';
const placeOfNonce = '__STYLE_NONCE__';

/** Before the app is ready: `app:` is an origin of its own, with the rules of https. */
export const declareAppProtocol = (): void =>
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);

/** The page's files, each with the policy. Every load of the document gets a nonce of its own. */
export function serveApp({ protocol }: Session, folder: string): void {
  // Listed with the first request: while Chromium starts the page's process.
  let assets: AppAssets | null = null;
  protocol.handle('app', (request) => {
    assets ??= appAssets(folder);
    const url = new URL(request.url);
    const { status, type, body } = url.host === 'gonogo' ? readAsset(assets, url.pathname) : readAsset(new Map(), '');
    const nonce = randomBytes(16).toString('base64');
    return new Response(type.startsWith('text/html') ? body.toString().replace(placeOfNonce, nonce) : body, {
      status,
      headers: {
        'content-type': type,
        'content-security-policy': contentSecurityPolicy(nonce),
        'x-content-type-options': 'nosniff',
        'cross-origin-opener-policy': 'same-origin',
      },
    });
  });
}
