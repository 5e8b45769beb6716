import type { HostProgress, RunProgress } from '../../shared/ipc';
import type { Target } from '../../shared/target';
import type { CheckEvent } from './check';

/** The events of a check folded into what a person sees of it: each host with how far it is, then the site. */
export class ProgressFold {
  private readonly hosts: Map<string, HostProgress>;
  private readonly site: RunProgress['site'];

  constructor(
    private readonly review: string,
    private readonly startedAt: string,
    target: Target,
  ) {
    this.hosts = new Map(
      target.hosts.map(({ name }) => [
        name,
        { name, state: 'waiting', planned: 0, ended: 0, now: 'waiting', error: null, unknownKey: null },
      ]),
    );
    this.site = target.site ? { planned: 0, ended: 0 } : null;
  }

  take(event: CheckEvent): void {
    if (event.kind === 'site' && this.site) {
      if (event.event.kind === 'planned') this.site.planned = event.event.facts;
      else this.site.ended += 1;
    }
    if (event.kind !== 'host') return;
    const host = this.hosts.get(event.host)!;
    const { event: what } = event;
    if (what.kind === 'connecting') Object.assign(host, { state: 'connecting', now: 'connecting' });
    else if (what.kind === 'connected') Object.assign(host, { state: 'checking', now: `signed in as ${what.account}` });
    else if (what.kind === 'planned') host.planned += what.sections;
    else if (what.kind === 'section-started') host.now = what.id;
    else if (what.kind === 'section-ended') host.ended += 1;
    else if (what.kind === 'done') {
      host.state = what.error === null ? 'done' : what.error.code === 'cancelled' ? 'cancelled' : 'failed';
      host.error = what.error?.message ?? null;
      host.unknownKey = what.unknownKey;
      host.now = host.state;
    }
  }

  /** A copy, as it is now. */
  now(state: RunProgress['state'], error: string | null = null): RunProgress {
    const hosts = [...this.hosts.values()].map((host) => ({ ...host }));
    return { review: this.review, startedAt: this.startedAt, hosts, site: this.site && { ...this.site }, state, error };
  }
}
