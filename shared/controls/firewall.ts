import type { Maybe } from '../control';
import { defineControl, fail, manual, note, pass, withNotes } from '../control';
import { kernelRules } from '../facts/host/kernel-rules';
import { type Ufw, ufw } from '../facts/host/ufw';
import { type FamilyReach, type StrangerReach, strangerReach } from '../firewall/stranger-reach';
import { cis, nist } from '../references';
import type { Target } from '../target';

const references = [
  ...cis('4.4'),
  ...nist('SC-7', 'SC-7(5)', 'CM-7'),
  { source: 'ufw', id: 'ufw(8)', url: 'https://manpages.debian.org/bookworm/ufw/ufw.8.en.html' },
];
const attest = {
  statement:
    'A firewall in front of this host (a security group, a provider’s firewall) denies by default and lets strangers reach the listed ports only, over IPv4 and IPv6.',
  evidence: 'an export of its rules that names this host’s interface, not older than 7 days',
  expiresAfterDays: 90,
};
/** Names of the two families, as readers know them. */
const familyName = { ipv4: 'IPv4', ipv6: 'IPv6' };
type Named = readonly [string, FamilyReach];
const familiesOf = (reach: StrangerReach): Named[] => [
  [familyName.ipv4, reach.ipv4],
  [familyName.ipv6, reach.ipv6],
];
const and = (families: readonly Named[]): string => families.map(([name]) => name).join(' and ');
const ports = (target: Target): string => target.firewall.allowedPorts.join(', ');
const needsRoot =
  'The rules are read as root: `gonogo plan` prints the sudoers lines that allow exactly these commands.';

const ufwFix = (target: Target) => [
  'ufw default deny incoming',
  ...target.firewall.allowedPorts.map((port) => `ufw allow ${port}/tcp`),
  'ufw enable',
];

/** What ufw says of itself where that is not what the kernel does, and why IPv6 was left out. */
const words = {
  'ufw-inactive': () => 'ufw calls itself inactive: the rules in force come from elsewhere',
  'ufw-active': ({ families }: { families: string }) =>
    `ufw calls itself active, yet the kernel lets ${families} through: the rules that count are not ufw's`,
  'no-ipv6': ({ how }: { how: string }) => `IPv6 was not judged: ${how}`,
  'not-evaluated': ({ families, what }: { families: string; what: string }) =>
    `${families}: could not be told from the rules; ${what}`,
};

const notesOf = (reach: StrangerReach, said: Maybe<Ufw>, open: readonly Named[]) => [
  ...(said.ok && !said.value.active && open.length === 0 ? [note('ufw-inactive')] : []),
  ...(said.ok && said.value.active && open.length > 0 ? [note('ufw-active', { families: and(open) })] : []),
  ...(reach.ipv6.absent ? [note('no-ipv6', { how: reach.ipv6.defaultBy })] : []),
];

export const firewallActive = defineControl({
  id: 'firewall.active',
  point: 12,
  severity: 'blocker',
  method: 'automatic/attested',
  scope: 'host:any',
  title: 'The kernel filters what comes in',
  why: 'Without a packet filter every service that starts on the host is open to the whole Internet the moment it listens: databases, caches and debuggers are found by scanners within hours.',
  expected: 'rules of the kernel keep strangers out of some port, over IPv4 and IPv6',
  sources: ['Checklist point 12'],
  references,
  fix: ({ target }) => ({
    say: `Allow the ports that are needed first, or the SSH session is cut off. ${needsRoot}`,
    run: ufwFix(target),
  }),
  attest,
  needs: { rules: kernelRules },
  wants: { ufw },
  words: {
    ...words,
    filters: ({ by }: { by: string }) => `incoming traffic is filtered (${by})`,
    'no-filter': ({ families }: { families: string }) => `nothing filters incoming ${families}`,
  },
  judge: ({ rules }, _context, { wants }) => {
    const reach = strangerReach(rules);
    const unfiltered = familiesOf(reach).filter(([, family]) => !family.filtered);
    const open = unfiltered.filter(([, family]) => family.defaultVerdict === 'accept');
    const notes = notesOf(reach, wants.ufw, open);
    if (open.length > 0) return withNotes(fail('no-filter', { families: and(open) }), notes);
    if (unfiltered.length > 0)
      return withNotes(
        manual('not-evaluated', { families: and(unfiltered), what: unfiltered[0]![1].defaultBy }),
        notes,
      );
    return withNotes(pass('filters', { by: reach.ipv4.defaultBy }), notes);
  },
});

export const firewallDefaultDeny = defineControl({
  id: 'firewall.default-deny',
  point: 12,
  severity: 'blocker',
  method: 'automatic/attested',
  scope: 'host:any',
  title: 'What no rule allows is denied',
  why: 'A list of forbidden ports is always one port short: the next service that someone installs is open. IPv6 is the usual gap, as its rules are a second list that is easily forgotten.',
  expected: 'a port that no rule names is dropped or rejected, over IPv4 and IPv6',
  sources: ['Checklist point 12'],
  references,
  fix: ({ target }) => ({
    say: `Deny by default, for both families: IPV6=yes in /etc/default/ufw. ${needsRoot}`,
    run: ufwFix(target),
  }),
  attest,
  needs: { rules: kernelRules },
  wants: { ufw },
  words: {
    ...words,
    denies: ({ ipv4, ipv6 }: { ipv4: string; ipv6: string }) => `by default: IPv4 ${ipv4}, IPv6 ${ipv6}`,
    accepts: ({ families, by }: { families: string; by: string }) =>
      `ports that no rule names are open over ${families} (${by})`,
  },
  judge: ({ rules }, _context, { wants }) => {
    const reach = strangerReach(rules);
    const by = (verdict: FamilyReach['defaultVerdict']) =>
      familiesOf(reach).filter(([, family]) => family.defaultVerdict === verdict);
    const [open, unsure] = [by('accept'), by('unknown')];
    const notes = notesOf(reach, wants.ufw, open);
    if (open.length > 0) return withNotes(fail('accepts', { families: and(open), by: open[0]![1].defaultBy }), notes);
    if (unsure.length > 0)
      return withNotes(manual('not-evaluated', { families: and(unsure), what: unsure[0]![1].defaultBy }), notes);
    return withNotes(pass('denies', { ipv4: reach.ipv4.defaultBy, ipv6: reach.ipv6.defaultBy }), notes);
  },
});

