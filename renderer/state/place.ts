import { create } from 'zustand';

/** Where the window is. The screens of a review carry its id. */
export const reviewScreens = ['overview', 'walk', 'secrets', 'poll', 'record'] as const;
export type ReviewScreen = (typeof reviewScreens)[number];
export const outerScreens = ['reviews', 'target', 'verify', 'runbook', 'calendar', 'settings'] as const;
export type OuterScreen = (typeof outerScreens)[number];
export type Place =
  | { screen: OuterScreen; review: null }
  | { screen: ReviewScreen; review: string /** The launch item or control that is looked at. */; at?: string };

interface PlaceState {
  place: Place;
  go: (place: Place) => void;
}

export const usePlace = create<PlaceState>((set) => ({
  place: { screen: 'reviews', review: null },
  go: (place) => {
    set({ place });
    const { screen, review } = place;
    void window.gonogo.settings.write({ place: { screen, review } });
  },
}));

/** A place that was kept, when it is one that there is. */
export function readPlace(kept: { screen: string; review: string | null } | null): Place | null {
  if (!kept) return null;
  const { screen, review } = kept;
  if (review !== null && isOneOf(reviewScreens, screen)) return { screen, review };
  return review === null && isOneOf(outerScreens, screen) ? { screen, review: null } : null;
}

const isOneOf = <T extends string>(all: readonly T[], one: string): one is T =>
  (all as readonly string[]).includes(one);
