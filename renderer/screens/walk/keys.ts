import type { KeyboardEvent } from 'react';

/** Every key of the walk, once: for the hint row, the list of keys and what happens. */
export const keys = {
  nextFinding: ['j', 'ArrowDown'],
  previousFinding: ['k', 'ArrowUp'],
  nextItem: ['n', 'ArrowRight'],
  previousItem: ['p', 'ArrowLeft'],
  first: ['Home'],
  last: ['End'],
  nextHolding: ['h'],
  attest: ['a'],
  waive: ['w'],
  comment: ['c'],
  recheck: ['r'],
  undo: ['u'],
  search: ['/'],
  help: ['?'],
} as const satisfies Record<string, readonly string[]>;
export type KeyAct = keyof typeof keys;

const acts = new Map(
  Object.entries(keys).flatMap(([act, names]) => names.map((name): [string, KeyAct] => [name, act as KeyAct])),
);

/**
 * The act of a key that was pressed somewhere in the walk; null where the key belongs to what has the focus. Letters act only
 * while the focus is in the walk (WCAG 2.1.4), and arrows outside a list scroll.
 */
export function actOf(event: KeyboardEvent<HTMLElement>): KeyAct | null {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  const target = event.target as HTMLElement;
  if (target.matches('input, textarea, select')) return null;
  const scrolls = event.key.startsWith('Arrow') || event.key === 'Home' || event.key === 'End';
  if (scrolls && target !== event.currentTarget && !target.matches('[role="listbox"]')) return null;
  return acts.get(event.key) ?? null;
}
