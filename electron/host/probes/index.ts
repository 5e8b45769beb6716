import type { Probe } from '../probe';
import { appEnvironmentProbe } from './app-environment';
import { backupHeadProbe } from './backup-head';
import { backupsProbe } from './backups';
import { envExampleProbe } from './env-example';
import { envFileProbe } from './env-file';
import { envFileStatProbe } from './env-file-stat';
import { gitProbe } from './git';
import { installedPackagesProbe } from './installed-packages';
import { kernelRulesProbe } from './kernel-rules';
import { logFilesProbe } from './log-files';
import { logRotationProbe } from './log-rotation';
import { nginxProbe } from './nginx';
import { postgresRolesProbe } from './postgres-roles';
import { processesProbe } from './processes';
import { releaseProbe } from './release';
import { requirementsProbe } from './requirements';
import { socketsProbe } from './sockets';
import { sshdProbe } from './sshd';
import { sudoProbe } from './sudo';
import { clockProbe, systemUpdatesProbe } from './system';
import { tlsKeyProbe } from './tls-key';
import { ufwProbe } from './ufw';

/**
 * Every probe, in the order in which `plan` prints, the script runs and the facts are read. First what others look at, so that
 * they ask while the rest still runs; `installed-packages` before `env-file`, as the version of python-dotenv decides how
 * that is read; `env-file` before what needs its values.
 */
export const probes: readonly Probe[] = [
  clockProbe,
  nginxProbe,
  tlsKeyProbe,
  backupsProbe,
  backupHeadProbe,
  sudoProbe,
  socketsProbe,
  processesProbe,
  appEnvironmentProbe,
  envFileStatProbe,
  installedPackagesProbe,
  envFileProbe,
  envExampleProbe,
  gitProbe,
  releaseProbe,
  requirementsProbe,
  logFilesProbe,
  logRotationProbe,
  postgresRolesProbe,
  kernelRulesProbe,
  ufwProbe,
  sshdProbe,
  systemUpdatesProbe,
];
