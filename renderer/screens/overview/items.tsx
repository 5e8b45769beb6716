import { itemStatus } from '../../../shared/checklist/launch-items';
import { applyReview } from '../../../shared/review/apply';
import type { Run } from '../../../shared/review/run';
import { everyRoleSaidGo } from '../../../shared/review/state';
import { Way } from '../../parts/way';
import type { OpenReview } from '../../state/review';
import { words } from '../../words';
import classes from './items.module.css';
import { Ring } from './ring';

/** The 17 launch items: a ring, a count, a word. */
export function Items({ review }: { review: OpenReview & { run: Run } }) {
  return (
    <ol className={classes.list} aria-label={words.overview.items}>
      {itemsOf(review).map((item) => {
        const { number, title, state, met, applicable, holding, remarks } = item;
        const first = holding[0] ?? remarks[0];
        const name = `${number}. ${title}`;
        return (
          <li key={number} className={classes.item} data-state={state}>
            <Ring {...item} />
            <div>
              <div className={classes.title}>
                {first ? <Way to={{ screen: 'walk', review: review.id, at: first.control }}>{name}</Way> : name}
              </div>
              <div className={classes.state}>
                {applicable > 0 && number !== 17 ? (
                  <>
                    <span>{words.overview.states[state]} ·</span> <span>{words.overview.met(met, applicable)}</span>
                  </>
                ) : (
                  words.overview.states[state]
                )}
              </div>
            </div>
          </li>
        );
      })}
    </ol>
  );
}

function itemsOf({ state, run }: OpenReview & { run: Run }) {
  const { findings, isAttested } = applyReview(run, state, Date.now());
  return itemStatus(findings, { manualHolds: true, isAttested, everyRoleSaidGo: everyRoleSaidGo(state) });
}
