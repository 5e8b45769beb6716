import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { namesUpwards, probeDns } from '../../../electron/site/probes/dns';
import { systemDns } from '../../../electron/site/resolver';
import { dns } from '../../../shared/facts/site/dns';
import { type RunningDnsmasq, startDnsmasq } from '../../support/dnsmasq';
import { describeWith } from '../../support/needs';
import { freePort } from '../../support/nginx';
import { factOf, judgeSite, noteCodes, siteTarget } from '../../support/site-facts';

const rsa = (bits: number): string =>
  generateKeyPairSync('rsa', { modulusLength: bits })
    .publicKey.export({ type: 'spki', format: 'der' })
    .toString('base64');
/** A string of a TXT record has 255 bytes at most, so a key stands in several. */
const txt = (name: string, text: string): string => `--txt-record=${name},${text.match(/.{1,200}/g)!.join(',')}`;
const key = (selector: string, record: string): string => txt(`${selector}._domainkey.shop.example`, record);

const zone = [
  '--caa-record=shop.example,0,issue,ca.example',
  '--caa-record=shop.example,128,odd,x',
  '--caa-record=mail-only.example,0,iodef,mailto:a@shop.example',
  '--caa-record=closed.example,0,issue,;',
  '--host-record=bare.example,192.0.2.1',
  '--host-record=www.shop.example,192.0.2.1',
  txt('shop.example', 'v=spf1 include:provider.example ip4:192.0.2.0/24 -all'),
  txt('shop.example', 'some-verification=abc'),
  txt('provider.example', 'v=spf1 a mx ip6:2001:db8::/32 ~all'),
  txt('redirected.example', 'v=spf1 redirect=shop.example'),
  txt('nowhere.example', 'v=spf1 redirect=absent.example'),
  txt('macro.example', 'v=spf1 include:%{d}.provider.example ~all'),
  txt('twice.example', 'v=spf1 -all'),
  txt('twice.example', 'v=spf1 ~all'),
  txt('open.example', 'v=spf1 mx +all'),
  txt('endless.example', 'v=spf1 mx'),
  txt('broken.example', 'v=spf1 ipv4:192.0.2.1 -all'),
  // Each includes the next: eleven queries in all.
  ...Array.from({ length: 11 }, (_, index) =>
    txt(`deep${index}.example`, `v=spf1 include:deep${index + 1}.example -all`),
  ),
  txt('deep11.example', 'v=spf1 -all'),
  txt('circle.example', 'v=spf1 include:circle.example -all'),
  txt('_dmarc.shop.example', 'v=DMARC1; p=reject; sp=none; rua=mailto:dmarc@shop.example'),
  txt('_dmarc.provider.example', 'v=DMARC1; p=none'),
  txt('_dmarc.macro.example', 'v=DMARC1; p=quarantine; pct=50'),
  txt('_dmarc.twice.example', 'v=DMARC1; p=reject'),
  txt('_dmarc.twice.example', 'v=DMARC1; p=none'),
  txt('_dmarc.open.example', 'v=DMARC1; p=refuse'),
  key('long', `v=DKIM1; k=rsa; p=${rsa(2048)}`),
  key('short', `v=DKIM1; p=${rsa(1024)}; t=y`),
  key('tiny', `v=DKIM1; p=${rsa(768)}`),
  key('edwards', `v=DKIM1; k=ed25519; p=${Buffer.alloc(32, 7).toString('base64')}`),
  key('revoked', 'v=DKIM1; p='),
  key('junk', 'v=DKIM1; p=AAAA'),
  key('text', 'hello'),
];

