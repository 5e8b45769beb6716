import type { Finding } from '../../shared/control';
import { tls } from '../../shared/facts/site/tls';
import { tlsHandshake } from '../../shared/facts/site/tls-handshake';
import { seenIn } from '../../shared/pictures/seen-in';
import { tlsAccepted } from '../../shared/pictures/tls-accepted';
import { type CheckedSite, type CheckResult, checkResult } from '../../shared/report/check-result';
import type { Target } from '../../shared/target';
import type { CheckRun } from '../acts/check';
import { version } from '../version';

/** A run as `gonogo/check@1`; `findings` where waivers of the target file were applied to them. */
export const asCheckResult = (
  run: CheckRun,
  target: Target,
  findings: readonly Finding[] = run.findings,
): CheckResult =>
  checkResult({
    tool: { name: 'gonogo', version },
    target,
    startedAt: run.startedAt,
    endedAt: run.endedAt,
    partial: run.partial,
    hosts: run.hosts.map(({ host, hostKey, durationMs, commands, error }) => ({
      name: host,
      hostKey,
      durationMs,
      commands,
      error,
    })),
    site:
      run.site && target.site
        ? {
            url: target.site.url,
            address: run.site.address,
            durationMs: run.site.durationMs,
            error: run.site.error,
            ...tlsOf(run),
          }
        : null,
    findings,
  });

function tlsOf({ facts }: CheckRun): Pick<CheckedSite, 'tls'> {
  const [scan, handshake] = [seenIn(facts, tls, null), seenIn(facts, tlsHandshake, null)];
  return scan.ok ? { tls: tlsAccepted(scan.value.versions, handshake.ok ? handshake.value : undefined) } : {};
}
