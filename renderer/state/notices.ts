import { create } from 'zustand';
import { Refused } from '../bridge';

/** What a person is told at the edge of the window, until they close it. */
export interface Notice {
  id: number;
  kind: 'done' | 'refused';
  lines: string[];
}

interface NoticesStore {
  notices: Notice[];
  tell: (kind: Notice['kind'], lines: string | readonly string[]) => void;
  close: (id: number) => void;
}

let next = 1;
export const useNotices = create<NoticesStore>((set) => ({
  notices: [],
  tell: (kind, lines) =>
    set(({ notices }) => ({ notices: [...notices.slice(-3), { id: next++, kind, lines: [lines].flat() }] })),
  close: (id) => set(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) })),
}));

/** Does it, and says it when main refuses. Resolves with undefined then. */
export async function attempt<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (cause) {
    const lines = cause instanceof Refused ? cause.error.lines : [(cause as Error).message];
    useNotices.getState().tell('refused', lines);
    return undefined;
  }
}
