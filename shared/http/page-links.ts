import { startTags } from './html-start-tags';

/** What a page says beside its header fields, of which only this is kept. */

/** Content-Security-Policy of `<meta>` in the head, which browsers enforce as well (CSP Level 3 3.3). */
export function metaPolicies(html: string): string[] {
  const found: string[] = [];
  for (const { name, attributes, inHead } of startTags(html)) {
    if (!inHead) break;
    if (name === 'meta' && attributes.get('http-equiv')?.toLowerCase() === 'content-security-policy')
      found.push(attributes.get('content') ?? '');
  }
  return found.slice(0, 10);
}

const staticName = /\.(?:css|js|mjs|png|jpe?g|gif|svg|ico|webp|woff2?)$/i;

/**
 * The path of the first style sheet, script, icon or picture that the page loads from its own origin: what a browser asks for
 * by itself. Without its query. Null when there is none.
 */
export function staticAsset(html: string, pageUrl: string): string | null {
  const { origin } = new URL(pageUrl);
  for (const { name, attributes } of startTags(html)) {
    const link =
      name === 'link' ? attributes.get('href') : /^(?:script|img)$/.test(name) ? attributes.get('src') : null;
    const url = link ? parse(link, pageUrl) : null;
    if (url?.origin === origin && staticName.test(url.pathname) && url.pathname.length <= 500) return url.pathname;
  }
  return null;
}

function parse(link: string, base: string): URL | null {
  try {
    return new URL(link, base);
  } catch {
    return null;
  }
}