interface OpenPorts {
  protocol: 'tcp' | 'udp';
  from: number;
  to: number;
  families: string;
  by: string;
}

export const firewallAllowedPorts = defineControl({
  id: 'firewall.allowed-ports',
  point: 12,
  severity: 'blocker',
  method: 'automatic/attested',
  scope: 'host:any',
  title: 'Strangers reach the listed ports only',
  why: 'Each further open port is a service that an attacker may try, mostly one that nobody meant to publish: a rule from a test, a container port that goes past ufw, an IPv6 rule without its IPv4 twin.',
  expected:
    'what is let in from anywhere is within firewall.allowedPorts of the target, over IPv4 and IPv6, TCP and UDP',
  sources: ['Checklist point 12'],
  references,
  fix: ({ target }) => ({
    say: `Remove the rule that is named, or list its port in firewall.allowedPorts if it is meant (now: ${ports(target)}). A container port is published past ufw: bind it to 127.0.0.1 in the container's configuration. ${needsRoot}`,
    run: ['ufw status numbered'],
  }),
  attest,
  needs: { rules: kernelRules },
  wants: { ufw },
  words: {
    ...words,
    listed: ({ listed }: { listed: string }) => `nothing but ${listed} is let in from anywhere`,
    open: ({ open, more }: { open: OpenPorts[]; more: number }) =>
      `let in from anywhere, and not listed: ${open.map(sayOpen).join('; ')}${more > 0 ? `; and ${more} more` : ''}`,
    'not-in-ufw': ({ open }: { open: string }) => `ufw lists no rule for ${open}: it is let in past ufw`,
  },
  judge: ({ rules }, { target }, { wants }) => {
    const reach = strangerReach(rules);
    const open = unlisted(reach, target.firewall.allowedPorts, 'open');
    const notes = notesOf(reach, wants.ufw, []).filter(({ code }) => code === 'no-ipv6');
    if (open.length > 0) {
      const past = open.filter((ports) => wants.ufw.ok && !isInUfw(wants.ufw.value, ports));
      return withNotes(fail('open', { open: open.slice(0, 6), more: Math.max(0, open.length - 6) }), [
        ...notes,
        ...(past.length > 0 ? [note('not-in-ufw', { open: past.slice(0, 6).map(sayPorts).join(', ') })] : []),
      ]);
    }
    const [unsure] = unlisted(reach, target.firewall.allowedPorts, 'unknown');
    if (unsure) return withNotes(manual('not-evaluated', { families: sayPorts(unsure), what: unsure.by }), notes);
    return withNotes(pass('listed', { listed: ports(target) || 'no port' }), notes);
  },
});

const sayPorts = ({ protocol, from, to, families }: OpenPorts): string =>
  `${protocol} ${from === to ? from : `${from}-${to}`} over ${families}`;
const sayOpen = (open: OpenPorts): string => `${sayPorts(open)} (${open.by})`;

/** Ranges with this verdict, without the listed ports; the same range of both families once. */
function unlisted(reach: StrangerReach, allowed: readonly number[], verdict: 'open' | 'unknown'): OpenPorts[] {
  const found = new Map<string, OpenPorts>();
  for (const [name, family] of familiesOf(reach)) {
    for (const protocol of ['tcp', 'udp'] as const) {
      for (const range of family[protocol].filter((ports) => ports.verdict === verdict)) {
        for (const { from, to } of without(range, allowed)) {
          const key = `${protocol} ${from} ${to}`;
          const known = found.get(key);
          if (known) known.families = 'IPv4 and IPv6';
          else found.set(key, { protocol, from, to, families: name, by: range.by });
        }
      }
    }
  }
  return [...found.values()];
}

function without({ from, to }: { from: number; to: number }, ports: readonly number[]): { from: number; to: number }[] {
  const cuts = [...ports].filter((port) => from <= port && port <= to).sort((a, b) => a - b);
  return [from - 1, ...cuts]
    .map((cut, i) => ({ from: cut + 1, to: (cuts[i] ?? to + 1) - 1 }))
    .filter((range) => range.from <= range.to);
}

const isInUfw = (said: Ufw, open: OpenPorts): boolean =>
  said.active &&
  (said.defaults.incoming === 'allow' ||
    said.rules.some(
      (rule) =>
        rule.direction === 'in' &&
        (rule.action === 'allow' || rule.action === 'limit') &&
        (rule.protocol === null || rule.protocol === open.protocol) &&
        (rule.ports.length === 0 || rule.ports.some(({ from, to }) => from <= open.from && open.to <= to)),
    ));

export const firewallControls = [firewallActive, firewallDefaultDeny, firewallAllowedPorts];
