import { AppShell, Box, NavLink, ScrollArea, Text, Title } from '@mantine/core';
import { type DragEvent, useEffect, useState } from 'react';
import { Mishap } from '../parts/mishap';
import { attempt } from '../state/notices';
import { type Place, usePlace } from '../state/place';
import { useReview } from '../state/review';
import { showDropped, showHanded } from '../state/verify';
import { words } from '../words';
import { Banners } from './banners';
import { doCommand } from './commands';
import { Lazy, lazy } from './lazy';
import { Notices } from './notices';
import { ofReview, outer, screenAt } from './screens';
import classes from './shell.module.css';

const overlays = lazy(() => import('./overlays'));

/** The frame around every screen: where one can go, what one must know, and the questions of main. */
export function Shell() {
  const { place, go } = usePlace();
  const review = useReview(({ review }) => review);
  const drawn = useDrawn();
  useOpenReview(place);
  useHandedRecord();
  useMenu();
  const link = (to: Place) => (
    <NavLink
      key={to.screen}
      component="button"
      label={words.shell.screens[to.screen]}
      active={place.screen === to.screen}
      aria-current={place.screen === to.screen ? 'page' : undefined}
      onClick={() => go(to)}
    />
  );
  return (
    <AppShell
      navbar={{ width: { base: 160, sm: 208 }, breakpoint: 0 }}
      padding={0}
      transitionDuration={0}
      {...dropping(place)}
    >
      <a className={classes.skip} href="#content">
        {words.shell.skip}
      </a>
      <AppShell.Navbar component="nav" className={classes.navigation} aria-label={words.shell.navigation} p="xs">
        <Title order={2} size="h4" p="xs">
          {words.shell.product}
        </Title>
        <ScrollArea>
          {Object.keys(outer).map((screen) => link({ screen: screen as keyof typeof outer, review: null }))}
          {review && (
            <Box mt="md" component="section" aria-label={words.shell.thisReview}>
              <Text size="xs" c="dimmed" px="xs" lineClamp={2}>
                {review.state.target.name}
              </Text>
              {Object.keys(ofReview).map((screen) =>
                link({ screen: screen as keyof typeof ofReview, review: review.id }),
              )}
            </Box>
          )}
        </ScrollArea>
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1} className={classes.main}>
        <Banners />
        <Screen place={place} />
      </AppShell.Main>
      <Notices />
      {drawn && <Lazy part={overlays} />}
    </AppShell>
  );
}

function Screen({ place }: { place: Place }) {
  const review = useReview(({ review }) => review);
  const opening = <Text p="lg">{words.shell.opening}</Text>;
  if (place.review !== null && review?.id !== place.review) return opening;
  return (
    <Mishap key={place.screen}>
      <Lazy part={screenAt(place)} meanwhile={opening} />
    </Mishap>
  );
}

/** Whether the first screen is drawn, and the page has nothing else to do: or half a second later, whatever it does. */
function useDrawn(): boolean {
  const [drawn, setDrawn] = useState(false);
  useEffect(() => {
    const waiting = requestIdleCallback(() => setDrawn(true), { timeout: 500 });
    return () => cancelIdleCallback(waiting);
  }, []);
  return drawn;
}

/** The review of the place is open; one that cannot be opened leads back to the list. */
function useOpenReview({ review }: Place): void {
  useEffect(() => {
    if (review === null) return;
    void attempt(async () => {
      await useReview.getState().open(review);
      return true;
    }).then((opened) => opened ?? usePlace.getState().go({ screen: 'reviews', review: null }));
  }, [review]);
}

/** A record that was opened from outside: with the app's start, or later. */
function useHandedRecord(): void {
  useEffect(() => {
    const show = (): void => void attempt(showHanded);
    show();
    return window.gonogo.on('handed', show);
  }, []);
}

/**
 * A record is verified wherever it is dropped. The walk takes files as evidence, and a new review is written from texts: what
 * falls there is no record. Nor does a dialog let go of what is being written in it; it lies outside the frame's own element.
 */
const dropping = ({ screen }: Place) => ({
  onDragOver: (event: DragEvent) => event.preventDefault(),
  onDrop: (event: DragEvent) => {
    event.preventDefault();
    const isOurs = event.currentTarget.contains(event.target as Node);
    if (isOurs && screen !== 'walk' && screen !== 'target') void attempt(showDropped);
  },
});

/** The menu works from the first moment on, whatever else is still being loaded. */
function useMenu(): void {
  useEffect(() => window.gonogo.on('command', ({ command }) => void attempt(() => doCommand(command))), []);
}
