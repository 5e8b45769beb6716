import { type Control, defineControl, error, errorFrom, fail, note, pass, withNotes } from '../control';
import { debuggerResource } from '../facts/site/debugger';
import type { AnswerSeen } from '../facts/site/http-seen';
import { isBannerLeak, sayLeak } from '../facts/site/leak-patterns';
import { oddRequests } from '../facts/site/odd-requests';
import { type Page, pages } from '../facts/site/pages';
import { asvs, nist, rfc } from '../references';

const common = { point: 7, scope: 'site' } as const;

/** What a page is called in a finding. The unknown path is random, so it has no name of its own. */
const nameOf = ({ kind, path }: Page): string => {
  if (kind === 'unknown') return 'an unknown path';
  const bare = path.replace(/\?.*$/, '');
  return kind.endsWith('-query') ? `${bare} with a bad query` : bare;
};
const leaksOf = (answer: AnswerSeen): string[] => answer.leaks.filter((id) => !isBannerLeak(id));

/** What a proxy or a limiter before the app answers by itself (RFC 6585 4, RFC 9110 15.6.3 to 15.6.5). */
const beforeTheApp: readonly number[] = [429, 502, 503, 504];

const quietErrors = {
  say: 'Show one plain error page for everything that goes wrong, keep the details in the log, and run the app without debug mode.',
  config: {
    file: 'app.py',
    text: '@app.errorhandler(Exception)\ndef failed(error):\n    if isinstance(error, HTTPException):\n        return render_template("error.html", code=error.code), error.code\n    app.logger.exception("unhandled")\n    return render_template("error.html", code=500), 500',
  },
};

export const errorsNoLeak = defineControl({
  ...common,
  id: 'errors.no-leak',
  severity: 'blocker',
  method: 'automatic',
  title: 'Error pages give nothing away',
  why: 'A stack trace, a path or an SQL message is the map that an attacker otherwise has to draw by trial.',
  expected: 'an unknown path and bad queries show no stack trace, file path, SQL or framework page',
  sources: ['Checklist point 7'],
  references: [...asvs('V16.5.1', 'V13.4.2'), ...nist('SI-11')],
  fix: () => quietErrors,
  needs: { seen: pages },
  words: {
    nothing: ({ pages }: { pages: number }) => `nothing found on ${pages} pages, for passive requests`,
    leaks: ({ page, what }: { page: string; what: string[] }) => `${page} shows ${what.join(' and ')}`,
    'server-error': ({ page, status }: { page: string; status: number }) =>
      `${page} answers ${status}: the app does not handle it`,
    cut: ({ page }: { page: string }) => `only the first MiB of ${page} was looked through`,
    'app-unseen': ({ status }: { status: number }) =>
      `an unknown path answers ${status}, which comes from what stands before the app: its own error pages were not seen; check again when it answers`,
  },
  judge: ({ seen }) => {
    for (const page of seen.pages) {
      const what = page.seen.ok ? leaksOf(page.seen.value).map(sayLeak) : [];
      if (what.length > 0) return fail('leaks', { page: nameOf(page), what });
    }
    for (const page of seen.pages) if (!page.seen.ok) return errorFrom(page.seen.reason);
    const unknown = seen.pages.find(({ kind }) => kind === 'unknown');
    if (unknown?.seen.ok && beforeTheApp.includes(unknown.seen.value.status)) {
      return error('app-unseen', { status: unknown.seen.value.status });
    }
    const notes = seen.pages.flatMap((page) => {
      if (!page.seen.ok) return [];
      const { status, cut } = page.seen.value;
      return [
        ...(status >= 500 ? [note('server-error', { page: nameOf(page), status })] : []),
        ...(cut ? [note('cut', { page: nameOf(page) })] : []),
      ];
    });
    return withNotes(pass('nothing', { pages: seen.pages.length }), notes);
  },
});

export const errorsNoLeakActive = defineControl({
  ...common,
  id: 'errors.no-leak-active',
  severity: 'major',
  method: 'automatic/attested',
  title: 'Odd requests give nothing away either',
  why: 'Scanners begin with what browsers never send: odd methods, broken JSON, encoded dots. The answers name the framework and its version, and then its known holes.',
  expected: 'odd methods, an encoded traversal, an oversized header and broken JSON show no trace of the inside',
  sources: ['Checklist point 7'],
  references: [...asvs('V16.5.1', 'V4.1.4'), ...nist('SI-11')],
  fix: () => quietErrors,
  attest: {
    statement:
      'I sent odd methods, an encoded path traversal, an oversized header and broken JSON to the site, and no answer showed a stack trace, a file path, SQL or a framework page.',
    evidence: 'the commands with the answers, or the report of a scanner',
    expiresAfterDays: 90,
  },
  needs: { seen: oddRequests },
  words: {
    nothing: ({ requests }: { requests: number }) => `nothing found in the answers to ${requests} odd requests`,
    leaks: ({ request, what }: { request: string; what: string[] }) => `${request} shows ${what.join(' and ')}`,
    unanswered: ({ request, requests }: { request: string; requests: number }) =>
      `${request} was not answered, so ${requests} requests say too little: we may be blocked`,
  },
  judge: ({ seen: { requests } }) => {
    for (const { kind, seen } of requests) {
      const what = seen.ok ? leaksOf(seen.value).map(sayLeak) : [];
      if (what.length > 0) return fail('leaks', { request: kind, what });
    }
    const unanswered = requests.find(({ seen }) => !seen.ok);
    return unanswered
      ? error('unanswered', { request: unanswered.kind, requests: requests.length })
      : pass('nothing', { requests: requests.length });
  },
});

