import { UserError } from '../user-error';
import type { Desk } from './desk';
import { refuseRealTargets } from './practice-only';
import type { Handlers } from './router';

export function reviewsHandlers({ reviews, settings, practice, practiceOnly }: Desk): Pick<Handlers, 'reviews'> {
  const whoever = async (): Promise<string> => {
    const { name } = await settings.read();
    if (!name) throw new UserError('say first who you are (Settings): a review names the person who opened it');
    return name;
  };
  return {
    reviews: {
      list: () => reviews.list(),
      create: async ({ target }) => {
        refuseRealTargets(practiceOnly);
        return reviews.create(target, await whoever(), false);
      },
      practise: async ({ state }) => {
        const { target, assign } = await practice.start(state);
        const id = await reviews.create(target, (await settings.read()).name || 'A newcomer', true);
        assign(id);
        return id;
      },
      duplicate: async ({ review }) => {
        if (await reviews.isPractice(review))
          throw new UserError('a practice review cannot be used again: its host ends with the app; begin a new one');
        return reviews.create((await reviews.glance(review)).state!.target, await whoever(), false, review);
      },
      archive: ({ review, archived }) => reviews.archive(review, archived),
    },
  };
}
