import { ReviewStore } from '../../../electron/store/review-store';

/** A child of review-store.test.ts: appends without end, and prints the number of each event once it was acknowledged. */
const [home, id] = process.argv.slice(2) as [string, string];
const store = await ReviewStore.open(home);
const review = await store.openReview(id, new Date());
if (review.readOnly) throw new Error(review.readOnly);
for (;;) {
  const { seq } = await review.append({
    type: 'commented',
    data: {
      control: null,
      host: null,
      text: `a comment of some length ${'x'.repeat(Math.floor(Math.random() * 9000))}`,
    },
    // Later than the review was opened, whatever the clock says.
    at: '2099-01-01T00:00:00.000Z',
    enteredBy: null,
    statedBy: 'Ada Lead',
  });
  process.stdout.write(`${seq}\n`);
}
