import { useEffect, useState } from 'react';
import { accepted } from '../../bridge';
import { attempt } from '../../state/notices';

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
