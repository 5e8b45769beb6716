import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { auditCalendar } from '../../../shared/checklist/audit-calendar';
import { breachNoticeHours, incidentRunbook } from '../../../shared/checklist/incident-runbook';
import { checklistIdentity, checklistVersion } from '../../../shared/checklist/version';
import { controlIds } from '../../../shared/controls';

describe('the checklist', () => {
  test('has an identity that a record can name', () => {
    expect(checklistIdentity()).toEqual({
      id: 'web-app-production',
      version: '2026.1',
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  test('is reviewed each quarter', () => {
    const days = (Date.parse(checklistVersion.nextReview) - Date.parse(checklistVersion.lastReviewed)) / 86_400_000;
    expect(days).toBeGreaterThan(80);
    expect(days).toBeLessThanOrEqual(92);
  });
});

describe('the audit calendar', () => {
  test('has four tasks each month, quarter and year, each under the control that demands it', () => {
    const rhythm = { month: 'audit.monthly', quarter: 'audit.quarterly', year: 'audit.annual' } as const;
    for (const [every, control] of Object.entries(rhythm)) {
      const tasks = auditCalendar.filter((task) => task.every === every);
      expect(tasks).toHaveLength(4);
      expect(tasks.every((task) => task.control === control && controlIds.includes(control))).toBe(true);
    }
  });

  test('has each task once, with words', () => {
    expect(new Set(auditCalendar.map(({ id }) => id)).size).toBe(auditCalendar.length);
    expect(auditCalendar.filter(({ title, how }) => title === '' || how.length < 20)).toEqual([]);
  });
});

describe('the incident runbook', () => {
  test('has seven steps in order, each with who and what', () => {
    expect(incidentRunbook.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(incidentRunbook.filter(({ who, what }) => !who || what.length < 40)).toEqual([]);
  });

  test('goes from one phase to the next and never back', () => {
    const phases = incidentRunbook.map(({ phase }) => phase).filter((phase, step, all) => phase !== all[step - 1]);
    expect(phases).toEqual(['containment', 'analysis', 'notification', 'eradication']);
  });

  test('tells what a new SECRET_KEY does not end, and how long there is to notify', () => {
    const step = (number: number): string => incidentRunbook[number - 1]!.what;
    expect(step(2)).toMatch(/sessions kept on the server/);
    expect(step(2)).toMatch(/API tokens/);
    for (const number of [4, 5]) expect(step(number)).toContain(`${breachNoticeHours} hours`);
  });

  test('has commands that a shell can parse', () => {
    const commands = incidentRunbook.flatMap((step) => step.commands);
    expect(() => execFileSync('sh', ['-n'], { input: commands.join('\n'), stdio: 'pipe' })).not.toThrow();
    expect(commands.length).toBeGreaterThan(5);
  });
});
