import { MantineProvider } from '@mantine/core';
import { useEffect } from 'react';
import { useReview } from '../state/review';
import { useSettings } from '../state/settings';
import { Shell } from './shell';
import { theme, variables } from './theme';

// Made anew by main for each load; Mantine's style elements need it (electron/window/content-security-policy.ts).
const nonce = document.documentElement.dataset.styleNonce ?? '';

/** Listens to main for as long as the window lives. */
export function App() {
  const theme_ = useSettings(({ settings }) => settings?.theme);
  useEffect(() => {
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
      <Shell />
    </MantineProvider>
  );
}
