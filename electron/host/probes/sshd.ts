import { parseSshd, sshd } from '../../../shared/facts/host/sshd';
import { defineProbe } from '../probe';
import { textOf, whyNot } from '../section-reason';

// A stranger who signs in as root, from and to addresses that are set aside for documentation (RFC 5737).
const stranger = 'user=root,host=stranger.invalid,addr=203.0.113.9,laddr=203.0.113.1,lport=22';

export const sshdProbe = defineProbe({
  fact: sshd,
  roles: ['any'],
  sections: {
    effective: { as: 'root', seconds: 10, argv: () => ['sshd', '-T', '-C', stranger] },
    files: {
      as: 'user',
      seconds: 10,
      sh: () =>
        'for f in /etc/ssh/sshd_config /etc/ssh/sshd_config.d/*.conf; do if [ -e "$f" ]; then echo "== $f"; cat "$f" || exit; echo; fi; done',
    },
  },
  read: ({ effective, files }) => {
    const reason = whyNot(effective);
    const readable = whyNot(files) ? null : textOf(files.stdout);
    // Where a socket starts sshd, /run/sshd is made only then; nothing is made for it here.
    if (reason && !/missing privilege separation directory/i.test(textOf(effective.stderr)))
      return { ok: false, reason };
    return parseSshd({ effective: reason ? null : textOf(effective.stdout), files: readable });
  },
});
