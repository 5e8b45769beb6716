import { expect, test } from 'vitest';
import { controls } from '../../../shared/controls';
import { controlsMarkdown } from '../../../shared/report/controls-markdown';

test('the Markdown table has a row of five cells for each control, in order', () => {
  const [, ruler, ...rows] = controlsMarkdown().trimEnd().split('\n');
  expect(ruler).toBe('| --- | --- | --- | --- | --- |');
  const cells = rows.map((row) => row.slice(2, -2).split(/(?<!\\) \| /));
  expect(cells.map(([id]) => id)).toEqual(controls.map(({ id }) => `\`${id}\``));
  expect(cells.filter((row) => row.length !== 5)).toEqual([]);
});
