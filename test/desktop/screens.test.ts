import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { ofReview, outer } from '../../renderer/app/screens';
import { words } from '../../renderer/words';
import { seriousIn } from './support/axe';
import { type Desktop, describeDesktop } from './support/desktop';
import { checkedPractice } from './support/practice';

/** Every screen that the window has, after a run, as people with other eyes and other windows meet it. */

const shots = join(import.meta.dirname, '../../out/shots');
const screens = [...Object.keys(outer), ...Object.keys(ofReview)] as (keyof typeof outer | keyof typeof ofReview)[];
/** The least window, the usual one, a large one, and the usual one read at twice the size. */
const sizes = [
  { width: 900, height: 600, zoom: 1 },
  { width: 1280, height: 860, zoom: 1 },
  { width: 1600, height: 1000, zoom: 1 },
  { width: 1280, height: 860, zoom: 2 },
] as const;
type Size = (typeof sizes)[number];

const resize = (app: ElectronApplication, size: Size) =>
  app.evaluate(({ BrowserWindow }, { width, height, zoom }) => {
    const window = BrowserWindow.getAllWindows()[0]!;
    window.setContentSize(width, height);
    window.webContents.setZoomFactor(zoom);
  }, size);

/** What is wider than its place: the page as a whole, and texts that run out of their box. */
const overflowing = (page: Page) =>
  page.evaluate(() => {
    const content = document.querySelector('#content')!;
    const overflowX = (one: Element): string => getComputedStyle(one).overflowX;
    /** Clipped or scrolled by something that is itself in its place, such as a wide table. */
    const isInside = (one: Element): boolean =>
      one !== content && (overflowX(one) !== 'visible' || isInside(one.parentElement!));
    // What is for screen readers alone is one pixel wide, and an input scrolls.
    const isDrawn = (one: Element): boolean =>
      one instanceof HTMLElement && one.clientWidth > 1 && !one.matches('input');
    const runsOut = (one: Element): boolean => isDrawn(one) && !isInside(one) && one.scrollWidth > one.clientWidth + 1;
    const pages = [document.documentElement, content].filter((one) => one.scrollWidth > one.clientWidth);
    return [...pages, ...[...content.querySelectorAll('*')].filter(runsOut)].map(
      (one) =>
        `${one.tagName} ${one.className}: ${one.scrollWidth} in ${one.clientWidth}: ${one.textContent!.slice(0, 40)}`,
    );
  });

/** As the window draws it: Playwright's own picture takes no account of the zoom. */
async function shoot({ app, page }: Desktop, name: string): Promise<void> {
  // Two frames: the first after the new size may be half drawn.
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  const png = await app.evaluate(async ({ BrowserWindow }) =>
    (await BrowserWindow.getAllWindows()[0]!.webContents.capturePage()).toPNG().toString('base64'),
  );
  writeFileSync(join(shots, `${name}.png`), Buffer.from(png, 'base64'));
}

describeDesktop('the screens', (open) => {
  for (const colorScheme of ['light', 'dark'] as const) {
    let desktop: Desktop;
    beforeAll(async () => {
      mkdirSync(shots, { recursive: true });
      desktop = await open({ colorScheme });
      await checkedPractice(desktop.page);
    });
    for (const screen of screens) {
      it(`${screen}, ${colorScheme}: axe finds nothing serious, and nothing is wider than its place`, async () => {
        const { app, page } = desktop;
        const links = page.getByRole('navigation', { name: words.shell.navigation });
        await links.getByRole('button', { name: words.shell.screens[screen], exact: true }).click();
        await page.locator('#content h1').waitFor();
        for (const size of sizes) {
          const name = `${size.width}x${size.height}@${size.zoom}`;
          await resize(app, size);
          await expect.poll(() => page.evaluate(() => innerWidth)).toBe(size.width / size.zoom);
          await shoot(desktop, `${screen}-${colorScheme}-${name}`);
          expect([...(await overflowing(page)), ...(await seriousIn(page))], name).toEqual([]);
        }
      });
    }
  }
});
