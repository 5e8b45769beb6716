import type { Target } from '../../shared/target';
import type { Keychain } from '../keychain/keychain';
import { faultNames, faults } from '../practice/faults';
import type { Practice } from '../practice/practice';
import { UserError } from '../user-error';

/** The practice hosts of this session, by review. They end with the app. */
export class PracticeHosts {
  private readonly running = new Map<string, Practice>();

  /** Starts a host; `assign` names the review that it belongs to. */
  async start(state: 'careless' | 'good'): Promise<{ target: Target; assign: (review: string) => void }> {
    const { startPractice } = await import('../practice/practice');
    const { parseTarget } = await import('../acts/parse-target');
    const practice = await startPractice({ state });
    const parsed = parseTarget(practice.targetYaml);
    if (!parsed.ok) throw new Error(`the practice host's own target is not right: ${parsed.problems[0]?.words}`);
    return { target: parsed.target, assign: (review) => void this.running.set(review, practice) };
  }

  isRunning(review: string): boolean {
    return this.running.has(review);
  }

  faults(review: string): { name: string; words: string }[] {
    return this.of(review)
      .state.faults()
      .map((name) => ({ name, words: faults[name].repair }));
  }

  repair(review: string, fault: string): string {
    const name = faultNames.find((one) => one === fault);
    if (!name) throw new UserError(`the practice host has no fault "${fault}"`);
    return this.of(review).state.repair(name);
  }

  /** The generated values into the simulated env file: in this process only, as the practice host is. */
  async install(review: string, keychain: Keychain, target: Target): Promise<void> {
    const { practiceEnvironment } = await import('../acts/practice-environment');
    this.of(review).state.install(await practiceEnvironment(keychain, target));
  }

  async stopAll(): Promise<void> {
    await Promise.allSettled([...this.running.values()].map((practice) => practice.stop()));
    this.running.clear();
  }

  private of(review: string): Practice {
    const practice = this.running.get(review);
    if (!practice)
      throw new UserError('the practice host of this review does not run any more: begin a new practice review');
    return practice;
  }
}
