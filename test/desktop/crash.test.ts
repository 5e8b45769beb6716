import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { describeDesktop } from './support/desktop';

/** SIGKILL of main in the middle of its work: nothing that it acknowledged is lost, and the window opens where it was. */

const practise = async (page: Page): Promise<string> => {
  await page.getByRole('button', { name: 'Practise on a careless host' }).last().click();
  await page.getByRole('button', { name: 'Run the checks' }).waitFor();
  return page.evaluate(async () => {
    const list = await window.gonogo.reviews.list();
    return list.ok ? list.value[0]!.id : '';
  });
};
const open = (page: Page, review: string) =>
  page.evaluate(async (review) => {
    const opened = await window.gonogo.review.open({ review });
    if (!opened.ok) throw new Error(opened.error.lines.join());
    const { events, notices, readOnly, progress, practice } = opened.value;
    const comments = events.flatMap((event) => (event.type === 'commented' ? [event.data.text] : []));
    return { types: events.map(({ type }) => type), comments, notices, readOnly, progress, practice };
  }, review);

describeDesktop('a crash', (start) => {
  it('during a run: the review opens where one was, without the run, and can be decided on', async () => {
    const first = await start();
    const review = await practise(first.page);
    await first.page.evaluate((review) => {
      const said = { type: 'commented' as const, data: { control: 'tls.expiry', host: null, text: 'before' } };
      return window.gonogo.review.say({ review, statedBy: 'Ada Lead', saying: said });
    }, review);
    await first.page.getByRole('button', { name: 'Run the checks' }).click();
    await first.page.getByRole('button', { name: 'Cancel the run' }).waitFor();
    await first.kill();

    const { page } = await start({ home: first.home });
    await page.getByRole('heading', { name: 'Practice host, production' }).waitFor();
    await page.getByText('The practice host of this review ended with the app').waitFor();
    expect(await open(page, review)).toMatchObject({
      types: ['opened', 'commented'],
      comments: ['before'],
      readOnly: null,
      progress: null,
    });
    const after = await page.evaluate((review) => {
      const said = { type: 'commented' as const, data: { control: 'tls.expiry', host: null, text: 'after' } };
      return window.gonogo.review.say({ review, statedBy: 'Ada Lead', saying: said });
    }, review);
    expect(after).toMatchObject({ ok: true, value: { seq: 2 } });
  });

  it('while somebody speaks: what was acknowledged is there', async () => {
    const first = await start();
    const review = await practise(first.page);
    const acknowledged: string[] = [];
    await first.page.exposeFunction('acknowledged', (text: string) => void acknowledged.push(text));
    await first.page.evaluate((review) => {
      const said = (text: string) => ({
        type: 'commented' as const,
        data: { control: 'tls.expiry', host: null, text },
      });
      const speak = async (n: number): Promise<void> => {
        const text = `word ${n}`;
        const reply = await window.gonogo.review.say({ review, statedBy: 'Ada Lead', saying: said(text) });
        if (reply.ok)
          await (globalThis as unknown as { acknowledged: (text: string) => Promise<void> }).acknowledged(text);
        return speak(n + 1);
      };
      void speak(1);
    }, review);
    await expect.poll(() => acknowledged.length).toBeGreaterThan(30);
    await first.kill();

    const { page } = await start({ home: first.home });
    const { comments, readOnly } = await open(page, review);
    expect(readOnly).toBeNull();
    expect(comments.slice(0, acknowledged.length)).toEqual(acknowledged);
  });
});
