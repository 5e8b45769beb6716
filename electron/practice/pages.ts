import type { SiteState } from './site-state';

/** The application behind the simulated nginx: a Flask app, as Werkzeug 3 answers. */

export interface Request {
  method: string;
  /** As sent, with its query. */
  target: string;
  origin: string | undefined;
}
export interface Page {
  status: number;
  headers: Record<string, string>;
  body: string;
}

const html = { 'Content-Type': 'text/html; charset=utf-8' };

export function page(site: SiteState, request: Request, envFile: string): Page {
  const { pathname, searchParams } = new URL(request.target, 'https://shop.example');
  const answer = route(site, request.method, pathname, searchParams, envFile);
  return { ...answer, headers: { ...answer.headers, ...crossOrigin(site, request.origin) } };
}

function route(site: SiteState, method: string, path: string, query: URLSearchParams, envFile: string): Page {
  if (site.debugger && query.get('__debugger__') === 'yes' && query.get('cmd') === 'resource')
    return debuggerResource();
  if (site.envServed && path === '/.env') {
    return { status: 200, headers: { 'Content-Type': 'application/octet-stream' }, body: envFile };
  }
  const methods =
    path === '/' ? ['GET', 'HEAD', 'OPTIONS'] : path === '/login' ? ['GET', 'HEAD', 'OPTIONS', 'POST'] : null;
  if (!methods) return site.errors === 'trace' ? trace() : errorPage(404, 'Not Found', notFound);
  if (method === 'OPTIONS') return { status: 200, headers: { ...html, Allow: methods.join(', ') }, body: '' };
  if (!methods.includes(method)) {
    const answer = errorPage(405, 'Method Not Allowed', 'The method is not allowed for the requested URL.');
    return { ...answer, headers: { ...answer.headers, Allow: methods.join(', ') } };
  }
  return path === '/' ? home() : login(site, method);
}

const home = (): Page => ({
  status: 200,
  headers: html,
  body: '<!doctype html>\n<html lang="en">\n<title>Example Shop</title>\n<h1>Example Shop</h1>\n<p><a href="/login">Sign in</a></p>\n',
});

// Flask-WTF keeps its CSRF token in the session, so the form alone sets the cookie.
const login = (site: SiteState, method: string): Page => ({
  status: 200,
  headers: { ...html, Vary: 'Cookie', 'Set-Cookie': `session=eyJwcmFjdGljZSI6MX0.practice; ${site.cookieAttributes}` },
  body: `<!doctype html>\n<html lang="en">\n<title>Sign in</title>\n${method === 'POST' ? '<p>Wrong e-mail address or password.</p>\n' : ''}<form method="post"><input name="email" type="email"><input name="password" type="password"><button>Sign in</button></form>\n`,
});

const notFound =
  'The requested URL was not found on the server. If you entered the URL manually please check your spelling and try again.';

const errorPage = (status: number, title: string, text: string): Page => ({
  status,
  headers: html,
  body: `<!doctype html>\n<html lang=en>\n<title>${status} ${title}</title>\n<h1>${title}</h1>\n<p>${text}</p>\n`,
});

const trace = (): Page => ({
  status: 500,
  headers: { 'Content-Type': 'text/plain; charset=utf-8' },
  body: [
    'Traceback (most recent call last):',
    '  File "/srv/shop/venv/lib/python3.11/site-packages/flask/app.py", line 1484, in full_dispatch_request',
    '    rv = self.dispatch_request()',
    '  File "/srv/shop/app.py", line 41, in page',
    '    return PAGES[path]',
    "KeyError: 'missing'",
    '',
  ].join('\n'),
});

const debuggerResource = (): Page => ({
  status: 200,
  headers: { 'Content-Type': 'text/javascript; charset=utf-8', 'Cache-Control': 'public, max-age=43200' },
  body: 'docReady(() => {\n  if (!EVALEX_TRUSTED) {\n    initPinBox();\n  }\n  // if we are in console mode, show the console.\n  if (CONSOLE_MODE && EVALEX) {\n    createInteractiveConsole();\n  }\n',
});

const crossOrigin = (site: SiteState, origin: string | undefined): Record<string, string> =>
  site.cors === 'reflected' && origin !== undefined
    ? { 'Access-Control-Allow-Origin': origin, 'Access-Control-Allow-Credentials': 'true', Vary: 'Origin' }
    : {};
