import { ActionIcon, Button, FileButton, Text } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useEffect } from 'react';
import { maxEvidenceBytes } from '../../../../shared/ipc';
import type { Evidence } from '../../../../shared/review/events';
import { accepted } from '../../../bridge';
import { sayBytes } from '../../../parts/sizes';
import { attempt, useNotices } from '../../../state/notices';
import { words } from '../../../words';
import classes from './evidence-files.module.css';
import { useFileDrop } from './use-file-drop';

/** Files that prove a statement. Each is kept by main as soon as it is given, under the hash that is shown. */
export function EvidenceFiles({
  review,
  dropped,
  kept,
  onKept,
  onRemove,
}: {
  review: string;
  /** Dropped before this was shown. */
  dropped?: readonly File[];
  kept: readonly Evidence[];
  onKept: (file: Evidence) => void;
  onRemove: (file: Evidence) => void;
}) {
  const add = (files: readonly File[]) =>
    attempt(async () => {
      for (const file of files) {
        if (file.size > maxEvidenceBytes) useNotices.getState().tell('refused', words.walk.attest.tooBig(file.name));
        else onKept(await keep(review, file));
      }
    });
  useFileDrop(add);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, as it appears
  useEffect(() => {
    if (dropped) void add(dropped);
  }, []);
  const w = words.walk.attest;
  return (
    <fieldset className={classes.files}>
      <legend>{w.evidence}</legend>
      <ul className={classes.list}>
        {kept.map((file) => (
          <li key={`${file.sha256} ${file.name}`}>
            <div className={classes.file}>
              {file.name}, {sayBytes(file.bytes)}
              <Text size="xs" c="dimmed" className={classes.hash}>
                SHA-256 {file.sha256}
              </Text>
            </div>
            <ActionIcon variant="subtle" aria-label={w.remove(file.name)} onClick={() => onRemove(file)}>
              <IconX size={16} />
            </ActionIcon>
          </li>
        ))}
      </ul>
      <div className={classes.add}>
        {w.drop}
        <FileButton multiple onChange={(files) => void add(files)}>
          {(props) => (
            <Button {...props} variant="default" size="xs">
              {w.pick}
            </Button>
          )}
        </FileButton>
      </div>
      <Text size="xs" c="dimmed">
        {w.limit}
      </Text>
    </fieldset>
  );
}

const keep = async (review: string, file: File): Promise<Evidence> =>
  accepted(
    window.gonogo.review.addEvidence({ review, name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }),
  );
