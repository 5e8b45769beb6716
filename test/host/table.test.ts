import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CheckResult } from '../../shared/report/check-result';
import { atOnce } from '../support/at-once';
import { checkJson } from '../support/gonogo';
import { describeWith } from '../support/needs';
import { base } from './base';
import { expectedOfGood } from './expected-good';
import { down, labNeeds, running, up } from './host';
import { scenarios } from './scenarios';

/** Every control on every host of the lab: what it should say, thought out beforehand, and what `gonogo check` says. */

const nameOf = (scenario: string): string => `table-${process.pid}-${scenario}`;

/** With the code where the expectation gives one. Where several hosts differ in a control, all that they said. */
function observed(result: CheckResult, expected: Readonly<Record<string, string>>): Record<string, string> {
  const said = new Map<string, Set<string>>();
  for (const { control, status, code } of result.findings) {
    const words = expected[control]?.includes(' ') ? `${status} ${code}` : status;
    said.set(control, (said.get(control) ?? new Set()).add(words));
  }
  return Object.fromEntries([...said].map(([control, words]) => [control, [...words].sort().join(', ')]));
}

describeWith(labNeeds, 'a real Debian host', () => {
  // Two cores: more hosts at the same time would only wait for each other.
  const inTurn = atOnce(2);
  beforeAll(() => void base(), 900_000);
  afterAll(() => {
    for (const name of running()) if (name.startsWith(nameOf(''))) down(name);
  });

  it.concurrent.each(Object.entries(scenarios))(
    '%s',
    (scenario, it) =>
      inTurn(async () => {
        const host = await up(nameOf(scenario), it);
        try {
          const expected = { ...expectedOfGood, ...it.expected };
          const env = { HOME: host.folder, ...(it.sudoPassword && { GONOGO_SUDO_PASSWORD: it.sudoPassword }) };
          const { result, exitCode } = await checkJson(host.targetFile, [], { env });
          expect(observed(result, expected)).toEqual(expected);
          const isGo = !Object.values(it.expected).some((said) => /^(fail|error)/.test(said));
          if (isGo) expect({ decision: result.decision, exitCode }).toEqual({ decision: 'go', exitCode: 0 });
        } finally {
          down(host.name);
        }
      }),
    600_000,
  );
});
