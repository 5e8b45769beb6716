import { type FactValue, type Read, seen } from '../../../shared/fact';
import { type debuggerResource, isDebuggerScript } from '../../../shared/facts/site/debugger';
import type { HttpClient } from '../http-client';
import { textOf } from './exchange-seen';

/** Werkzeug serves its script to everyone even where it answers 400 on /console. */
export const debuggerPath = '/?__debugger__=yes&cmd=resource&f=debugger.js';

export async function probeDebugger(client: HttpClient): Promise<Read<FactValue<typeof debuggerResource>>> {
  const answer = await client.ask({ path: debuggerPath });
  if (!answer.ok) return answer;
  const { status, body } = answer.value;
  return seen({ status, served: isDebuggerScript(textOf(body)) });
}
