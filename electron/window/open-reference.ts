import { controls } from '../../shared/controls';
import { UserError } from '../user-error';

/** Hosts of the references that the catalogue names: nothing else is ever opened. */
const hosts = new Set(
  controls.flatMap(({ references }) => references.flatMap(({ url }) => (url === undefined ? [] : [new URL(url).host]))),
);

/** The address to hand to the system's browser. Throws UserError for anything but https at a host of our references. */
export function referenceUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol !== 'https:' || !hosts.has(url.host) || url.username || url.password) {
    throw new UserError(`${text}: only the references of the checklist are opened from here`);
  }
  return url.href;
}