describeWith(['dnsmasq', 'root'], 'DNS by a real server', () => {
  let server: RunningDnsmasq;
  beforeAll(async () => {
    server = await startDnsmasq(zone);
  });
  afterAll(() => server.stop());

  async function look(host: string, mail?: object, servers = [server.server]) {
    const target = siteTarget({ site: { url: `https://${host}` }, ...(mail ? { mail } : {}) });
    const { signal } = new AbortController();
    const endpoint = { hostname: host.replace(/^\[|\]$/g, '') } as never;
    const read = await probeDns({ target, site: target.site!, endpoint, signal }, systemDns(signal, servers));
    if (!read.ok) throw new Error(read.reason.code);
    return (control: string) => judgeSite(control, [factOf(dns, read.value)], target);
  }

  test.each([
    ['shop.example', 'pass', 'restricted'],
    ['www.shop.example', 'pass', 'restricted'],
    ['closed.example', 'pass', 'restricted'],
    ['bare.example', 'fail', 'absent'],
    ['mail-only.example', 'fail', 'no-issue'],
    ['absent.example', 'error', 'unseen'],
    // Not below `example`: dnsmasq has nobody to ask and refuses.
    ['shop.test', 'error', 'unseen'],
    ['192.0.2.1', 'manual', 'address'],
    ['[2001:db8::1]', 'manual', 'address'],
  ])('tls.caa of %s: %s, %s', async (host, status, code) =>
    expect((await look(host))('tls.caa')).toMatchObject({ status, code }),
  );
  test('tls.caa says whose records they are, and which tag nobody knows', async () => {
    expect((await look('www.shop.example'))('tls.caa')).toMatchObject({
      params: { at: 'shop.example', issuers: ['ca.example'] },
      notes: [{ code: 'above' }, { code: 'unknown-critical', params: { tag: 'odd' } }],
    });
  });
  test('tls.caa of a site whose place the target gives is for a person', async () => {
    const target = siteTarget({ site: { url: 'https://shop.example', connect: '127.0.0.1' } });
    const { signal } = new AbortController();
    const endpoint = { hostname: 'shop.example' } as never;
    const read = await probeDns({ target, site: target.site!, endpoint, signal }, systemDns(signal, ['127.0.0.1:1']));
    expect(read).toEqual({ ok: true, value: { caa: { kind: 'connect' }, mail: null } });
  });

  test.each([
    ['shop.example', 'pass', 'strict', []],
    ['redirected.example', 'pass', 'strict', []],
    ['provider.example', 'pass', 'strict', ['soft']],
    ['macro.example', 'pass', 'strict', ['soft', 'uncounted']],
    ['bare.example', 'fail', 'absent', []],
    ['twice.example', 'fail', 'several', []],
    ['open.example', 'fail', 'open', []],
    ['endless.example', 'fail', 'open', []],
    ['broken.example', 'fail', 'invalid', []],
    ['nowhere.example', 'fail', 'redirect-lost', []],
    ['deep2.example', 'pass', 'strict', []],
    ['deep0.example', 'fail', 'too-many', []],
    ['circle.example', 'fail', 'too-many', []],
    ['absent.example', 'error', 'unseen', []],
    ['shop.test', 'error', 'unseen', []],
  ])('email.spf of %s: %s, %s', async (domain, status, code, notes) => {
    const finding = (await look('bare.example', { domain }))('email.spf');
    expect(finding).toMatchObject({ status, code });
    expect(noteCodes(finding)).toEqual(notes);
  });
  test.each([
    ['shop.example', 'pass', 'enforced', []],
    // Of the name above, whose sp= is for subdomains.
    ['news.shop.example', 'error', 'unseen', []],
    ['www.shop.example', 'fail', 'monitor', []],
    ['provider.example', 'fail', 'monitor', []],
    ['macro.example', 'pass', 'enforced', ['partial', 'no-reports']],
    ['twice.example', 'fail', 'several', []],
    ['open.example', 'fail', 'invalid', []],
    ['bare.example', 'fail', 'absent', []],
    ['shop.test', 'error', 'unseen', []],
  ])('email.dmarc of %s: %s, %s', async (domain, status, code, notes) => {
    const finding = (await look('bare.example', { domain }))('email.dmarc');
    expect(finding).toMatchObject({ status, code });
    expect(noteCodes(finding)).toEqual(notes);
  });
  test.each([
    ['long', 'pass', 'there', []],
    ['short', 'pass', 'there', ['below-recommended', 'testing']],
    ['edwards', 'pass', 'there', []],
    ['tiny', 'fail', 'short', []],
    ['revoked', 'fail', 'revoked', []],
    ['junk', 'fail', 'invalid', []],
    ['text', 'fail', 'invalid', []],
    ['absent', 'fail', 'absent', []],
  ])('email.dkim with the selector %s: %s, %s', async (dkimSelector, status, code, notes) => {
    const finding = (await look('bare.example', { domain: 'shop.example', dkimSelector }))('email.dkim');
    expect(finding).toMatchObject({ status, code });
    expect(noteCodes(finding)).toEqual(notes);
  });

  test('what the target does not name is for a person', async () => {
    const of = await look('bare.example');
    for (const id of ['email.spf', 'email.dkim', 'email.dmarc'])
      expect(of(id)).toMatchObject({ status: 'manual', code: 'no-domain' });
    expect((await look('bare.example', { domain: 'shop.example' }))('email.dkim').code).toBe('no-selector');
  });
  test('where no DNS server answers, everything is an error with the reason', async () => {
    const silent = [`127.0.0.1:${await freePort()}`];
    const of = await look('shop.example', { domain: 'shop.example', dkimSelector: 'long' }, silent);
    for (const id of ['tls.caa', 'email.spf', 'email.dkim', 'email.dmarc'])
      expect(of(id)).toMatchObject({
        status: 'error',
        code: 'unseen',
        observed: expect.stringContaining('DNS did not answer'),
      });
  }, 30_000);
  test('cancelling ends it', async () => {
    const cancel = new AbortController();
    const target = siteTarget({ mail: { domain: 'shop.example' } });
    const endpoint = { hostname: 'shop.example' } as never;
    cancel.abort();
    const read = await probeDns(
      { target, site: target.site!, endpoint, signal: cancel.signal },
      systemDns(cancel.signal, [server.server]),
    );
    expect(read).toMatchObject({ ok: false, reason: { code: 'cancelled' } });
  });
});

test('the names above', () => {
  expect(namesUpwards('a.shop.example')).toEqual(['a.shop.example', 'shop.example', 'example']);
});
