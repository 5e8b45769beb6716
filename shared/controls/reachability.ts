import { defineControl, fail, type Maybe, manual, notApplicable, note, pass, withNotes } from '../control';
import type { FactValue } from '../fact';
import { kernelRules } from '../facts/host/kernel-rules';
import { type Sockets, sockets } from '../facts/host/sockets';
import { reachability } from '../facts/site/reachability';
import { reachOf, strangerReach } from '../firewall/stranger-reach';
import { parseIp } from '../ip-address';
import { nist } from '../references';
import type { HostTarget } from '../target';

type Tried = FactValue<typeof reachability>['addresses'][number];
type OfHosts<V> = readonly { host: HostTarget; fact: Maybe<V> }[];

export const firewallReachability = defineControl({
  id: 'firewall.reachability',
  point: 12,
  severity: 'major',
  method: 'automatic/attested',
  scope: 'site',
  title: 'No service port but the listed ones answers from here',
  why: 'Rules say what should happen, a connection what does: a provider’s firewall that was opened, a second address or a container port shows only from outside.',
  expected:
    "none of the usual service ports beyond firewall.allowedPorts answers on the addresses of the target's hosts (TCP only)",
  sources: ['Checklist point 12'],
  references: nist('CA-8', 'SC-7'),
  fix: ({ target }) => ({
    say: `Stop the service or close its port for strangers; list it in firewall.allowedPorts if it is meant (now: ${target.firewall.allowedPorts.join(', ')}). The check tries ports with --active only.`,
  }),
  attest: {
    statement: 'I tried the usual service ports of every address from outside, and only the listed ones answered.',
    evidence: 'the output of the scan, with the time and where it was run from',
    expiresAfterDays: 90,
  },
  needs: { seen: reachability },
  fleet: { listening: sockets, rules: kernelRules },
  words: {
    loopback: () => 'this is the machine that asks; its own services would be seen',
    answers: ({ open }: { open: { address: string; port: number; service: string }[] }) =>
      `answers from here: ${open.map(({ address, port, service }) => `${service} at ${address} port ${port}`).join('; ')}`,
    quiet: ({ addresses }: { addresses: number }) =>
      `no port but the listed ones answers on ${addresses === 1 ? 'the address' : `the ${addresses} addresses`} tried`,
    unproven: ({ address }: { address: string }) =>
      `nothing answers at ${address}, not even a listed port: our own network may be what filters`,
    unresolved: ({ hosts }: { hosts: string }) => `the address of ${hosts} could not be found out`,
    'no-address': () => 'no address of a host of the target was tried',
    'rules-differ': ({ address, port }: { address: string; port: number }) =>
      `the rules of the host say that ${address} port ${port} is closed, and it answers`,
  },
  judge: ({ seen }, { target }, { fleet }) => {
    const tried = seen.addresses.filter(({ loopback }) => !loopback);
    if (seen.loopback || (tried.length === 0 && seen.addresses.length > 0)) return notApplicable('loopback');
    if (tried.length === 0) return manual('no-address');
    const open = tried.flatMap(({ address, ports }) =>
      ports
        .filter(({ port, state }) => state === 'open' && !target.firewall.allowedPorts.includes(port))
        .map(({ port, service }) => ({ address, port, service })),
    );
    if (open.length > 0) {
      const differs = open.find(({ address, port }) =>
        tried.some((one) => one.address === address && isClosedByRules(one, port, fleet.rules)),
      );
      return withNotes(fail('answers', { open: open.slice(0, 10) }), [
        ...(differs ? [note('rules-differ', { address: differs.address, port: differs.port })] : []),
      ]);
    }
    if (seen.unresolved.length > 0) return manual('unresolved', { hosts: seen.unresolved.join(', ') });
    const unproven = tried.find(
      (one) =>
        !one.ports.some(({ state }) => state === 'open') &&
        !one.ports.every(
          ({ port }) => isClosedByRules(one, port, fleet.rules) || hasNoListener(one, port, fleet.listening),
        ),
    );
    return unproven ? manual('unproven', { address: unproven.address }) : pass('quiet', { addresses: tried.length });
  },
});

/** What all hosts behind an address say themselves; a host that says nothing proves nothing. */
const everyHost = <V>({ hosts }: Tried, facts: OfHosts<V>, holds: (value: V) => boolean): boolean =>
  hosts.every((name) => facts.some(({ host, fact }) => host.name === name && fact.ok && holds(fact.value)));

const isClosedByRules = (tried: Tried, port: number, facts: OfHosts<FactValue<typeof kernelRules>>): boolean => {
  const family = parseIp(tried.address)?.family;
  return (
    family !== undefined &&
    everyHost(tried, facts, (rules) => reachOf(strangerReach(rules), 'tcp', port)[family].verdict === 'closed')
  );
};

const hasNoListener = (tried: Tried, port: number, facts: OfHosts<Sockets>): boolean =>
  everyHost(tried, facts, ({ sockets: listening }) =>
    listening.every((socket) => socket.protocol !== 'tcp' || socket.port !== port || socket.bound === 'loopback'),
  );

export const reachabilityControls = [firewallReachability];
