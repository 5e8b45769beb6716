import {
  IconAlertTriangleFilled,
  IconCircleCheckFilled,
  IconCircleDashed,
  IconHelpHexagonFilled,
  IconSquareXFilled,
} from '@tabler/icons-react';

/** Each verdict has a shape of its own, so that it can be told without its colour. Its word stands beside it. */
const marks = {
  good: { Icon: IconCircleCheckFilled, color: 'var(--go)' },
  bad: { Icon: IconSquareXFilled, color: 'var(--no-go)' },
  waits: { Icon: IconAlertTriangleFilled, color: 'var(--waits)' },
  unseen: { Icon: IconHelpHexagonFilled, color: 'var(--unseen)' },
  quiet: { Icon: IconCircleDashed, color: 'var(--quiet)' },
} as const;
export type Verdict = keyof typeof marks;

export function VerdictMark({ verdict, size = 18 }: { verdict: Verdict; size?: number }) {
  const { Icon, color } = marks[verdict];
  return <Icon size={size} color={color} aria-hidden style={{ flexShrink: 0 }} />;
}
