import { defineControl, manual, notApplicable } from '../control';
import { certificate } from '../facts/site/certificate';
import { asvs, nist } from '../references';

export const tlsOrigin = defineControl({
  id: 'tls.origin',
  point: 5,
  severity: 'blocker',
  method: 'automatic/attested',
  scope: 'host:web',
  title: 'Behind a CDN, the origin is as safe as the edge',
  why: 'All that is seen from outside is the CDN. Whoever finds the address of the server behind it goes around its firewall and meets whatever TLS that server speaks.',
  expected: 'the origin has a valid certificate and modern TLS, and answers nobody but the CDN; or there is no CDN',
  sources: ['Checklist point 5'],
  references: [...asvs('V12.3.1', 'V12.3.3'), ...nist('SC-7', 'SC-8')],
  fix: () => ({
    say: "Let the origin accept the CDN only: by the CDN's client certificate, or by its address ranges in the firewall; and have the CDN verify the origin's certificate.",
    config: {
      file: 'nginx, in the server block',
      text: 'ssl_client_certificate /etc/nginx/cdn-origin-pull-ca.pem;\nssl_verify_client on;',
    },
  }),
  attest: {
    statement:
      "I asked the origin by its own address: without the CDN's client certificate, or from a foreign address, it answered nothing, and its certificate and TLS versions meet the other controls of point 5.",
    evidence: 'the openssl s_client and curl commands with what they printed',
    expiresAfterDays: 180,
  },
  needs: { seen: certificate },
  words: {
    direct: ({ address }: { address: string }) =>
      `the site's address ${address} is this host's own, so there is nothing in front of it`,
    unknown: ({ address }: { address: string }) =>
      `to attest: the target does not say that ${address}, where the site answers, is this host's own address`,
  },
  judge: ({ seen: { address, hostname } }, { host }) => {
    const own = host?.ssh.host ?? host?.name;
    return own === address || own === hostname ? notApplicable('direct', { address }) : manual('unknown', { address });
  },
});
