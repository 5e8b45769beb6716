import type { Finding } from '../../shared/control';

/** A finding of which a test states only what matters to it. */
export const finding = (stated: Partial<Finding> & { control: string }): Finding => ({
  point: 5,
  group: stated.control.slice(0, stated.control.indexOf('.')),
  severity: 'major',
  method: 'automatic',
  host: null,
  status: 'pass',
  code: 'seen',
  params: {},
  title: 'What is demanded',
  expected: 'what passes',
  observed: 'what was seen',
  fix: 'Do this.',
  notes: [],
  sources: ['Checklist point 5'],
  facts: [],
  waived: false,
  waiver: null,
  ...stated,
});
