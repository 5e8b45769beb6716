import type { draftFileSchema } from '../../shared/draft';
import type { settingsSchema } from '../../shared/settings';
import type { Keyring } from '../acts/keyring';
import type { ReviewDesk } from '../acts/review-desk';
import type { TrustedSigners } from '../acts/trusted-signers';
import type { SettingsFile } from '../store/settings-file';
import type { Dialogs } from './dialogs';
import type { GivenRecords } from './given-records';
import type { PracticeHosts } from './practice-hosts';
import type { Prompts } from './prompts';
import type { Signal } from './router';

/** What the handlers share. */
export interface Desk {
  home: string;
  reviews: ReviewDesk;
  keyring: Keyring;
  trusted: TrustedSigners;
  settings: SettingsFile<typeof settingsSchema>;
  draft: SettingsFile<typeof draftFileSchema>;
  practice: PracticeHosts;
  prompts: Prompts;
  signal: Signal;
  given: GivenRecords;
  dialogs: Dialogs;
  /** Real targets are refused: the runtime gets no security updates any more. */
  practiceOnly: boolean;
}
