import { createContext, useContext, useEffect, useState } from 'react';
import type { ParsedTarget } from '../../../shared/ipc';
import { dotted, type Path } from '../../../shared/schema-path';
import { accepted } from '../../bridge';
import { useDraft } from '../../state/draft';
import { attempt } from '../../state/notices';
import { draftOf, withValue } from './draft';

/** Milliseconds: main is asked once the person pauses. */
const pause = 150;

/** The draft, what main says of it, and which of its problems the person has come to. */
export function useTargetForm() {
  const { change } = useDraft.getState();
  const { file, text, elsewhere } = useDraft(({ draft }) => draft)!;
  const [answer, setAnswer] = useState<ParsedTarget | null>(null);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [all, setAll] = useState(false);
  const source = text ?? file;

  /** Asks main about what stands there now. */
  const check = async (): Promise<ParsedTarget> => {
    const { target } = window.gonogo;
    const asked = typeof source === 'string' ? target.parse({ text: source, name: '' }) : target.check(source as never);
    return accepted(asked);
  };
  const take = (parsed: ParsedTarget): void => {
    setAnswer(parsed);
    if (parsed.ok && text !== null) change(() => ({ file: draftOf(parsed.file) }));
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: `check` and `take` are those of this source
  useEffect(() => {
    let current = true;
    const timer = setTimeout(() => {
      void attempt(async () => {
        const parsed = await check();
        if (current) take(parsed);
      });
    }, pause);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [source]);

  const problems = answer && !answer.ok ? answer.problems : [];
  return {
    file,
    text,
    elsewhere,
    // Of the newest answer, so that nothing flickers while one types; `check` is for what counts.
    target: answer?.ok ? answer.target : null,
    yaml: text ?? (Object.keys(file).length > 0 ? (answer?.yaml ?? '') : ''),
    problems,
    check: async () => {
      const parsed = await check();
      take(parsed);
      return parsed;
    },
    /** Also those of fields that the person has not come to yet. */
    showAll: () => setAll(true),
    allShown: all || elsewhere || text !== null,
    set: (path: Path, value: unknown) => change((draft) => ({ file: withValue(draft.file, path, value), text: null })),
    leave: (path: Path) => setLeft((before) => new Set(before).add(dotted(path))),
    /** What is wrong at a field or within it. Null: nothing, or the person has not left it yet. */
    problemAt: (path: Path, within = true): string | null => {
      const at = dotted(path);
      if (!all && !elsewhere && !left.has(at)) return null;
      const own = problems.filter((one) => one.at === at || (within && one.at.startsWith(`${at}[`)));
      return own.length > 0 ? own.map(({ words }) => words).join('; ') : null;
    },
    write: (next: string, how: { elsewhere: boolean }) =>
      change((draft) => ({ text: next, elsewhere: draft.elsewhere || how.elsewhere })),
    discardText: () => change(() => ({ text: null })),
  };
}
export type TargetForm = ReturnType<typeof useTargetForm>;

export const TargetFormContext = createContext<TargetForm | null>(null);
export const useForm = (): TargetForm => useContext(TargetFormContext)!;
