import type { Page } from 'playwright-core';

/** Files or folders of the disk, dropped by a hand: Chromium itself makes the events. */
export async function dropFiles(page: Page, files: string[], at = { x: 700, y: 300 }): Promise<void> {
  const cdp = await page.context().newCDPSession(page);
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await cdp.send('Input.dispatchDragEvent', { type, ...at, data: { items: [], files, dragOperationsMask: 1 } });
  }
  await cdp.detach();
}
