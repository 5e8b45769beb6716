import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseTarget, parseTargetValue } from '../acts/parse-target';
import { planHost } from '../host/plan';
import { sshAliases } from '../host/ssh-aliases';
import { planSite } from '../site/plan';
import type { Handlers } from './router';

export const targetHandlers = (): Pick<Handlers, 'target'> => ({
  target: {
    parse: ({ text }) => parseTarget(text),
    check: (value) => parseTargetValue(value),
    plan: ({ target, active }) => ({
      hosts: target.hosts.map((host) => ({ name: host.name, ...planHost(target, host) })),
      site: planSite(target, active),
    }),
    aliases: () => sshAliases(join(homedir(), '.ssh/config'), homedir()),
  },
});
