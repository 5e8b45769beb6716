import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { memo, type RefObject, useEffect } from 'react';
import type { Finding } from '../../../shared/control';
import { words } from '../../words';
import classes from './findings.module.css';
import { keyOf } from './next';
import { holdsLaunch, type Standing, standingOf } from './standing';
import { StandingIcon } from './standing-mark';
import type { WalkView } from './use-walk';

/** As `findings.module.css` draws a row. */
const rowHeight = 72;
const idOf = (finding: Finding): string => `finding ${keyOf(finding)}`.replaceAll(' ', '_');

/** The findings of the item: only those in sight are in the document, however many there are. */
export function Findings({ walk, list }: { walk: WalkView; list: RefObject<HTMLDivElement | null> }) {
  const { listed, selected, applied, look, item, searching } = walk;
  const index = selected ? listed.indexOf(selected) : -1;
  const rows = useVirtualizer({
    count: listed.length,
    getScrollElement: () => list.current,
    estimateSize: () => rowHeight,
    overscan: 6,
    // The selected one stays, for the screen reader that is told of it, wherever the list was scrolled to.
    rangeExtractor: (range) => {
      const inSight = defaultRangeExtractor(range);
      return index < 0 || inSight.includes(index) ? inSight : [...inSight, index].sort((a, b) => a - b);
    },
  });
  useEffect(() => {
    if (index >= 0) rows.scrollToIndex(index, { align: 'auto' });
  }, [index, rows]);
  return (
    <div
      ref={list}
      role="listbox"
      tabIndex={0}
      className={classes.list}
      aria-label={searching ? words.walk.found : words.walk.findings(item.title)}
      aria-activedescendant={selected ? idOf(selected) : undefined}
    >
      <div className={classes.all} style={{ height: rows.getTotalSize() }} role="presentation">
        {rows.getVirtualItems().map(({ index: row, start }) => {
          const finding = listed[row]!;
          return (
            <div key={keyOf(finding)} className={classes.place} style={{ transform: `translateY(${start}px)` }}>
              <Row
                finding={finding}
                standing={standingOf(finding, applied)}
                holding={holdsLaunch(finding, applied)}
                selected={finding === selected}
                position={row + 1}
                size={listed.length}
                onLook={look}
              />
            </div>
          );
        })}
      </div>
    </div>
  );
}

interface RowProps {
  finding: Finding;
  standing: Standing;
  holding: boolean;
  selected: boolean;
  position: number;
  size: number;
  onLook: (finding: Finding) => void;
}
const Row = memo(function Row({ finding, standing, holding, selected, position, size, onLook }: RowProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list has the focus and hears the keys
    // biome-ignore lint/a11y/useFocusableInteractive: an option of a listbox is reached by aria-activedescendant
    <div
      id={idOf(finding)}
      role="option"
      aria-selected={selected}
      aria-posinset={position}
      aria-setsize={size}
      className={classes.row}
      data-holding={holding || undefined}
      onClick={() => onLook(finding)}
    >
      <StandingIcon standing={standing} size={22} />
      <span className={classes.text}>
        <span className={classes.title}>{finding.title}</span>
        <span className={classes.detail}>
          {words.walk.standings[standing]}
          {` · ${words.walk.severities[finding.severity]}`}
          {finding.host && ` · ${finding.host}`}
        </span>
      </span>
    </div>
  );
});
