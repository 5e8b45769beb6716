import { parseUfwStatus, ufw } from '../../../shared/facts/host/ufw';
import { defineProbe } from '../probe';
import { textOf, whyNot } from '../section-reason';

export const ufwProbe = defineProbe({
  fact: ufw,
  roles: ['any'],
  sections: { status: { as: 'root', seconds: 15, argv: () => ['ufw', 'status', 'verbose'] } },
  read: ({ status }) => {
    const reason = whyNot(status);
    return reason ? { ok: false, reason } : parseUfwStatus(textOf(status.stdout));
  },
});
