import { randomBytes } from 'node:crypto';
import { clientHello, type HelloOffer } from '../../shared/tls/client-hello';
import { readServerFlight, type ServerFlight } from '../../shared/tls/server-flight';
import type { Endpoint } from './endpoint';
import type { Limited } from './limited';
import { type Answer, offerHello } from './offer-hello';
import type { SiteLimits } from './site-context';

export type FlightAnswer = Answer<ReturnType<typeof readServerFlight>>;
export type AskFlight = (
  offer: Omit<HelloOffer, 'random' | 'serverName'> & { named?: boolean },
) => Promise<FlightAnswer>;

/** Asks for whole flights, so many at once as `inTurn` lets. `count` is told of each connection. */
export const flightAsker =
  (
    endpoint: Pick<Endpoint, 'address' | 'port' | 'serverName'>,
    { limits, signal, inTurn }: { limits: Pick<SiteLimits, 'handshakeMs'>; signal: AbortSignal; inTurn: Limited },
    count: () => void,
  ): AskFlight =>
  ({ named = true, ...offer }) =>
    inTurn(() => {
      count();
      const serverName = named ? endpoint.serverName : null;
      const hello = clientHello({ ...offer, serverName, random: randomBytes(32) });
      return offerHello(endpoint, hello, { timeoutMs: limits.handshakeMs, signal, read: readServerFlight });
    });

export const flightOf = (answer: FlightAnswer): ServerFlight | null =>
  answer.kind === 'flight' ? answer.flight : null;
/** The server said no in so many words; a lost connection or silence says nothing. */
export const isRefusal = ({ kind }: FlightAnswer): boolean => kind === 'alert';

/**
 * What the server chooses of `all`, one after the other: offer, take the chosen one away, offer again. Complete when it ended in
 * a refusal, or in a choice of something else (an RSA key exchange in place of ECDHE).
 */
export async function chosenInTurn(
  all: readonly number[],
  offer: (left: readonly number[]) => Promise<FlightAnswer>,
  choiceOf: (flight: ServerFlight) => number | null,
): Promise<{ chosen: number[]; complete: boolean }> {
  const left = new Set(all);
  const chosen: number[] = [];
  while (left.size > 0) {
    const answer = await offer([...left]);
    const flight = flightOf(answer);
    if (!flight) return { chosen, complete: isRefusal(answer) };
    const choice = choiceOf(flight);
    if (choice === null || !left.delete(choice)) return { chosen, complete: choice === null };
    chosen.push(choice);
  }
  return { chosen, complete: true };
}
