import { create } from 'zustand';

/** Where the window is. The screens of a review carry its id. */
export const reviewScreens = ['overview', 'walk', 'secrets', 'poll', 'record'] as const;
export type ReviewScreen = (typeof reviewScreens)[number];
export const outerScreens = ['reviews', 'target', 'verify', 'runbook', 'calendar', 'settings'] as const;
export type OuterScreen = (typeof outerScreens)[number];
export type Place =
  | { screen: OuterScreen; review: null /** The incident or the calendar that lies open there. */; at?: string }
  | { screen: ReviewScreen; review: string /** The launch item or control that is looked at. */; at?: string };

interface PlaceState {
  place: Place;
  go: (place: Place) => void;
  /** Looks at something else on the same screen of the review. */
  look: (at: string) => void;
}

export const usePlace = create<PlaceState>((set, get) => ({
  place: { screen: 'reviews', review: null },
  go: (place) => {
    set({ place });
    keep(place);
  },
  look: (at) => {
    const { place } = get();
    if (place.review === null) return;
    set({ place: { ...place, at } });
    keepSoon();
  },
}));

const keep = (place: Place): void => void window.gonogo.settings.write({ place });

/** A key held down looks at many things; where it stopped is what counts (milliseconds). */
const restsAfter = 300;
let resting: ReturnType<typeof setTimeout> | undefined;
function keepSoon(): void {
  clearTimeout(resting);
  resting = setTimeout(() => keep(usePlace.getState().place), restsAfter);
}

/** A place that was kept, when it is one that there is. */
export function readPlace(kept: { screen: string; review: string | null; at?: string } | null): Place | null {
  if (!kept) return null;
  const { screen, review, at } = kept;
  if (review !== null && isOneOf(reviewScreens, screen)) return { screen, review, at };
  return review === null && isOneOf(outerScreens, screen) ? { screen, review: null, at } : null;
}

const isOneOf = <T extends string>(all: readonly T[], one: string): one is T =>
  (all as readonly string[]).includes(one);
