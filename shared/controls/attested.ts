import { type Control, type ControlMeta, defineControl } from '../control';

interface AttestedControl extends Omit<ControlMeta, 'method' | 'scope' | 'fix' | 'attest'> {
  /** What to do when the statement cannot be made yet. */
  fix: string;
  attest: NonNullable<ControlMeta['attest']>;
}

/** A control on how people work: no program can see it, one statement stands for the whole target. */
export const defineAttested = ({ fix, ...meta }: AttestedControl): Control =>
  defineControl({ ...meta, method: 'attested', scope: 'process', fix: () => ({ say: fix }) });
