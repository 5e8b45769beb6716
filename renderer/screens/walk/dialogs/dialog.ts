import type { Finding } from '../../../../shared/control';
import type { OpenReview } from '../../../state/review';
import type { WalkView } from '../use-walk';

/** What every dialog about a finding gets. */
export interface FindingDialog {
  finding: Finding;
  review: OpenReview;
  walk: WalkView;
  /** Who sits here. */
  me: string;
  /** Files that were dropped on the walk: they open the dialog of an attestation. */
  files?: File[];
  onClose: () => void;
  /** It was said and is on the disk: closes, and tells it. The walk goes on to what holds the launch, or stays. */
  onDone: (message: string, next: 'stay' | 'goes-on') => void;
}
