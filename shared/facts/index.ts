import type { FactType } from '../fact';
import { appEnvironment } from './host/app-environment';
import { backupHead } from './host/backup-head';
import { backups } from './host/backups';
import { envExample } from './host/env-example';
import { envFile } from './host/env-file';
import { envFileStat } from './host/env-file-stat';
import { gitRepository } from './host/git';
import { installedPackages } from './host/installed-packages';
import { kernelRules } from './host/kernel-rules';
import { logFiles } from './host/log-files';
import { logRotation } from './host/log-rotation';
import { nginx } from './host/nginx';
import { postgresRoles } from './host/postgres-roles';
import { processes } from './host/processes';
import { release } from './host/release';
import { requirements } from './host/requirements';
import { sockets } from './host/sockets';
import { sshd } from './host/sshd';
import { sudo } from './host/sudo';
import { clock, systemUpdates } from './host/system';
import { tlsKey } from './host/tls-key';
import { ufw } from './host/ufw';
import { keychain } from './local/keychain';
import { certificate } from './site/certificate';
import { cors } from './site/cors';
import { debuggerResource } from './site/debugger';
import { dns } from './site/dns';
import { exposedFiles } from './site/exposed-files';
import { oddRequests } from './site/odd-requests';
import { pages } from './site/pages';
import { plainHttp } from './site/plain-http';
import { rateLimitBurst } from './site/rate-limit';
import { reachability } from './site/reachability';
import { tls } from './site/tls';
import { tlsHandshake } from './site/tls-handshake';

/** Every kind of fact. A record's facts are held to these schemas. */
export const factTypes: readonly FactType[] = [
  envFileStat,
  envFile,
  envExample,
  gitRepository,
  release,
  requirements,
  installedPackages,
  sockets,
  kernelRules,
  ufw,
  sshd,
  keychain,
  certificate,
  tls,
  tlsHandshake,
  pages,
  plainHttp,
  dns,
  debuggerResource,
  cors,
  exposedFiles,
  oddRequests,
  rateLimitBurst,
  reachability,
  nginx,
  tlsKey,
  logFiles,
  logRotation,
  backups,
  backupHead,
  processes,
  postgresRoles,
  sudo,
  appEnvironment,
  clock,
  systemUpdates,
];
