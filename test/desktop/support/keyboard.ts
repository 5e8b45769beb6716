import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** More stops than any screen has. */
const atMost = 400;

const hasFocus = (one: Locator): Promise<boolean> =>
  one.evaluateAll((all) => all.some((element) => element === document.activeElement));

/** The window without a mouse: Tab until it has the focus, then a key. */
export const keyboardOf = (page: Page) => {
  const reach = async (one: Locator): Promise<void> => {
    await one.first().waitFor();
    for (let stops = 0; stops < atMost; stops++) {
      if (await hasFocus(one)) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`Tab never comes to ${one}`);
  };
  return {
    reach,
    press: async (one: Locator, key = 'Enter'): Promise<void> => {
      await reach(one);
      // Once it can be pressed: a page that is still busy has it disabled.
      await expect.poll(() => one.first().isEnabled()).toBe(true);
      await page.keyboard.press(key);
    },
    type: async (one: Locator, text: string): Promise<void> => {
      await reach(one);
      await page.keyboard.press('Control+A');
      await page.keyboard.type(text);
    },
  };
};
