import { request } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';

const secondsToAnswer = 60;

/** Waits until the site's start page, which asks the database, is served: systemd calls gunicorn started before its workers are. */
export async function untilSiteAnswers(address: string): Promise<void> {
  for (const until = Date.now() + secondsToAnswer * 1000; ; ) {
    const status = await statusAt(address);
    if (status === 200) return;
    if (Date.now() > until) throw new Error(`the site at ${address} answers ${status ?? 'nothing'}`);
    await sleep(100);
  }
}

const statusAt = (host: string): Promise<number | null> =>
  new Promise((done) => {
    const headers = { host: 'shop.example' };
    request(
      { host, path: '/', headers, servername: 'shop.example', rejectUnauthorized: false, agent: false },
      (response) => {
        response.resume();
        done(response.statusCode ?? null);
      },
    )
      .once('error', () => done(null))
      .end();
  });
