import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { Withdrawal } from '../../../shared/review/undo';
import { attempt } from '../../state/notices';
import { type OpenReview, useReview } from '../../state/review';
import { useUndo } from '../../state/undo';
import { whoAmI } from '../../state/who';
import { words } from '../../words';
import { type Act, actOfKey, actsOn } from './acts';
import { Detail } from './detail';
import { Dialogs, type Opened } from './dialogs/dialogs';
import { useFileDrop } from './dialogs/use-file-drop';
import { Findings } from './findings';
import { Footer } from './footer';
import { Header } from './header';
import { Items } from './items';
import { actOf, type KeyAct } from './keys';
import { keyOf } from './next';
import { Nothing } from './nothing';
import { standingOf } from './standing';
import { useWalk } from './use-walk';
import classes from './walk.module.css';

const moves = new Set<KeyAct>([
  'nextFinding',
  'previousFinding',
  'nextItem',
  'previousItem',
  'nextHolding',
  'first',
  'last',
]);

/** The walk itself: items, the findings of one, and the one that is looked at; every act has a key. */
export function WalkThrough({ review }: { review: OpenReview }) {
  const walk = useWalk(review);
  const { selected, step, stepItem } = walk;
  const [dialog, setDialog] = useState<Opened | null>(null);
  const [message, setMessage] = useState('');
  const [goesOn, setGoesOn] = useState(false);
  const page = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const closed = review.readOnly !== null || review.state.frozen !== null;
  // The list is where one comes from and goes back to.
  const goHome = (): void => (list.current ?? page.current)?.focus();
  // biome-ignore lint/correctness/useExhaustiveDependencies: when a dialog closes, and not at every step
  useEffect(() => {
    if (dialog === null) goHome();
  }, [dialog]);
  // Only now is it known what holds after what was just said.
  useEffect(() => {
    if (!goesOn) return;
    setGoesOn(false);
    walk.toNextHolding();
  });

  const openOn = async (
    opened: { kind: Act; files?: File[] } | { kind: 'withdraw'; what: Withdrawal },
  ): Promise<void> => {
    const finding = selected;
    if (!finding) return;
    if (closed) return setMessage(review.state.frozen ? words.walk.frozen : words.walk.readOnly);
    if (opened.kind === 'recheck') return recheck();
    const me = await whoAmI();
    if (me) setDialog({ ...opened, finding, me } as Opened);
    else goHome();
  };
  const recheck = async (): Promise<void> => {
    if (review.progress?.state === 'running') setMessage(words.walk.cannot.recheck);
    else await attempt(() => useReview.getState().run());
  };
  const act = (what: Act): void => void openOn({ kind: what });
  /** The key of an act that this finding does not allow says why instead. */
  const actByKey = (what: 'attest' | 'waive'): void => {
    if (!selected) return;
    const possible = actsOn(selected, standingOf(selected, walk.applied), review.state, walk.now);
    const behind = actOfKey(what, selected, possible);
    if (behind) act(behind);
    else setMessage(words.walk.cannot[what]);
  };
  const byKey: Record<KeyAct, () => void> = {
    nextFinding: () => step(1),
    previousFinding: () => step(-1),
    nextItem: () => stepItem(1),
    previousItem: () => stepItem(-1),
    nextHolding: walk.toNextHolding,
    first: () => step(-Infinity),
    last: () => step(Infinity),
    attest: () => actByKey('attest'),
    waive: () => actByKey('waive'),
    comment: () => act('comment'),
    recheck: () => void recheck(),
    undo: () => void attempt(useUndo.getState().ask),
    search: () => search.current?.focus(),
    help: () => setDialog({ kind: 'help' }),
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.target === search.current) {
      if (event.key === 'Escape') walk.setSearch('');
      if (['Escape', 'Enter', 'ArrowDown'].includes(event.key)) goHome();
      return;
    }
    const what = actOf(event);
    if (!what) return;
    event.preventDefault();
    setMessage('');
    byKey[what]();
    if (moves.has(what)) goHome();
  };
  useFileDrop((files) => {
    // The dialog that is open takes them itself.
    if (dialog === null && selected?.status === 'manual') void openOn({ kind: 'attest', files });
  });
  return (
    <div className={classes.walk}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it hears the keys of everything inside */}
      <div ref={page} className={classes.page} onKeyDown={onKeyDown} tabIndex={-1}>
        <Header walk={walk} search={search} />
        <div className={classes.body}>
          <Items items={walk.items} current={walk.item} onLook={walk.lookAtItem} />
          <div className={classes.column}>
            {walk.listed.length > 0 ? <Findings walk={walk} list={list} /> : <Nothing walk={walk} />}
          </div>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by keyboard */}
          <section className={classes.detail} aria-label={selected?.title ?? words.walk.empty} tabIndex={0}>
            {selected && (
              <Detail
                key={keyOf(selected)}
                walk={walk}
                finding={selected}
                review={review}
                onAct={act}
                onWithdraw={(what) => void openOn({ kind: 'withdraw', what })}
              />
            )}
          </section>
        </div>
        <Footer review={review} now={walk.now} message={message} onKey={(what) => byKey[what]()} />
      </div>
      <Dialogs
        opened={dialog}
        review={review}
        walk={walk}
        onClose={() => setDialog(null)}
        onDone={(done, next) => {
          setDialog(null);
          setMessage(done);
          setGoesOn(next === 'goes-on');
        }}
      />
    </div>
  );
}
