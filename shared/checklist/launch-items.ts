import type { Finding } from '../control';
import { type GateOptions, holds } from '../review/gate';

/** The 17 lines of the launch list, and which controls stand beneath each. */

export interface LaunchItem {
  number: number;
  title: string;
  /** Control ids, or `family.*`. Empty for the last item, which stands on all the others. */
  controls: readonly string[];
}

export const launchItems: readonly LaunchItem[] = [
  {
    number: 1,
    title: 'Default credentials changed',
    controls: ['admin.*', 'env.no-placeholders', 'database.credentials'],
  },
  { number: 2, title: 'Strong SECRET_KEY', controls: ['secret-key.*'] },
  { number: 3, title: 'Production values in the env file', controls: ['env.*'] },
  {
    number: 4,
    title: 'FLASK_ENV is production',
    controls: ['env.production-mode', 'env.debug-off', 'errors.debugger-off'],
  },
  { number: 5, title: 'HTTPS', controls: ['tls.*', 'headers.*', 'session.*'] },
  { number: 6, title: 'Database', controls: ['database.*'] },
  { number: 7, title: 'Backups', controls: ['backup.*'] },
  { number: 8, title: 'Logging', controls: ['logging.*', 'errors.*'] },
  { number: 9, title: 'E-mail delivery tested', controls: ['email.*'] },
  { number: 10, title: 'Payments tested', controls: ['payments.tested', 'pci.*'] },
  {
    number: 11,
    title: 'Security audit done',
    controls: [
      'input.*',
      'password.*',
      'privacy.*',
      'cors.*',
      'rate-limit.*',
      'firewall.*',
      'deps.*',
      'api.*',
      'audit.*',
      'tools.*',
      'gdpr.*',
      'ccpa.*',
    ],
  },
  { number: 12, title: 'Load tested', controls: ['load.tested'] },
  { number: 13, title: 'Credentials documented, encrypted', controls: ['credentials.documented'] },
  { number: 14, title: 'Team briefed', controls: ['team.briefed'] },
  { number: 15, title: 'Monitoring and alerts', controls: ['monitoring.*'] },
  { number: 16, title: 'Incident response plan', controls: ['incident.*'] },
  { number: 17, title: 'Reviewed and signed off', controls: [] },
];

export const isBeneath = (item: LaunchItem, control: string): boolean =>
  item.controls.some((pattern) =>
    pattern.endsWith('.*') ? control.startsWith(pattern.slice(0, -1)) : control === pattern,
  );

export interface LaunchItemStatus {
  number: number;
  title: string;
  /** `not-assessed`: nothing beneath it applies, or nothing holds and yet a person has still to say something. */
  state: 'met' | 'not-met' | 'not-assessed';
  applicable: number;
  /** Of the applicable ones: passed, attested or waived. */
  met: number;
  /** Of the applicable ones: wait for a person. */
  open: number;
  /** What keeps it from being met. */
  holding: Finding[];
  /** What does not hold the launch and is still not right: failed or unchecked minors, waived failures. */
  remarks: Finding[];
}

interface ItemOptions extends GateOptions {
  /** The poll's outcome; left out where there was none, as in `check`. */
  everyRoleSaidGo?: boolean;
}

/** Each item's state, the last one resting on all before it and on the poll. */
export function itemStatus(findings: readonly Finding[], options: ItemOptions): LaunchItemStatus[] {
  const items = launchItems
    .filter(({ controls }) => controls.length > 0)
    .map((item) =>
      statusOf(
        item,
        findings.filter(({ control }) => isBeneath(item, control)),
        options,
      ),
    );
  const last = launchItems
    .filter(({ controls }) => controls.length === 0)
    .map((item) => ({ ...statusOf(item, findings, options), state: signedOff(items, options.everyRoleSaidGo) }));
  return [...items, ...last];
}

function signedOff(items: readonly LaunchItemStatus[], saidGo: boolean | undefined): LaunchItemStatus['state'] {
  if (saidGo === false || items.some(({ state }) => state === 'not-met')) return 'not-met';
  return saidGo && items.every(({ state }) => state === 'met') ? 'met' : 'not-assessed';
}

function statusOf({ number, title }: LaunchItem, beneath: readonly Finding[], options: GateOptions): LaunchItemStatus {
  const applicable = beneath.filter(({ status }) => status !== 'not-applicable');
  const open = applicable.filter((finding) => finding.status === 'manual' && !options.isAttested?.(finding));
  const holding = applicable.filter((finding) => holds(finding, options));
  return {
    number,
    title,
    state: stateOf(applicable, open, holding),
    applicable: applicable.length,
    met: applicable.filter((f) => f.status === 'pass' || f.waived || (f.status === 'manual' && !open.includes(f)))
      .length,
    open: open.length,
    holding,
    remarks: applicable.filter((f) => !holding.includes(f) && (f.status === 'fail' || f.status === 'error')),
  };
}

function stateOf(
  applicable: readonly Finding[],
  open: readonly Finding[],
  holding: readonly Finding[],
): LaunchItemStatus['state'] {
  if (holding.length > 0) return 'not-met';
  // Where the gate lets open controls through (`check`), they are still not seen by anybody: never green.
  const awaited = open.some(({ severity }) => severity !== 'minor');
  return applicable.length === 0 || awaited ? 'not-assessed' : 'met';
}
