import type { Scenario } from '../scenario';
import banner from './banner';
import busybox from './busybox';
import careless from './careless';
import firewalld from './firewalld';
import good from './good';
import iptablesOnly from './iptables-only';
import ipv6Forgotten from './ipv6-forgotten';
import nftablesOnly from './nftables-only';
import noFirewall from './no-firewall';
import noSudo from './no-sudo';
import sudoPassword from './sudo-password';
import twoHosts from './two-hosts';

/** By name. */
export const scenarios: Readonly<Record<string, Scenario>> = {
  good,
  careless,
  'sudo-password': sudoPassword,
  'no-sudo': noSudo,
  'nftables-only': nftablesOnly,
  'iptables-only': iptablesOnly,
  'ipv6-forgotten': ipv6Forgotten,
  firewalld,
  'no-firewall': noFirewall,
  busybox,
  banner,
  'two-hosts': twoHosts,
};
