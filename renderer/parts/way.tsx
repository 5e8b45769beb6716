import { Anchor } from '@mantine/core';
import type { ReactNode } from 'react';
import { type Place, usePlace } from '../state/place';

/** A way to another place. */
export function Way({ to, children }: { to: Place; children: ReactNode }) {
  const { go } = usePlace.getState();
  return (
    <Anchor component="button" inherit ta="left" c="inherit" onClick={() => go(to)}>
      {children}
    </Anchor>
  );
}
