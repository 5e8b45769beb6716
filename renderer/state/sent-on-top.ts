import type { Target } from '../../shared/target';
import { accepted } from '../bridge';

/** What a run with active probes sends that another does not, one line each. */
export async function sentOnTop(target: Target): Promise<string[]> {
  const [passive, active] = await Promise.all(
    [false, true].map((active) => accepted(window.gonogo.target.plan({ target, active }))),
  );
  const usual = new Set(passive!.site);
  return active!.site.filter((line) => !usual.has(line));
}
