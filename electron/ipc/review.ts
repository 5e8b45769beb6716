import { earlierStatements, sayAgain } from '../acts/say-again';
import { UserError } from '../user-error';
import type { Desk } from './desk';
import { refuseRealTargets } from './practice-only';
import type { Handlers } from './router';

export const reviewHandlers = ({
  reviews,
  settings,
  practice,
  prompts,
  practiceOnly,
}: Desk): Pick<Handlers, 'review' | 'prompt' | 'practice'> => ({
  review: {
    open: async ({ review }) => ({
      ...(await reviews.snapshot(review)),
      practice: (await reviews.isPractice(review)) ? { running: practice.isRunning(review) } : null,
    }),
    close: ({ review }) => reviews.close(review),
    read: async ({ review }) => {
      const { events, runs } = await reviews.glance(review);
      return { events: [...events], runs: Object.fromEntries(runs) };
    },
    say: ({ review, statedBy, saying }) => reviews.say(review, statedBy, saying),
    addEvidence: async ({ review, name, bytes }) => (await reviews.open(review)).addEvidence(name, bytes),
    earlierStatements: ({ review }) => earlierStatements(reviews, review),
    sayAgain: (statements) => sayAgain(reviews, statements),
    run: async ({ review, active, acceptHostKeys }) => {
      const isPractice = await reviews.isPractice(review);
      if (!isPractice) refuseRealTargets(practiceOnly);
      if (isPractice && !practice.isRunning(review)) {
        throw new UserError('the practice host of this review ended with the app: begin a new practice review');
      }
      const by = (await settings.read()).name || (await reviews.open(review)).state!.opened.by;
      await reviews.run(review, {
        by,
        ask: prompts.ask,
        active,
        acceptHostKey: (_, shown) => acceptHostKeys.includes(shown),
      });
    },
    cancelRun: ({ review, host }) => reviews.cancelRun(review, host),
  },
  prompt: {
    answer: ({ id, value }) => prompts.answer(id, value),
  },
  practice: {
    faults: ({ review }) => practice.faults(review),
    repair: ({ review, fault }) => practice.repair(review, fault),
  },
});
