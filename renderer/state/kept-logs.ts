import { useCallback, useEffect, useState } from 'react';
import type { Entry, KeptLog } from '../../shared/chained-log';
import type { Reply } from '../../shared/ipc';
import { accepted } from '../bridge';
import { attempt } from './notices';

/** Logs of one kind as they are on the disk; null until main answered. `list` stays the same function. */
export function useKeptLogs<E extends Entry>(list: () => Promise<Reply<KeptLog<E>[]>>) {
  const [logs, setLogs] = useState<KeptLog<E>[] | null>(null);
  const load = useCallback(async () => setLogs(await accepted(list())), [list]);
  useEffect(() => void attempt(load), [load]);
  /** Has main write an entry, and shows what is on the disk afterwards, also when main refused it. */
  const write = async (entry: Promise<Reply<E>>): Promise<E> => accepted(entry).finally(load);
  return { logs, write };
}
