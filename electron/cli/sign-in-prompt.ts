import type { Target } from '../../shared/target';
import type { SignInPrompt } from '../host/collect';
import { askHidden, secretFromEnvironment } from './prompt';

/**
 * Where passwords and passphrases come from: the environment for unattended runs, else the terminal, one question at a time.
 * A sudo password from the environment is for one host; with several it would go to hosts that it was not meant for.
 */
export function signInPrompt(target: Target): SignInPrompt {
  const withSudoPassword = target.hosts.filter(({ ssh }) => ssh.sudo === 'password').length;
  let turn: Promise<unknown> = Promise.resolve();
  return (kind, prompt) => {
    const given = fromEnvironment(kind, withSudoPassword);
    if (given !== null) return Promise.resolve(given);
    const asked = turn.then(() => askHidden(prompt));
    turn = asked.catch(() => null);
    return asked;
  };
}

function fromEnvironment(kind: Parameters<SignInPrompt>[0], withSudoPassword: number): string | null {
  if (kind === 'passphrase') return secretFromEnvironment('GONOGO_KEY_PASSPHRASE');
  if (kind === 'password') return secretFromEnvironment('GONOGO_SSH_PASSWORD');
  if (kind === 'sudo-password' && withSudoPassword === 1) return secretFromEnvironment('GONOGO_SUDO_PASSWORD');
  return null;
}
