import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { foldIncident } from '../../shared/incident/fold';
import { describeDesktop } from './support/desktop';

describeDesktop('the incident runbook', (open) => {
  it('keeps an incident, a step checked off by keyboard and its place, though the window is killed right after', async () => {
    const first = await open();
    const { page } = first;
    page.setDefaultTimeout(20_000);
    await beginIncident(page);
    await page.getByLabel('What happened, in a few words').fill('Odd sign-ins');
    const aware = await page.getByLabel('Aware since').inputValue();
    await page.getByLabel('Aware since').fill(hoursBefore(aware, 50));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Odd sign-ins' }).waitFor();

    const elapsed = page.getByRole('timer', { name: 'Time since awareness' });
    expect(await elapsed.textContent()).toMatch(/^50 h 0\d min \d\d s$/);
    const before = await elapsed.textContent();
    await expect.poll(() => elapsed.textContent(), { timeout: 20_000 }).not.toBe(before);
    expect(await page.getByRole('timer', { name: 'Notice to the authority' }).textContent()).toMatch(
      /^21 h 5\d min .* left$/,
    );

    await page.getByRole('button', { name: 'Assign: Replace SECRET_KEY now' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('combobox', { name: 'Who does it' }).fill('Olu Operations');
    await page.getByLabel('How they are reached').fill('+44 20 7946 0000');
    await page.getByLabel('For all 3 steps of the role Operations').press('Space');
    await page.getByRole('button', { name: 'Save', exact: true }).press('Enter');
    await expect.poll(() => page.getByText('Olu Operations, +44 20 7946 0000').count()).toBeGreaterThan(2);

    await page.getByRole('button', { name: 'Check off: Replace SECRET_KEY now' }).focus();
    await page.keyboard.press('Enter');
    await page.getByLabel('Note, if there is something to say').fill('disk image taken');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText(/^Checked off by Ada Lead, /).waitFor();
    await first.kill();

    const { page: again, close } = await open({ home: first.home });
    again.setDefaultTimeout(20_000);
    await again.getByRole('heading', { name: 'Odd sign-ins' }).waitFor();
    const step = again.getByRole('region', { name: '1. Replace SECRET_KEY now' });
    expect(await step.getByText(/^Checked off by Ada Lead, /).count()).toBe(1);
    expect(await step.getByText('disk image taken').count()).toBe(1);
    expect(await step.getByText('Operations: Olu Operations, +44 20 7946 0000').count()).toBe(1);
    expect(await again.getByText('1 of 7 steps checked off').count()).toBe(1);
    await close();
    expect(checkedOff(first.home)).toEqual([1]);
  });

  it('settles the notice, takes a step back, and says what is open when the incident is closed', async () => {
    const { page, close } = await open();
    page.setDefaultTimeout(20_000);
    await beginIncident(page);
    await page.getByLabel('What happened, in a few words').fill('A laptop is gone');
    await page.getByLabel('Aware since').fill(hoursBefore(await page.getByLabel('Aware since').inputValue(), 80));
    await page.keyboard.press('Enter');
    const notice = page.getByRole('timer', { name: 'Notice to the authority' });
    await expect.poll(() => notice.textContent()).toMatch(/^Overdue by 8 h /);

    await page.getByRole('button', { name: 'No notice owed…' }).click();
    await page.getByLabel('Why a risk to people is unlikely').fill('The disk was encrypted');
    await page.getByRole('button', { name: 'Write it down' }).click();
    await expect.poll(() => notice.textContent()).toBe('Not owed');

    await page.getByRole('button', { name: 'Check off: Sign everybody out' }).click();
    await page.getByRole('button', { name: 'Check off', exact: true }).click();
    await page.getByRole('button', { name: 'Take back the check-off: Sign everybody out' }).click();
    await page.getByLabel('Why it is not done after all').fill('API tokens are left');
    await page.getByRole('button', { name: 'Take the check-off back' }).click();
    await page.getByRole('button', { name: 'Check off: Sign everybody out' }).waitFor();

    await page.getByRole('button', { name: 'Close the incident…' }).click();
    await page.getByText('7 steps are not checked off.').waitFor();
    expect(await page.getByText('The notice to the authority is not settled.').count()).toBe(0);
    await page.getByLabel('What happened, and what was learnt').fill('Wiped from afar');
    await page.getByRole('button', { name: 'Close the incident', exact: true }).click();
    await page.getByText(/^Closed by Ada Lead, /).waitFor();
    expect(await page.getByRole('button', { name: /^Check off: / }).count()).toBe(0);
    await page.getByRole('button', { name: 'All incidents' }).click();
    const listed = page.getByRole('region', { name: 'A laptop is gone' });
    expect(await listed.textContent()).toMatch(/Closed by Ada Lead, .* 0 of 7 steps checked off.*: Not owed$/);
    await close();
  });

  it('shows an incident whose log was changed by another hand, and lets nobody add to it', async () => {
    const first = await open();
    const { page, home } = first;
    page.setDefaultTimeout(20_000);
    await beginIncident(page);
    await page.getByLabel('What happened, in a few words').fill('Odd sign-ins');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Add a note…' }).click();
    await page.getByLabel('What was seen, said or decided').fill('the key was in a chat');
    await page.getByRole('button', { name: 'Add the note' }).click();
    // The field holds the same words until the note is kept.
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByText('the key was in a chat').waitFor();
    await first.close();
    const log = logIn(home);
    writeFileSync(log, readFileSync(log, 'utf8').replace('the key was in a chat', 'the key was safe'));

    const { page: again, close } = await open({ home });
    again.setDefaultTimeout(20_000);
    await again.getByText(/^This incident can only be read: its log was changed outside this program/).waitFor();
    expect(await again.getByText('the key was safe').count()).toBe(0);
    expect(await again.getByRole('button', { name: /^(Check off|Assign|Add a note|Close the incident)/ }).count()).toBe(
      0,
    );
    await close();
  });
});

/** Up to the dialog that asks what happened. */
async function beginIncident(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Incident runbook' }).click();
  await page.getByRole('button', { name: 'Start an incident…' }).click();
  await page.getByLabel('Your name').fill('Ada Lead');
  await page.keyboard.press('Enter');
}

/** A value of a field for date and time, some hours earlier. */
function hoursBefore(value: string, hours: number): string {
  const wall = Date.parse(`${value}:00Z`);
  return new Date(wall - hours * 3_600_000).toISOString().slice(0, 16);
}

/** The log of the one incident on the disk. */
function logIn(home: string): string {
  const folder = join(home, 'incidents');
  return join(folder, readdirSync(folder).find((file) => file.endsWith('.jsonl'))!);
}

/** The steps that the one incident on the disk has checked off. */
function checkedOff(home: string): number[] {
  const entries = readFileSync(logIn(home), 'utf8').trimEnd().split('\n');
  const folded = foldIncident(entries.map((entry) => JSON.parse(entry)));
  return folded.ok ? folded.state.steps.filter(({ checked }) => checked).map(({ number }) => number) : [];
}
