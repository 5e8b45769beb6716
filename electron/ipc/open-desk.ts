import { join } from 'node:path';
import { auditLog } from '../../shared/audits/fold';
import { incidentLog } from '../../shared/incident/fold';
import { draftFileSchema, settingsSchema } from '../../shared/ipc';
import { Keyring } from '../acts/keyring';
import { ReviewDesk } from '../acts/review-desk';
import { TrustedSigners } from '../acts/trusted-signers';
import type { KeychainName } from '../keychain/keychain';
import { LogFolder } from '../store/log-folder';
import { ReviewStore } from '../store/review-store';
import { SettingsFile } from '../store/settings-file';
import type { Desk } from './desk';
import { PracticeHosts } from './practice-hosts';

interface Given extends Pick<Desk, 'home' | 'signal' | 'prompts' | 'given' | 'dialogs' | 'practiceOnly'> {
  keychain: KeychainName;
}

/** What is kept in the home folder, and what works on it. Throws StoreError when a later version wrote it. */
export async function openDesk({ keychain, ...given }: Given): Promise<Desk> {
  const { home, signal } = given;
  const store = await ReviewStore.open(home);
  const keyring = new Keyring(keychain);
  return {
    ...given,
    keyring,
    reviews: new ReviewDesk(store, keyring, {
      progress: (progress) => signal('progress', progress),
      recorded: (recorded) => signal('recorded', recorded),
    }),
    trusted: new TrustedSigners(home),
    settings: new SettingsFile(home, settingsSchema),
    draft: new SettingsFile(home, draftFileSchema, 'draft.json'),
    incidents: new LogFolder(join(home, 'incidents'), incidentLog),
    calendars: new LogFolder(join(home, 'calendars'), auditLog),
    practice: new PracticeHosts(),
  };
}
