import { type ComponentType, type ReactNode, useEffect, useState } from 'react';
import { attempt } from '../state/notices';

/** A part of the window that is loaded when it is first needed. Not React's lazy: whatever that waits with stays for at least 300 ms. */
export interface LazyPart {
  /** Before it is shown, so that it is there at once. Resolves with it. */
  load: () => Promise<ComponentType>;
  /** Null before it is loaded. */
  loaded: ComponentType | null;
}

export function lazy(load: () => Promise<{ default: ComponentType }>): LazyPart {
  const part: LazyPart = {
    loaded: null,
    load: async () => {
      part.loaded ??= (await load()).default;
      return part.loaded;
    },
  };
  return part;
}

/** A part that comes with the page. */
export const loaded = (part: ComponentType): LazyPart => ({ load: async () => part, loaded: part });

/** The part itself once it is there. Where another part may take its place, it needs a key of its own. */
export function Lazy({ part, meanwhile = null }: { part: LazyPart; meanwhile?: ReactNode }) {
  const [Loaded, setLoaded] = useState(() => part.loaded);
  useEffect(() => {
    if (!Loaded) void attempt(part.load).then((one) => one && setLoaded(() => one));
  }, [Loaded, part]);
  return Loaded ? <Loaded /> : meanwhile;
}
