import { useEffect, useState } from 'react';
import type { ReviewEvent } from '../../../shared/review/events';
import { isSamePerson } from '../../../shared/review/reducer';
import { accepted } from '../../bridge';
import { attempt } from '../../state/notices';

/** Who has said something in this review, each once, in the order in which they first spoke. */
export function namesIn(events: readonly ReviewEvent[]): string[] {
  const names: string[] = [];
  for (const { statedBy } of events) {
    if (!names.some((name) => isSamePerson(name, statedBy))) names.push(statedBy);
  }
  return names;
}

/** Names by the SHA-256 of their certificate: this machine's own, and those that are trusted. */
export type Signers = ReadonlyMap<string, string>;

export function useSigners(review: string): Signers {
  const [signers, setSigners] = useState<Signers>(new Map());
  useEffect(() => {
    void attempt(async () => {
      const own = await accepted(window.gonogo.identity.read({ review }));
      const trusted = await accepted(window.gonogo.identity.trusted());
      setSigners(new Map([...trusted, ...(own ? [own] : [])].map(({ sha256, name }) => [sha256, name])));
    });
  }, [review]);
  return signers;
}
