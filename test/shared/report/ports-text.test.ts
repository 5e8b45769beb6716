import { describe, expect, it } from 'vitest';
import type { PortRow } from '../../../shared/pictures/port-map';
import { plain } from '../../../shared/report/palette';
import { portsText } from '../../../shared/report/ports-text';

const row = (stated: Partial<PortRow>): PortRow => ({
  protocol: 'tcp',
  port: 443,
  process: 'nginx',
  bound: ['every IPv4 address', 'every IPv6 address'],
  exposure: 'open',
  by: 'ufw-user-input, rule 3',
  reached: 'open',
  meant: true,
  ...stated,
});
const loopback = row({
  port: 5432,
  process: 'postgres',
  bound: ['127.0.0.1'],
  exposure: 'private',
  by: null,
  reached: null,
});
const table = (rows: PortRow[], verbose = false) =>
  portsText([{ host: 'web-1', ports: { ok: true, value: rows } }], { palette: plain, width: 100, verbose });

describe('the table of ports', () => {
  it('says what listens, for whom, by which rule, and what answered', () => {
    const redis = row({
      port: 6379,
      process: 'redis',
      bound: ['every address'],
      by: 'policy accept',
      reached: null,
      meant: false,
    });
    expect(table([redis, row({}), loopback])).toMatchInlineSnapshot(`
      [
        "Ports",
        "  web-1  (and 1 that only the host itself reaches)",
        "    port      process  bound to  strangers          from here  by",
        "    6379/tcp  redis    all       get in, not meant  not tried  policy accept",
        "    443/tcp   nginx    all       get in             open       ufw-user-input, rule 3",
      ]
    `);
  });
  it('lists what only the host reaches when asked for all', () => {
    expect(table([loopback], true).join('\n')).toContain('5432/tcp  postgres  127.0.0.1');
    expect(table([loopback])).toHaveLength(2);
  });
  it('shows what answers although nothing listens on the host', () =>
    expect(table([row({ process: null, bound: [], by: null })]).join('\n')).toContain('(not on this host)'));
  it('says why the sockets were not seen', () => {
    const ports = { ok: false as const, reason: { code: 'no-tool' as const, params: { tool: 'ss' } } };
    expect(portsText([{ host: 'web-1', ports }], { palette: plain, width: 100, verbose: false }).join('\n')).toContain(
      'not seen: ss is not installed there',
    );
  });
  it('is not there without hosts', () =>
    expect(portsText([], { palette: plain, width: 100, verbose: false })).toEqual([]));
  it('lets no name of a server write to the terminal', () => {
    const text = table([row({ by: 'a\u001b[2Jb\nGO', process: 'x\u202ey' })]);
    expect(text).toHaveLength(4);
    expect(text.join('')).not.toMatch(/[\u001b\n\u202e]/);
  });
});
