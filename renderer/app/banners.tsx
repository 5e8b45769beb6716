import { Box } from '@mantine/core';
import { useReview } from '../state/review';
import { useSettings } from '../state/settings';
import { words } from '../words';
import classes from './banners.module.css';

/** What somebody must know for as long as it is so. */
export function Banners() {
  const about = useSettings(({ about }) => about);
  const review = useReview(({ review }) => review);
  const lines = [
    about?.outOfSupport && (about.practiceOnly ? words.shell.practiceOnly : words.shell.outOfSupport),
    review?.practice && (review.practice.running ? words.shell.practice : words.shell.practiceEnded),
    review?.readOnly && words.shell.readOnly(review.readOnly),
    ...(review?.notices ?? []),
  ].filter((line): line is string => typeof line === 'string');
  if (lines.length === 0) return null;
  return (
    <Box component="aside" aria-label="Notices">
      {lines.map((line) => (
        <p key={line} className={classes.banner}>
          {line}
        </p>
      ))}
    </Box>
  );
}
