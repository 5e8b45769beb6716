import { carelessFaults, type Fault, type FaultName, faultNames, faults } from './faults';
import { merge } from './merge';
import { goodState, type PracticeState } from './state';

/** `good`, `careless`, and each fault by its name: the words that `--state` takes, several with commas. */
export const practiceStates: readonly string[] = ['good', 'careless', ...faultNames];

/** The simulated host's state, and the hand that changes it while the host runs. */
export interface StateHandle {
  /** The faults that are there now. */
  faults(): FaultName[];
  set(fault: FaultName): void;
  /** Says what was done, in words. */
  repair(fault: FaultName): string;
  /** New values in the env file, and the app started again with them. */
  install(values: Readonly<Record<string, string>>): void;
  now(): PracticeState;
}

/** Throws RangeError when no state is called so. */
export function stateHandle(names: string): StateHandle {
  const base = goodState();
  const planted = new Set(names.split(',').flatMap(faultsOf));
  return {
    faults: () => [...planted],
    set: (fault) => void planted.add(fault),
    repair: (fault) => {
      planted.delete(fault);
      return faults[fault].repair;
    },
    install: (values) => {
      Object.assign(base.env.entries, values);
      base.env.changedHoursAgo = 1;
      base.appStartedHoursAgo = 0;
    },
    now: () => [...planted].reduce(plant, base),
  };
}

function plant(state: PracticeState, name: FaultName): PracticeState {
  const { change }: Fault = faults[name];
  return merge<PracticeState>(state, typeof change === 'function' ? change(state) : change);
}

function faultsOf(state: string): readonly FaultName[] {
  if (state === 'good') return [];
  if (state === 'careless') return carelessFaults;
  const fault = faultNames.find((name) => name === state);
  if (!fault) throw new RangeError(`There is no practice state "${state}"; there are: ${practiceStates.join(', ')}`);
  return [fault];
}
