import { Notification } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useNotices } from '../state/notices';
import { words } from '../words';
import classes from './notices.module.css';

/** At the lower edge, read out by screen readers when they come. */
export function Notices() {
  const { notices, close } = useNotices();
  const strip = useRef<HTMLDivElement>(null);
  useEffect(() => (strip.current ? keepHeight(strip.current) : undefined), []);
  return (
    <div ref={strip} className={classes.notices} role="status" aria-live="polite">
      {notices.map(({ id, kind, lines }) => (
        <Notification
          key={id}
          className={classes.notice}
          color={kind === 'refused' ? 'red' : 'green'}
          closeButtonProps={{ 'aria-label': words.shell.close }}
          onClose={() => close(id)}
        >
          {lines.map((line) => (
            <div key={line}>{line}</div>
          ))}
        </Notification>
      ))}
    </div>
  );
}

/** `--notices-height` is what screens (shell.module.css) and dialogs (theme.ts) leave free for them. Returns what ends it. */
function keepHeight(strip: HTMLElement): () => void {
  const observer = new ResizeObserver(() =>
    document.documentElement.style.setProperty('--notices-height', `${strip.offsetHeight}px`),
  );
  observer.observe(strip);
  return () => observer.disconnect();
}
