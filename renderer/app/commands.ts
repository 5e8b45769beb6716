import type { MenuCommand } from '../../shared/ipc';
import { usePlace } from '../state/place';
import { useReview } from '../state/review';
import { useUndo } from '../state/undo';
import { words } from '../words';
import { ofReview, outer } from './screens';

export interface Command {
  id: string;
  label: string;
  run: () => Promise<void>;
}

/** What can be done from here: going somewhere, and the acts on the open review. */
export function commands(): Command[] {
  const { go } = usePlace.getState();
  const { review } = useReview.getState();
  const outwards = Object.keys(outer).map((screen) => ({
    id: screen,
    label: words.shell.screens[screen as keyof typeof outer],
    run: async () => go({ screen: screen as keyof typeof outer, review: null }),
  }));
  if (!review) return outwards;
  const inwards = Object.keys(ofReview).map((screen) => ({
    id: screen,
    label: words.shell.screens[screen as keyof typeof ofReview],
    run: async () => go({ screen: screen as keyof typeof ofReview, review: review.id }),
  }));
  return [
    ...inwards,
    { id: 'run', label: words.overview.run, run: () => useReview.getState().run() },
    { id: 'cancel', label: words.overview.cancel, run: () => useReview.getState().cancel() },
    { id: 'undo', label: words.undo.title, run: () => useUndo.getState().ask() },
    ...outwards,
  ];
}

/** A command of the menu. What needs an open review does nothing without one. */
export async function doCommand(command: MenuCommand): Promise<void> {
  const { review, run, cancel } = useReview.getState();
  if (command === 'palette') (await import('@mantine/spotlight')).spotlight.open();
  if (command === 'new-review') usePlace.getState().go({ screen: 'target', review: null });
  if (command === 'settings' || command === 'verify') usePlace.getState().go({ screen: command, review: null });
  if (command === 'run' && review) await run();
  if (command === 'cancel' && review) await cancel();
  if (command === 'undo' && review) await useUndo.getState().ask();
}
