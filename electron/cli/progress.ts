import { forTerminal } from '../../shared/report/text-safe';

export interface Progress {
  /** Replace the live line. Nothing on a stream that is no terminal. */
  say(text: string): void;
  /** A line that stays. */
  line(text: string): void;
  end(): void;
}

/** One live line on stderr, redrawn at most ten times a second so that a fast run is not slowed by its own display. */
export function liveProgress(stream: NodeJS.WriteStream = process.stderr): Progress {
  const live = stream.isTTY === true && process.env.TERM !== 'dumb';
  let drawnAt = 0;
  let shown = false;
  const clear = (): void => {
    if (shown) stream.write('\r\x1b[2K');
    shown = false;
  };
  return {
    say(text) {
      const now = Date.now();
      if (!live || now - drawnAt < 100) return;
      drawnAt = now;
      stream.write(`\r\x1b[2K${forTerminal(text).slice(0, (stream.columns || 80) - 1)}`);
      shown = true;
    },
    line(text) {
      clear();
      stream.write(`${forTerminal(text)}\n`);
    },
    end: clear,
  };
}
