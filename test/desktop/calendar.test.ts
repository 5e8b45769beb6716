import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { occurrence } from '../../shared/audits/due';
import { auditCalendar } from '../../shared/checklist/audit-calendar';
import { readIcs, readIcsNeeds } from '../shared/report/read-ics';
import { describeDesktop } from './support/desktop';

const today = new Date().toISOString().slice(0, 10);
/** Ten months ago: each monthly and quarterly task has been due since, the annual ones are not yet. */
const launchedOn = occurrence(today, 'month', -10);
const quarterly = auditCalendar.filter(({ every }) => every === 'quarter').length;
const overdue = auditCalendar.filter(({ every }) => every === 'month').length + quarterly;

describeDesktop(
  'the audit calendar',
  (open) => {
    it('says what is overdue, keeps what was done though the window is killed, and exports what another program reads', async () => {
      const first = await open();
      const { page } = first;
      page.setDefaultTimeout(20_000);
      await page.getByRole('button', { name: 'Audit calendar' }).click();
      await page.getByRole('button', { name: 'Start a calendar…' }).click();
      await page.getByLabel('Your name').fill('Ada Lead');
      await page.keyboard.press('Enter');
      await page.getByLabel('What was launched').fill('Example Shop');
      await page.getByLabel('Launched on').fill(launchedOn);
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'Example Shop' }).waitFor();
      await page.getByText(`${overdue} tasks are overdue.`).waitFor();
      const task = page.getByRole('region', { name: 'Restore a backup', exact: true });
      expect(await task.textContent()).toMatch(/Overdue by \d+ days: .*Nobody owns it yet\. Not done yet\./);
      const annual = page.getByRole('region', { name: 'Train the team', exact: true });
      expect(await annual.textContent()).toMatch(/Due in \d+ days: /);

      await page.getByRole('button', { name: 'Owner of: Restore a backup' }).focus();
      await page.keyboard.press('Enter');
      await page.getByRole('combobox', { name: 'Who sees to it' }).fill('Olu Operations');
      await page.getByRole('button', { name: 'Save', exact: true }).press('Enter');
      await task.getByText('Owner: Olu Operations.').waitFor();

      await page.getByRole('button', { name: 'Done: Restore a backup' }).focus();
      await page.keyboard.press('Enter');
      await page.getByLabel('What came out, if there is something to say').fill('back in 40 minutes');
      await page.getByRole('combobox', { name: 'Name of the person' }).fill('Olu Operations');
      await page.keyboard.press('Enter');
      await task.getByText(/^Due in \d+ days: /).waitFor();
      await page.getByText(`${overdue - 1} tasks are overdue.`).waitFor();
      await first.kill();

      const { app, page: again, home, close } = await open({ home: first.home });
      again.setDefaultTimeout(20_000);
      await again.getByText(`${overdue - 1} tasks are overdue.`).waitFor();
      expect(await again.getByText('back in 40 minutes').count()).toBe(1);
      const kept = again.getByRole('region', { name: 'Restore a backup', exact: true });
      expect(await kept.textContent()).toMatch(/Owner: Olu Operations\. Last done on .*, by Olu Operations\./);

      const file = join(home, 'audits.ics');
      await app.evaluate(({ dialog }, filePath) => {
        dialog.showSaveDialog = async () => ({ canceled: false, filePath });
      }, file);
      await again.getByRole('button', { name: 'Export .ics…' }).click();
      await again.getByText(`${file} was written.`).waitFor();
      await close();
      const { events } = readIcs(readFileSync(file, 'utf8'));
      expect(events.map(({ summary }) => summary)).toEqual(auditCalendar.map(({ title }) => `Example Shop: ${title}`));
      expect(events.find(({ uid }) => uid.includes('restore-test'))).toMatchObject({
        start: occurrence(launchedOn, 'quarter', 1),
        description: expect.stringMatching(/\nOwner: Olu Operations$/),
        errors: [],
      });
    });

    it('belongs to a review, takes back what was not done, and ends', async () => {
      const { page, close } = await open();
      page.setDefaultTimeout(20_000);
      await page.getByRole('button', { name: 'Practise on a careless host' }).last().click();
      await page.getByRole('button', { name: 'Run the checks' }).waitFor();
      await page.getByRole('button', { name: 'Audit calendar' }).click();
      await page.getByRole('button', { name: 'Start a calendar…' }).click();
      await page.getByLabel('Your name').fill('Ada Lead');
      await page.keyboard.press('Enter');
      await page.getByLabel('What was launched').fill('The practice shop');
      await page.getByRole('combobox', { name: 'The review of this launch' }).click();
      await page.getByRole('option').click();
      await page.getByRole('button', { name: 'Start the calendar' }).click();
      await page.getByText('Nothing is overdue.').waitFor();

      await page.getByRole('button', { name: 'Done: Check the certificate' }).click();
      await page.getByRole('button', { name: 'It was done' }).click();
      await page.getByRole('button', { name: /^Take back: Check the certificate, / }).click();
      await page.getByLabel('Why it does not count').fill('That was another host');
      await page.getByRole('button', { name: 'Take it back' }).click();
      await page.getByText(/^Taken back by Ada Lead, .* That was another host$/).waitFor();
      const task = page.getByRole('region', { name: 'Check the certificate', exact: true });
      expect(await task.textContent()).toContain('Not done yet.');

      await page.getByRole('button', { name: 'End the calendar…' }).click();
      await page.getByLabel('Why nothing is due any more').fill('The shop was switched off');
      await page.getByRole('button', { name: 'End the calendar', exact: true }).click();
      await page.getByText(/^Ended by Ada Lead, /).waitFor();
      expect(await page.getByRole('button', { name: /^Done: / }).count()).toBe(0);
      await page.getByRole('button', { name: /^Review of / }).click();
      await page.getByRole('button', { name: 'Run the checks' }).waitFor();
      await close();
    });
  },
  readIcsNeeds,
);
