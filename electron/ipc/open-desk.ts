import { draftFileSchema } from '../../shared/draft';
import { settingsSchema } from '../../shared/settings';
import { Keyring } from '../acts/keyring';
import { ReviewDesk } from '../acts/review-desk';
import { TrustedSigners } from '../acts/trusted-signers';
import type { KeychainName } from '../keychain/keychain';
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
    practice: new PracticeHosts(),
  };
}
