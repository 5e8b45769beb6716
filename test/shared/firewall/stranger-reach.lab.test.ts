import { afterAll, beforeAll, expect, it } from 'vitest';
import { kernelRules } from '../../../shared/facts/host/kernel-rules';
import { reachOf, strangerReach } from '../../../shared/firewall/stranger-reach';
import { type Lab, labPorts, type Reached, startLab } from '../../support/firewall-lab';
import { collectKernelRules } from '../../support/kernel-rules';
import { describeWith } from '../../support/needs';
import { ruleSets } from './rule-sets';

/** The truth is a connection: each rule set is loaded into a real kernel, and every port is tried from outside. */
describeWith(['root', 'ip', 'nft', 'iptables', 'iptables-legacy'], 'what a stranger reaches', () => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await startLab();
  }, 60_000);
  afterAll(() => lab?.stop());

  it.each(ruleSets)(
    '$name',
    async ({ apply, unknown }) => {
      lab.host(`nft flush ruleset\n${apply}`);
      const rules = kernelRules.schema.parse(await collectKernelRules(lab));
      const reach = strangerReach(rules);
      const open: Reached = { tcp: { ipv4: [], ipv6: [] }, udp: { ipv4: [], ipv6: [] } };
      const unsure: string[] = [];
      for (const protocol of ['tcp', 'udp'] as const) {
        for (const port of labPorts) {
          for (const family of ['ipv4', 'ipv6'] as const) {
            const { verdict } = reachOf(reach, protocol, port)[family];
            if (verdict === 'open') open[protocol][family].push(port);
            if (verdict === 'unknown') unsure.push(`${protocol} ${port} ${family}`);
          }
        }
      }
      const knocked = lab.knock();
      const isSure = (protocol: string, family: string) => (port: number) =>
        !unsure.includes(`${protocol} ${port} ${family}`);
      for (const protocol of ['tcp', 'udp'] as const)
        for (const family of ['ipv4', 'ipv6'] as const)
          knocked[protocol][family] = knocked[protocol][family].filter(isSure(protocol, family));
      expect(open).toEqual(knocked);
      expect(unsure).toEqual(unknown ?? []);
    },
    60_000,
  );
});
