import { useCallback, useMemo, useState } from 'react';
import type { Finding } from '../../../shared/control';
import { usePlace } from '../../state/place';
import type { OpenReview } from '../../state/review';
import { readAt, writeAt } from './at';
import { type Filter, narrow } from './filter';
import { keyOf, nextStop } from './next';
import { holdsLaunch } from './standing';
import { useFindings, type WalkItem } from './use-findings';

/** Where the walk is: the launch item, what is listed, the finding that is looked at, and how to move. */
export function useWalk({ state, run }: OpenReview) {
  const { applied, items, now } = useFindings(run!, state);
  const place = usePlace(({ place }) => place);
  const [filter, setFilter] = useState<Filter>('all');
  const [search, setSearch] = useState('');
  const holding = useCallback((finding: Finding) => holdsLaunch(finding, applied), [applied]);

  const at = readAt(place.review === null ? undefined : place.at);
  const item =
    items.find(({ number }) => number === at.item) ??
    items.find(({ beneath }) => beneath.some(({ control }) => control === at.control)) ??
    items.find(({ state }) => state === 'not-met') ??
    items[0]!;
  const searching = search.trim() !== '';
  const listed = useMemo(
    () => narrow(searching ? applied.findings : item.beneath, applied, { filter, search }),
    [applied, item, filter, search, searching],
  );
  const key = at.control && keyOf({ control: at.control, host: at.host ?? null });
  const selected =
    listed.find((finding) => keyOf(finding) === key) ??
    listed.find(({ control }) => control === at.control) ??
    listed.find(holding) ??
    listed[0] ??
    null;

  const look = ({ number }: WalkItem, finding: Finding | null): void =>
    usePlace
      .getState()
      .look(writeAt({ item: number, ...(finding && { control: finding.control, host: finding.host }) }));
  const step = (by: number): void => {
    const here = selected ? listed.indexOf(selected) : -1;
    const finding = listed[Math.min(Math.max(here + by, 0), listed.length - 1)];
    if (finding) look(item, finding);
  };
  const stepItem = (by: number): void => {
    setSearch('');
    const next = items[items.indexOf(item) + by];
    if (next) look(next, null);
  };
  const next = nextStop(items, { item: item.number, finding: selected }, holding);
  /** To the next finding that holds the launch; stays where nothing does. */
  const toNextHolding = (): void => {
    if (!next) return;
    setSearch('');
    if (filter === 'open' || filter === 'failures') setFilter('all');
    look(items.find(({ number }) => number === next.item)!, next.finding);
  };
  return {
    ...{ applied, items, now, item, listed, selected, holding, searching },
    ...{ filter, setFilter, search, setSearch },
    look: (finding: Finding) => look(item, finding),
    lookAtItem: (to: WalkItem) => {
      setSearch('');
      look(to, null);
    },
    ...{ step, stepItem, toNextHolding, next },
  };
}

export type WalkView = ReturnType<typeof useWalk>;
