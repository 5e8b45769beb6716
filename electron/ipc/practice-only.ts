import { UserError } from '../user-error';

/** Nothing that connects to a real target runs where the runtime gets no security updates. @throws UserError */
export function refuseRealTargets(practiceOnly: boolean): void {
  if (practiceOnly)
    throw new UserError(
      'this runtime gets no security updates any more: it serves the practice host only. Install the Electron that package.json names (README, "Starting the window")',
    );
}
