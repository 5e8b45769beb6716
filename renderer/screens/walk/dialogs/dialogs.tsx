import type { Withdrawal } from '../../../../shared/review/undo';
import { Approve } from './approve';
import { Attest } from './attest';
import { Comment } from './comment';
import type { FindingDialog } from './dialog';
import { KeyList } from './key-list';
import { Waive } from './waive';
import { Withdraw } from './withdraw';

/** Which dialog is open. */
export type Opened =
  | ({ kind: 'attest' | 'waive' | 'approve' | 'comment' } & Pick<FindingDialog, 'finding' | 'me' | 'files'>)
  | ({ kind: 'withdraw'; what: Withdrawal } & Pick<FindingDialog, 'finding' | 'me'>)
  | { kind: 'help' };

const ofKind = { attest: Attest, waive: Waive, approve: Approve, comment: Comment };

export function Dialogs({
  opened,
  ...rest
}: { opened: Opened | null } & Pick<FindingDialog, 'review' | 'walk' | 'onClose' | 'onDone'>) {
  if (opened === null) return null;
  if (opened.kind === 'help') return <KeyList onClose={rest.onClose} />;
  if (opened.kind === 'withdraw') return <Withdraw {...rest} {...opened} />;
  const Dialog = ofKind[opened.kind];
  return <Dialog {...rest} {...opened} />;
}
