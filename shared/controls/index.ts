import type { Control } from '../control';
import { adminControls } from './admin';
import { apiControls } from './api';
import { auditControls } from './audits';
import { backupControls } from './backups';
import { ccpaControls } from './ccpa';
import { corsControls } from './cors';
import { credentialControls } from './credentials';
import { databaseControls } from './database';
import { databaseExposureControls } from './database-exposure';
import { databaseRoleControls } from './database-roles';
import { dependencyControls } from './dependencies';
import { emailControls } from './email';
import { emailDnsControls } from './email-dns';
import { environmentFileControls } from './environment-file';
import { environmentLoadedControls } from './environment-loaded';
import { environmentModeControls } from './environment-mode';
import { environmentRepositoryControls } from './environment-repository';
import { environmentUnitControls } from './environment-unit';
import { errorControls } from './errors';
import { exposedFileControls } from './exposed-files';
import { firewallControls } from './firewall';
import { firewallExposureControls } from './firewall-exposure';
import { gdprControls } from './gdpr';
import { headerControls } from './headers';
import { httpsModuleControls } from './https-modules';
import { incidentControls } from './incident';
import { inputControls } from './input';
import { loadControls } from './load';
import { loggingControls } from './logging';
import { monitoringControls } from './monitoring';
import { passwordControls } from './passwords';
import { paymentControls } from './payments';
import { pciControls } from './pci';
import { privacyControls } from './privacy';
import { rateLimitConfiguredControls } from './rate-limit';
import { rateLimitEnforcedControls } from './rate-limit-enforced';
import { reachabilityControls } from './reachability';
import { secretKeyControls } from './secret-key';
import { sessionSchemeControls } from './session-scheme';
import { sessionControls } from './sessions';
import { sshServerControls } from './ssh-server';
import { systemControls } from './system';
import { teamControls } from './team';
import { tlsControls } from './tls';
import { tlsKeyFileControls } from './tls-key-file';
import { toolControls } from './tools';

/** After point 20 what has none. */
const byPoint = (a: Control, b: Control): number => (a.point ?? 21) - (b.point ?? 21);

/** The catalogue, in the order in which it is shown: by point, whichever file a control stands in. */
export const controls: readonly Control[] = [
  ...environmentFileControls,
  ...environmentRepositoryControls,
  ...environmentModeControls,
  ...secretKeyControls,
  ...sessionSchemeControls,
  ...inputControls,
  ...adminControls,
  ...databaseControls,
  ...emailControls,
  ...emailDnsControls,
  ...dependencyControls,
  ...passwordControls,
  ...privacyControls,
  ...apiControls,
  ...auditControls,
  ...incidentControls,
  ...gdprControls,
  ...ccpaControls,
  ...pciControls,
  ...httpsModuleControls,
  ...monitoringControls,
  ...toolControls,
  ...paymentControls,
  ...loadControls,
  ...credentialControls,
  ...teamControls,
  ...environmentLoadedControls,
  ...environmentUnitControls,
  ...systemControls,
  ...tlsKeyFileControls,
  ...loggingControls,
  ...databaseRoleControls,
  ...rateLimitConfiguredControls,
  ...backupControls,
  ...sessionControls,
  ...tlsControls,
  ...errorControls,
  ...corsControls,
  ...headerControls,
  ...exposedFileControls,
  ...rateLimitEnforcedControls,
  ...databaseExposureControls,
  ...firewallControls,
  ...firewallExposureControls,
  ...sshServerControls,
  ...reachabilityControls,
].sort(byPoint);

export const controlIds: readonly string[] = controls.map(({ id }) => id);
