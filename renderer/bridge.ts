import type { Bridge, CallError, Reply } from '../shared/ipc';

declare global {
  interface Window {
    gonogo: Bridge;
  }
}

/** What main refused, in words for the person. */
export class Refused extends Error {
  constructor(readonly error: CallError) {
    super(error.lines.join('\n'));
  }
}

/** The value of a reply; throws Refused. */
export async function accepted<T>(reply: Promise<Reply<T>>): Promise<T> {
  const answer = await reply;
  if (!answer.ok) throw new Refused(answer.error);
  return answer.value;
}
