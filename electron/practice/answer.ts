import type { PracticeState } from './state';

/** What a simulated command says. */
export interface Answer {
  stdout: string | Buffer;
  stderr: string;
  exitCode: number;
}

/** Who asks: the login account, or root through sudo. */
export interface Asker {
  root: boolean;
}

/** What the real tool would print of the simulated state. */
export type Answering = (state: PracticeState, asker: Asker) => Answer;

/** By the id of the section. */
export type Answers = Readonly<Record<string, Answering>>;

export const says = (stdout: string | Buffer): Answer => ({ stdout, stderr: '', exitCode: 0 });
export const fails = (exitCode: number, stderr: string): Answer => ({ stdout: '', stderr, exitCode });
/** Each line ended. */
export const lines = (...all: readonly string[]): string => all.map((line) => `${line}\n`).join('');

/** What only root gets; the account hears `denied`. */
export const rootOnly =
  (denied: Answer, answer: Answering): Answering =>
  (state, asker) =>
    asker.root ? answer(state, asker) : denied;
