import type { PortRow } from '../../../shared/pictures/port-map';
import type { Verdict } from '../../parts/verdict-mark';
import { words } from '../../words';
import classes from './port-picture.module.css';

/** From the net (left) through the firewall (middle) to the socket (right): as far as a stranger comes. */
export function PortFlow({ exposure, verdict }: { exposure: PortRow['exposure']; verdict: Verdict }) {
  return (
    <svg width="100%" height="32" role="img" className={classes.wire} data-verdict={verdict}>
      <title>{words.pictures.ports.flow[exposure]}</title>
      {shapes[exposure]}
    </svg>
  );
}

const socket = <circle cx="92%" cy="16" r="6" strokeDasharray="none" />;
const filledSocket = <circle cx="92%" cy="16" r="7" className={classes.solid} />;
const shapes = {
  open: (
    <>
      <line x1="4%" y1="16" x2="84%" y2="16" />
      <svg x="84%" y="8" width="12" height="16" overflow="visible" aria-hidden="true">
        <path d="M-9 2 L0 8 L-9 14" />
      </svg>
      {filledSocket}
    </>
  ),
  'kept-out': (
    <>
      <line x1="4%" y1="16" x2="45%" y2="16" />
      <line x1="45%" y1="7" x2="45%" y2="25" strokeWidth="5" />
      {socket}
    </>
  ),
  unknown: (
    <>
      <line x1="4%" y1="16" x2="84%" y2="16" />
      {socket}
    </>
  ),
  private: (
    <>
      <line x1="66%" y1="16" x2="86%" y2="16" />
      {socket}
    </>
  ),
} as const satisfies Record<PortRow['exposure'], React.ReactNode>;
