import { z } from 'zod';
import { defineFact } from '../../fact';

/** Does Werkzeug's debugger serve its own script? One GET; the console itself is not touched. */
export const debuggerResource = defineFact({
  id: 'site.debugger',
  schema: z.strictObject({ status: z.number().int(), served: z.boolean() }),
});

/** werkzeug/debug/shared/debugger.js, of every release since 0.5, reads this variable of the page. */
export const isDebuggerScript = (body: string): boolean =>
  /\bEVALEX\b/.test(body) && /\b(?:initPinBox|openShell|createInteractiveConsole|CONSOLE_MODE)\b/.test(body);
