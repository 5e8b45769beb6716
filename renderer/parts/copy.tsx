import { ActionIcon } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { accepted } from '../bridge';
import { attempt } from '../state/notices';
import { words } from '../words';

const shownFor = 2000;

/** Copies a text that is no secret, and says so for a moment. */
export function Copy({ text, label }: { text: string; label: string }) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), shownFor);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = () =>
    attempt(async () => {
      await accepted(window.gonogo.app.copy(text));
      setCopied(true);
    });
  return (
    <ActionIcon
      variant="subtle"
      aria-label={copied ? words.shell.copied : label}
      title={words.shell.copy}
      onClick={copy}
    >
      {copied ? <IconCheck size={18} /> : <IconCopy size={18} />}
    </ActionIcon>
  );
}
