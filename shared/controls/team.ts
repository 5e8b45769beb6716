import { defineControl } from '../control';
import { cis, nist, pciDss } from '../references';

export const teamBriefed = defineControl({
  id: 'team.briefed',
  point: null,
  severity: 'major',
  method: 'automatic/attested',
  scope: 'process',
  title: 'The team knows the security rules',
  why: 'The shortest way in is a colleague who pastes the env file into a chat to be helpful.',
  expected: 'everyone named on the review was briefed in the last year',
  sources: ['Checklist, final list: brief the team'],
  references: [...nist('AT-2', 'AT-3'), ...cis('14.1', '14.9'), ...pciDss('12.6.3')],
  fix: () => ({
    say: 'Go through the checklist together: where secrets live, who may deploy, what to do in the first hour of an incident, whom to call. The practice host (gonogo practice) lets each person break and mend every point.',
  }),
  attest: {
    statement:
      'Everyone named on this review was briefed on the security rules on the date that I give, and could ask questions.',
    evidence: 'the list of names with dates, or their training certificates',
    expiresAfterDays: 365,
  },
});

export const teamControls = [teamBriefed];
