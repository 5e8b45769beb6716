import { expect, it } from 'vitest';
import { seriousIn } from './support/axe';
import { describeDesktop } from './support/desktop';
import { keyboardOf } from './support/keyboard';

describeDesktop('without a mouse', (open) => {
  it('a practice review is begun, checked, walked through, attested, waived by two, and voted on', async () => {
    const { page, close } = await open();
    page.setDefaultTimeout(20_000);
    const { press, type, reach } = keyboardOf(page);
    const button = (name: string) => page.getByRole('button', { name, exact: true });
    const inDialog = (name: string) => page.getByRole('dialog').getByRole('button', { name, exact: true });
    const status = (text: string) => page.getByRole('status').getByText(text);
    const keys = async (...all: string[]): Promise<void> => {
      for (const key of all) await page.keyboard.press(key);
    };

    await press(button('Practise on a careless host').last());
    await press(button('Run the checks'));
    await button('Run the checks again').waitFor({ timeout: 60_000 });

    await press(button('Walk'));
    await reach(page.getByRole('listbox'));
    const title = page.getByRole('heading', { level: 1 });
    await keys('n');
    expect(await title.textContent()).toMatch(/^2\. /);
    await keys('p', 'End');
    expect(await page.getByRole('option', { selected: true }).getAttribute('aria-posinset')).not.toBe('1');

    // The first time somebody speaks they are asked who they are.
    await keys('Home', '/');
    await page.keyboard.type('team.briefed');
    await keys('Enter', 'a');
    await page.getByRole('dialog').getByLabel('Your name').waitFor();
    await page.keyboard.type('Ada Lead');
    await keys('Enter');
    await page.getByRole('dialog').getByText('What convinces').waitFor();
    expect(await seriousIn(page)).toEqual([]);
    await press(inDialog('Attest'));
    await status('team.briefed is attested.').waitFor();

    await keys('/');
    await page.keyboard.type('firewall');
    await keys('Enter');
    const waived = await page.locator('section code').first().textContent();
    await keys('w');
    await page.getByRole('dialog').getByRole('textbox').first().waitFor();
    await page.keyboard.type('A firewall stands before it');
    await press(inDialog('Ask for the waiver'));
    await status(`The waiver of ${waived} waits`).waitFor();
    await keys('w');
    await type(page.getByLabel('Who approves it'), 'Sam Security');
    await press(inDialog('Approve'));
    await status(`${waived} is waived.`).waitFor();

    await press(button('Poll'));
    await type(page.getByLabel('Name of security'), 'Sam Security');
    await type(page.getByLabel('Remark of security'), 'The firewall is off');
    await press(button('security: No-go'));
    await page.getByText(/^Sam Security, /).waitFor();
    expect(await page.getByText('NO-GO', { exact: true }).count()).toBe(1);
    await close();
  });
});
