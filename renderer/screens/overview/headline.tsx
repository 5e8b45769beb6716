import { reviewSentence } from '../../../shared/report/decision-sentence';
import { decideReview } from '../../../shared/review/apply';
import { standingVotes } from '../../../shared/review/state';
import { dateTime } from '../../parts/dates';
import type { OpenReview } from '../../state/review';
import { words } from '../../words';
import classes from './headline.module.css';

/** The decision in one sentence, to be read from the other end of the room. */
export function Headline({ review: { state, run } }: { review: OpenReview }) {
  if (!run) {
    return (
      <div className={classes.headline}>
        <p className={classes.decision}>
          <span>{words.overview.notChecked}</span>
        </p>
        <div className={classes.when}>{words.overview.notCheckedHint}</div>
      </div>
    );
  }
  const votes = standingVotes(state);
  const sentence = reviewSentence(decideReview(run, state, Date.now()), votes, state.target.review.roles);
  const [word, reasons] = [/^[A-Z-]+/.exec(sentence)![0], sentence.replace(/^[A-Z-]+[:,]? ?/, '')];
  return (
    <div className={classes.headline} data-decision={word === 'GO' ? 'go' : 'no-go'}>
      <p className={classes.decision}>
        <span className={classes.word}>{word}</span> <span>{reasons}</span>
      </p>
      <div className={classes.when}>
        {words.overview.checkedAt(dateTime(run.endedAt), run.reviewer.user)}
        {run.partial && ` ${words.overview.partial}`}
      </div>
    </div>
  );
}
