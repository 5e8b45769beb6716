import { Anchor } from '@mantine/core';
import { createContext, type ReactNode, useContext } from 'react';
import { type Place, usePlace } from '../state/place';

/** The screens that there are. The shell says it: a screen cannot ask the list that it is itself on. */
export const Ways = createContext<ReadonlySet<string>>(new Set());

/** A way to a place; its words alone where the screen is not there. */
export function Way({ to, children }: { to: Place; children: ReactNode }) {
  const { go } = usePlace.getState();
  if (!useContext(Ways).has(to.screen)) return children;
  return (
    <Anchor component="button" inherit ta="left" c="inherit" onClick={() => go(to)}>
      {children}
    </Anchor>
  );
}
