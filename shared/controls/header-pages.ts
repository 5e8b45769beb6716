import type { FactValue, Reason } from '../fact';
import type { AnswerSeen } from '../facts/site/http-seen';
import type { pages } from '../facts/site/pages';

type Pages = FactValue<typeof pages>;

/** The pages that header controls judge, and the error page, about which they only remark. */
export interface JudgedPages {
  judged: { page: string; answer: AnswerSeen }[];
  /** Null when it was not seen. */
  errorPage: AnswerSeen | null;
  /** The login path exists. */
  hasLogin: boolean;
}

/** Start and login page; where one of them could not be seen, the reason. */
export function judgedPages({ pages: all }: Pages): JudgedPages | { unseen: Reason } {
  const judged: JudgedPages['judged'] = [];
  for (const { kind, path, seen } of all) {
    if (kind !== 'root' && kind !== 'login') continue;
    if (!seen.ok) return { unseen: seen.reason };
    judged.push({ page: path, answer: seen.value });
  }
  const unknown = all.find(({ kind }) => kind === 'unknown')?.seen;
  const login = all.find(({ kind }) => kind === 'login')?.seen;
  return {
    judged,
    errorPage: unknown?.ok ? unknown.value : null,
    hasLogin: login?.ok === true && login.value.status !== 404,
  };
}