export const errorsDebuggerOff = defineControl({
  ...common,
  id: 'errors.debugger-off',
  severity: 'blocker',
  method: 'automatic',
  waivable: false,
  title: "Werkzeug's debugger is off",
  why: 'The debugger runs any Python that is typed into it, behind a PIN that can be computed from a few files. It is the server, for whoever finds it.',
  expected: "the debugger's own script is not served, and no page is a debugger page",
  sources: ['Checklist points 1 and 7', 'Werkzeug documentation, Debugging Applications'],
  references: [
    ...asvs('V13.4.2'),
    ...nist('CM-7', 'SI-11'),
    { source: 'Werkzeug', id: 'Debugging Applications', url: 'https://werkzeug.palletsprojects.com/en/stable/debug/' },
  ],
  fix: ({ target, quote, envFile }) => ({
    say: 'Run the app under gunicorn or uwsgi, never with flask run or app.run(debug=True), and take every debug switch out of its environment.',
    run: [
      `grep -nE '^(export )?(FLASK_DEBUG|DEBUG|FLASK_ENV)' ${quote(envFile)}`,
      `grep -rn 'debug=True' ${quote(target.app?.directory ?? '/PATH/TO/APP')}`,
    ],
  }),
  needs: { script: debuggerResource },
  wants: { seen: pages, odd: oddRequests },
  words: {
    off: ({ status }: { status: number }) => `its script is not served (${status})`,
    on: () => 'the debugger serves its script to everyone',
    page: ({ page }: { page: string }) => `${page} is a page of the debugger`,
    overloaded: ({ status }: { status: number }) => `answered ${status}, which hides whether it is there`,
  },
  judge: ({ script }, _, { wants: { seen, odd } }) => {
    if (script.served) return fail('on');
    const isDebugger = (answer: Page['seen']): boolean =>
      answer.ok && answer.value.leaks.some((id) => id === 'werkzeug-debugger');
    const page = seen.ok ? seen.value.pages.find((one) => isDebugger(one.seen)) : undefined;
    if (page) return fail('page', { page: nameOf(page) });
    const console = odd.ok ? odd.value.requests.find((one) => isDebugger(one.seen)) : undefined;
    if (console) return fail('page', { page: console.path });
    const { status } = script;
    return status === 429 || status === 502 || status === 503
      ? error('overloaded', { status })
      : pass('off', { status });
  },
});

/** Headers whose only use is to say what runs. */
const bannerHeaders = ['x-powered-by', 'x-aspnet-version', 'x-aspnetmvc-version', 'x-generator'];

export const errorsNoBanner = defineControl({
  ...common,
  id: 'errors.no-banner',
  severity: 'minor',
  method: 'automatic',
  title: 'Headers and error pages name no versions',
  why: 'Scanners sort the net by version: when a hole becomes known, the servers that named theirs are the first to be asked.',
  expected: 'Server without a version, no X-Powered-By, no version on error pages',
  sources: ['Checklist point 7', 'RFC 9110, section 10.2.4'],
  references: [...asvs('V13.4.6'), ...nist('SI-11'), ...rfc(9110, '10.2.4')],
  fix: () => ({
    say: 'Switch off version numbers, and drop what the app adds about itself.',
    run: ['nginx -t', 'systemctl reload nginx'],
    config: { file: 'nginx, in the http block', text: 'server_tokens off;\nproxy_hide_header X-Powered-By;' },
  }),
  needs: { seen: pages },
  words: {
    none: () => 'no version in headers or on error pages',
    header: ({ page, name, value }: { page: string; name: string; value: string }) => `${page}: ${name}: ${value}`,
    page: ({ page, what }: { page: string; what: string }) => `${page} shows ${what}`,
  },
  judge: ({ seen }) => {
    for (const page of seen.pages) {
      if (!page.seen.ok) continue;
      const { headers, leaks } = page.seen.value;
      const banner = headers.find(
        // RFC 9110 10.2.4: product [ "/" version ].
        ([name, value]) => bannerHeaders.includes(name) || (name === 'server' && /\/v?\d/.test(value)),
      );
      if (banner) return fail('header', { page: nameOf(page), name: banner[0], value: banner[1].slice(0, 100) });
      const shown = leaks.find(isBannerLeak);
      if (shown) return fail('page', { page: nameOf(page), what: sayLeak(shown) });
    }
    for (const page of seen.pages) if (!page.seen.ok) return errorFrom(page.seen.reason);
    return pass('none');
  },
});

export const errorControls: readonly Control[] = [errorsNoLeak, errorsNoLeakActive, errorsDebuggerOff, errorsNoBanner];
