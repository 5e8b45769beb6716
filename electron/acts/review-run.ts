import { hostname, userInfo } from 'node:os';
import { checklistIdentity } from '../../shared/checklist/version';
import { hashOf } from '../../shared/record/canonical';
import type { Run } from '../../shared/review/run';
import type { Target } from '../../shared/target';
import { version } from '../version';
import type { CheckRun } from './check';

/** A run of the checks as a review keeps it: with who ran it, with what, and how each host came to be trusted. */
export function reviewRun(run: CheckRun, target: Target): Run {
  return {
    startedAt: run.startedAt.toISOString(),
    endedAt: run.endedAt.toISOString(),
    tool: { name: 'gonogo', version },
    checklist: checklistIdentity(),
    target: hashOf(target),
    reviewer: { user: userInfo().username, machine: hostname() },
    hosts: run.hosts.map((host) => ({
      name: host.host,
      address: host.address,
      hostKey: host.hostKey,
      trustedBy: host.trustedBy,
      account: host.account,
      sudo: host.account === 'root' ? 'root' : sudoOf(target, host.host),
      commands: host.commands,
      error: host.error?.message ?? null,
    })),
    site:
      run.site && target.site
        ? {
            url: target.site.url,
            address: run.site.address,
            connect: target.site.connect ?? null,
            ca: run.site.ca,
            error: run.site.error?.message ?? null,
          }
        : null,
    facts: run.facts,
    findings: run.findings,
    partial: run.partial,
  };
}

const sudoOf = (target: Target, name: string): Run['hosts'][number]['sudo'] =>
  target.hosts.find((host) => host.name === name)?.ssh.sudo ?? 'none';
