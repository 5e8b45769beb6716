import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { parseUfwStatus, ufw } from '../../../../shared/facts/host/ufw';

const status = (name: string) => {
  const read = parseUfwStatus(
    readFileSync(path.resolve(__dirname, `../../../fixtures/firewall/${name}.status`), 'utf8'),
  );
  if (!read.ok) throw new Error(JSON.stringify(read.reason));
  const value = ufw.schema.parse(read.value);
  if (!value.active) return value;
  return {
    ...value,
    rules: value.rules.map(({ action, direction, family, protocol, ports, fromAnywhere }) =>
      [
        action,
        direction,
        family,
        protocol ?? 'any',
        ports.map(({ from, to }) => (from === to ? from : `${from}-${to}`)).join(',') || 'all',
        fromAnywhere ? 'anywhere' : 'limited',
      ].join(' '),
    ),
  };
};

it('inactive is one word', () => {
  expect(status('ufw-inactive')).toEqual({ active: false });
});

it('application profiles, limits, limited sources, denials', () => {
  expect(status('ufw-good')).toEqual({
    active: true,
    defaults: { incoming: 'deny', outgoing: 'allow', routed: 'disabled' },
    rules: [
      'allow in ipv4 tcp 22 anywhere',
      'limit in ipv4 tcp 2222 anywhere',
      'allow in ipv4 tcp 80,443 anywhere',
      'allow in ipv4 tcp 5432 limited',
      'deny in ipv4 any 8081 anywhere',
      'allow in ipv6 tcp 22 anywhere',
      'limit in ipv6 tcp 2222 anywhere',
      'allow in ipv6 tcp 80,443 anywhere',
      'deny in ipv6 any 8081 anywhere',
    ],
  });
});

it('ranges and outgoing rules', () => {
  expect(status('ufw-app-open')).toMatchObject({
    rules: expect.arrayContaining([
      'allow in ipv4 any 5000 anywhere',
      'allow in ipv6 udp 1000-2000 anywhere',
      'allow out ipv6 any 53 anywhere',
    ]),
  });
});

it('interfaces and routed traffic', () => {
  expect(status('ufw-interfaces')).toMatchObject({
    rules: [
      'allow in ipv4 any 5432 anywhere',
      'allow in ipv4 tcp 80 anywhere',
      'allow in ipv6 any 5432 anywhere',
      'allow in ipv6 tcp 80 anywhere',
      'allow fwd ipv4 any all anywhere',
      'allow fwd ipv6 any all anywhere',
    ],
  });
});

it.each([
  ['nothing', ''],
  ['another answer', 'ERROR: problem running iptables\n'],
  ['no defaults', 'Status: active\n\nTo  Action  From\n--  ------  ----\n'],
  [
    'a row of another form',
    'Status: active\nDefault: deny (incoming), allow (outgoing), disabled (routed)\n\nTo  Action  From\n--  ------  ----\n22/tcp PERHAPS Anywhere\n',
  ],
])('is malformed: %s', (_name, text) => {
  expect(parseUfwStatus(text)).toMatchObject({ ok: false, reason: { code: 'malformed' } });
});
