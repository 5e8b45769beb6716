import { type Answers, lines, says } from '../answer';
import { secondsAgo } from './file-tools';

export const systemAnswers: Answers = {
  'clock.date': ({ system }) => says(lines(String(secondsAgo(-system.clockAheadSeconds / 3600)))),
  'system-updates.lists': () => says(lines(String(secondsAgo(7)))),
  'system-updates.apt': ({ system }) =>
    says(
      lines(
        'Inst tzdata [2025b-0+deb12u1] (2025b-0+deb12u2 Debian:12.15/oldstable [all])',
        ...(system.securityUpdates
          ? ['Inst libssl3 [3.0.16-1~deb12u1] (3.0.17-1~deb12u2 Debian-Security:12/oldstable-security [amd64])']
          : []),
      ),
    ),
  'system-updates.kernels': ({ system }) =>
    says(
      lines(
        `boot ${secondsAgo(960)}`,
        `kernel ${secondsAgo(2000)} /boot/vmlinuz-6.1.0-37-amd64`,
        `kernel ${secondsAgo(system.newKernel ? 50 : 1000)} /boot/vmlinuz-6.1.0-39-amd64`,
      ),
    ),
};
