import { Text } from '@mantine/core';
import { type ComponentType, useEffect, useState } from 'react';
import { attempt } from '../state/notices';
import { words } from '../words';

/** A screen that is loaded when it is first needed. Not React's lazy: whatever that waits with stays for at least 300 ms. */
export interface LazyScreen {
  /** Before it is shown, so that it is there at once. Resolves with it. */
  load: () => Promise<ComponentType>;
  /** Null before it is loaded. */
  loaded: ComponentType | null;
}

export function lazy(load: () => Promise<{ default: ComponentType }>): LazyScreen {
  const screen: LazyScreen = {
    loaded: null,
    load: async () => {
      screen.loaded ??= (await load()).default;
      return screen.loaded;
    },
  };
  return screen;
}

/** The screen itself once it is there. Give it a key of its own. */
export function Lazy({ screen }: { screen: LazyScreen }) {
  const [Loaded, setLoaded] = useState(() => screen.loaded);
  useEffect(() => {
    if (!Loaded) void attempt(() => screen.load()).then((one) => one && setLoaded(() => one));
  }, [Loaded, screen]);
  return Loaded ? <Loaded /> : <Text p="lg">{words.shell.opening}</Text>;
}
