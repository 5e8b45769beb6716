import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { type Desktop, describeDesktop } from './support/desktop';

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

/** Main kills itself while the checks run: on a busy machine a whole run may be over before the test has a say. */
async function killInRun({ app, page, kill }: Desktop): Promise<void> {
  await app.evaluate(({ BrowserWindow }) => {
    const { webContents } = BrowserWindow.getAllWindows()[0]!;
    const send = webContents.send.bind(webContents);
    webContents.send = (channel: string, ...args: unknown[]) => {
      const [progress] = args as [{ state: string; hosts: { ended: number }[] }];
      if (channel === 'progress' && progress.hosts.some(({ ended }) => ended > 0)) process.kill(process.pid, 'SIGKILL');
      send(channel, ...args);
    };
  });
  const ended = new Promise((resolve) => app.process().once('exit', (_code, signal) => resolve(signal)));
  await page.getByRole('button', { name: 'Run the checks' }).click();
  expect(await ended).toBe('SIGKILL');
  await kill();
}

describeDesktop('a crash', (start) => {
  it('during a run: the review opens where one was, without the run, and can be decided on', async () => {
    const first = await start();
    const review = await practise(first.page);
    await first.page.evaluate((review) => {
      const said = { type: 'commented' as const, data: { control: 'tls.expiry', host: null, text: 'before' } };
      return window.gonogo.review.say({ review, statedBy: 'Ada Lead', saying: said });
    }, review);
    await killInRun(first);

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

  it('while a new review is written: form, text, and what was ticked are there, also after another screen', async () => {
    const first = await start({ env: { GONOGO_TEST_RUNTIME: '1' } });
    const { page } = first;
    page.setDefaultTimeout(20_000);
    await page.locator('#content').getByRole('button', { name: 'New review' }).click();
    await page.getByLabel('Name').first().fill('Example Shop');
    await page.getByRole('button', { name: 'Settings', exact: true }).click();
    await page.getByRole('heading', { name: 'Settings', exact: true }).waitFor();
    await page.getByRole('button', { name: 'New review', exact: true }).click();
    expect(await page.getByLabel('Name').first().inputValue()).toBe('Example Shop');

    await page.getByRole('tab', { name: 'YAML' }).click();
    const yaml = 'name: Pasted Shop\nsite: { url: https://shop.example }\n';
    await page.getByLabel('The target as YAML or JSON').fill(yaml);
    await page.getByRole('checkbox', { name: 'The site https://shop.example' }).check();
    const keptFile = () => readFileSync(join(first.home, 'draft.json'), 'utf8');
    await expect.poll(keptFile).toContain('"ticked": [\n');
    await first.kill();

    const { page: again } = await start({ home: first.home, env: { GONOGO_TEST_RUNTIME: '1' } });
    again.setDefaultTimeout(20_000);
    await again.getByRole('heading', { name: 'New review' }).waitFor();
    expect(await again.getByLabel('The target as YAML or JSON').inputValue()).toBe(yaml);
    const ticked = again.getByRole('checkbox', { name: 'The site https://shop.example' });
    await ticked.waitFor();
    expect(await ticked.isChecked()).toBe(true);
    // Pasted before the crash is pasted after it: the other line still waits.
    expect(await again.getByRole('button', { name: 'Create the review' }).isDisabled()).toBe(true);
    await again.getByRole('button', { name: 'Begin anew…' }).click();
    await again.getByRole('button', { name: 'Throw it away' }).click();
    await expect.poll(() => again.getByLabel('The target as YAML or JSON').inputValue()).toBe('');
    await expect.poll(keptFile).toContain('"draft": null');
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
    await expect.poll(() => acknowledged.length, { timeout: 20_000 }).toBeGreaterThan(30);
    await first.kill();

    const { page } = await start({ home: first.home });
    const { comments, readOnly } = await open(page, review);
    expect(readOnly).toBeNull();
    expect(comments.slice(0, acknowledged.length)).toEqual(acknowledged);
  });
});
