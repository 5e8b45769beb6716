import { MantineProvider } from '@mantine/core';
import { useEffect, useState } from 'react';
import { accepted } from '../bridge';
import { attempt } from '../state/notices';
import { readPlace, usePlace } from '../state/place';
import { useReview } from '../state/review';
import { useSettings } from '../state/settings';
import { Shell } from './shell';
import { theme, variables } from './theme';

// Made anew by main for each load; Mantine's style elements need it (electron/window/content-security-policy.ts).
const nonce = document.documentElement.dataset.styleNonce ?? '';

/** Begins where the person was, and listens to main for as long as the window lives. */
export function App() {
  const [ready, setReady] = useState(false);
  const theme_ = useSettings(({ settings }) => settings?.theme);
  useEffect(() => {
    void attempt(begin).then(() => setReady(true));
    const { recorded, progress } = useReview.getState();
    const ends = [window.gonogo.on('recorded', recorded), window.gonogo.on('progress', progress)];
    return () => {
      for (const end of ends) end();
    };
  }, []);
  const scheme = theme_ === undefined || theme_ === 'system' ? undefined : theme_;
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={variables}
      defaultColorScheme="auto"
      forceColorScheme={scheme}
      getStyleNonce={() => nonce}
    >
      {ready && <Shell />}
    </MantineProvider>
  );
}

async function begin(): Promise<void> {
  const { place } = await useSettings.getState().load();
  const last = readPlace(place);
  if (last && (last.review === null || (await isKnown(last.review)))) usePlace.setState({ place: last });
}

/** Asked only for a review's place: listing reads every review. */
const isKnown = async (review: string): Promise<boolean> =>
  (await accepted(window.gonogo.reviews.list())).some(({ id }) => id === review);
