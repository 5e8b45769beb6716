import type { Target, TargetFile } from '../../shared/target';

/**
 * What a control says of a host: `pass`, `fail CODE`, … The code is that of the control's words, and is given wherever the
 * status alone could come about for another reason than the one that is meant.
 */
export type Expected = string;

/** One host, or two. It says only in what it differs from the good host of furnish.sh. */
export interface Scenario {
  /** One line for `npm run host -- list`. */
  about: string;
  /** POSIX sh, as root in its file system before it boots. */
  prepare?: string;
  /** POSIX sh, as root on the running host. */
  booted?: string;
  /** Keys of the target that differ; `ssh` is of its host. */
  target?: Partial<Omit<TargetFile, 'hosts'>> & { ssh?: Partial<Target['hosts'][number]['ssh']> };
  /** What sudo asks the account for. */
  sudoPassword?: string;
  /** A second host behind the first, which alone can reach it: the first one's database, also the place of its backups. */
  database?: {
    prepare: string;
    /** POSIX sh, as root on the first host once both run. `ca`: PEM of who signed the second one's certificate. */
    joined: (database: { address: string; ca: string }) => string;
  };
  /** By control, where it is not what the good host gets. Written from the checklist, not from output. */
  expected: Readonly<Record<string, Expected>>;
}

/** The name in the certificate of a scenario's second host. */
export const databaseName = 'db.shop.internal';

export const defineScenario = (scenario: Scenario): Scenario => scenario;
