import { type Read, seen } from '../../../shared/fact';
import { type AnswerSeen, reduceAnswer } from '../../../shared/facts/site/http-seen';
import type { Answer, Ask, HttpClient } from '../http-client';

/** Asks, and keeps of the answer what facts may hold. @param origin such as `https://shop.example`. */
export async function askAndReduce(client: HttpClient, origin: string, request: Ask): Promise<Read<AnswerSeen>> {
  const answer = await client.ask(request);
  return answer.ok ? seen(reduce(answer.value, `${origin}${request.path}`)) : answer;
}

/** @param url of the request. */
export const reduce = (answer: Answer, url: string): AnswerSeen =>
  reduceAnswer({ ...answer, body: textOf(answer.body) }, url, Date.now());

/** Whatever is no UTF-8 is replaced: patterns are ASCII. */
export const textOf = (body: Uint8Array): string => new TextDecoder().decode(body);
