import type { FactValue, Reason } from '../fact';
import type { AnswerSeen } from '../facts/site/http-seen';
import type { pages } from '../facts/site/pages';

type Pages = FactValue<typeof pages>;

/** The pages that header controls judge, and the error page, about which they only remark. */
export interface JudgedPages {
  judged: { page: string; answer: AnswerSeen }[];
  /** Null when it was not seen. */
  errorPage: AnswerSeen | null;
  /** A style sheet, script or picture, about which they only remark too; null when it was not seen or is none. */
  asset: { path: string; answer: AnswerSeen } | null;
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
  const asset = all.find(({ kind }) => kind === 'asset');
  return {
    judged,
    errorPage: unknown?.ok ? unknown.value : null,
    // Without a favicon its path is one more error page.
    asset: asset?.seen.ok && asset.seen.value.status < 400 ? { path: asset.path, answer: asset.seen.value } : null,
    hasLogin: login?.ok === true && login.value.status !== 404,
  };
}
