import type { Target } from '../../shared/target';
import type { CheckEvent } from '../acts/check';
import type { Progress } from './progress';

/** The live line of a check: each host with how far it is, then the site. With many hosts only the count. */
export function checkProgress(target: Target, progress: Progress): (event: CheckEvent) => void {
  const hosts = new Map(target.hosts.map(({ name }) => [name, { planned: 0, ended: 0, now: 'waiting', done: false }]));
  const site = { planned: 0, ended: 0 };
  const draw = (): void => {
    const parts =
      hosts.size <= 3
        ? [...hosts].map(([name, { planned, ended, now, done }]) =>
            done ? `${name} done` : planned > 0 ? `${name} ${ended}/${planned} ${now}` : `${name} ${now}`,
          )
        : [`${[...hosts.values()].filter(({ done }) => done).length} of ${hosts.size} hosts done`];
    if (target.site) parts.push(site.planned === 0 ? 'site' : `site ${site.ended}/${site.planned}`);
    progress.say(`checking  ${parts.join('  ·  ')}`);
  };
  return (event) => {
    if (event.kind === 'site') {
      if (event.event.kind === 'planned') site.planned = event.event.facts;
      else site.ended += 1;
    } else if (event.kind === 'host') {
      const host = hosts.get(event.host)!;
      const { event: what } = event;
      if (what.kind === 'planned') host.planned += what.sections;
      else if (what.kind === 'section-ended') host.ended += 1;
      else if (what.kind === 'section-started') host.now = what.id;
      else if (what.kind === 'done') host.done = true;
      else host.now = what.kind;
    }
    draw();
  };
}
