import { parseProcNet, parseSs, sockets } from '../../../shared/facts/host/sockets';
import { defineProbe } from '../probe';
import { textOf, whyNot } from '../section-reason';

export const socketsProbe = defineProbe({
  fact: sockets,
  roles: ['any'],
  sections: {
    ss: { as: 'root', seconds: 10, argv: () => ['ss', '-H', '-ltnup'] },
    // busybox systems have no ss. tcp6 and udp6 are missing where the kernel runs without IPv6.
    proc: {
      as: 'user',
      seconds: 10,
      sh: () => 'for f in tcp tcp6 udp udp6; do if [ -e /proc/net/$f ]; then cat /proc/net/$f || exit; fi; done',
    },
  },
  read: ({ ss, proc }) => {
    const noSs = whyNot(ss);
    if (!noSs) return parseSs(textOf(ss.stdout), { asRoot: ss.as === 'root' });
    const noProc = whyNot(proc);
    return noProc ? { ok: false, reason: noSs } : parseProcNet(textOf(proc.stdout));
  },
});
