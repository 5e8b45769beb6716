import { homedir } from 'node:os';
import { join } from 'node:path';
import { hostWithAbsoluteFiles } from '../acts/local-files';
import { parseTarget, parseTargetValue } from '../acts/parse-target';
import { testConnection } from '../acts/test-connection';
import { planHost } from '../host/plan';
import { sshAliases } from '../host/ssh-aliases';
import { thisMachine } from '../host/ssh-route';
import { planSite } from '../site/plan';
import type { Desk } from './desk';
import { refuseRealTargets } from './practice-only';
import type { Handlers } from './router';

export function targetHandlers({ draft, prompts, signal, practiceOnly }: Desk): Pick<Handlers, 'target'> {
  let running: AbortController | null = null;
  return {
    target: {
      parse: ({ text }) => parseTarget(text),
      check: (value) => parseTargetValue(value),
      draft: async () => (await draft.read()).draft,
      keepDraft: async (kept) => void (await draft.change({ draft: kept })),
      plan: ({ target, active }) => ({
        hosts: target.hosts.map((host) => ({ name: host.name, ...planHost(target, host) })),
        site: planSite(target, active),
      }),
      aliases: () => sshAliases(join(homedir(), '.ssh/config'), homedir()),
      testConnection: async ({ id, host, compared }) => {
        refuseRealTargets(practiceOnly);
        running?.abort('cancelled');
        const mine = new AbortController();
        running = mine;
        const test = await testConnection({
          host: hostWithAbsoluteFiles(host, homedir()),
          compared,
          machine: thisMachine(),
          ask: prompts.ask,
          signal: mine.signal,
          onChange: (test) => signal('connectionTest', { id, ...test }),
        });
        return { id, ...test };
      },
      cancelTest: () => running?.abort('cancelled'),
    },
  };
}
