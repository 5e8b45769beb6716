import type { ScriptSection } from '../../shared/collector-script';
import { type Answer, type Answers, type Asker, fails } from './answer';
import { backupAnswers } from './answers/backups';
import { dependencyAnswers } from './answers/dependencies';
import { envFileAnswers } from './answers/env-file';
import { firewallAnswers } from './answers/firewall';
import { gitAnswers } from './answers/git';
import { logAnswers } from './answers/logs';
import { networkAnswers } from './answers/network';
import { nginxAnswers } from './answers/nginx';
import { postgresAnswers } from './answers/postgres';
import { processAnswers } from './answers/processes';
import { serviceAnswers } from './answers/service';
import { sshdAnswers } from './answers/sshd';
import { systemAnswers } from './answers/system';
import { tlsKeyAnswers } from './answers/tls-key';
import commands from './commands.json';
import type { PracticeState } from './state';

const answers: Answers = {
  ...backupAnswers,
  ...dependencyAnswers,
  ...envFileAnswers,
  ...firewallAnswers,
  ...gitAnswers,
  ...logAnswers,
  ...networkAnswers,
  ...nginxAnswers,
  ...postgresAnswers,
  ...processAnswers,
  ...serviceAnswers,
  ...sshdAnswers,
  ...systemAnswers,
  ...tlsKeyAnswers,
};

/**
 * The commands that this host knows, by the id of their section. They stand in commands.json a second time on purpose: a
 * witness that took the checker's own commands would confirm whatever the checker does.
 */
const known: ReadonlyMap<string, string> = new Map(Object.entries(commands));

/** Only what matches byte for byte is answered; the rest is refused, as a shell refuses what it may not execute. */
export function answerSection(
  state: PracticeState,
  section: ScriptSection,
  asker: Asker,
  refused: (what: string) => void,
): Answer {
  const viaSudo = section.command.startsWith(sudo);
  const command = viaSudo ? section.command.slice(sudo.length) : section.command;
  const answer = answers[section.id];
  if (!answer || known.get(section.id) !== command) {
    refused(`${section.id}: ${section.command.slice(0, 120)}`);
    return fails(126, 'practice host: this command is not known here\n');
  }
  return answer(state, { root: asker.root || viaSudo });
}

/** How a single command names sudo where the account may not run a shell as root. */
const sudo = 'sudo -n -- ';
