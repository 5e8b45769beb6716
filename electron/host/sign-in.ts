import type { AnyAuthMethod, AuthenticationType, NextAuthHandler, Prompt } from 'ssh2';
import { printable } from '../../shared/printable';
import { Identities } from './identities';
import type { Hop } from './ssh-route';

/** What a person, or the environment in their place, is asked while signing in. Null: there is no answer. */
export type SignInPrompt = (
  kind: 'passphrase' | 'password' | 'answer' | 'sudo-password',
  prompt: string,
  about: { host: string; echo: boolean },
) => Promise<Buffer | string | null>;

/** ssh2 takes false for "no more", which its types do not say. */
type Next = (method: AnyAuthMethod | false) => void;

export interface SignIn {
  handler: (left: AuthenticationType[] | null, partial: boolean | null, next: NextAuthHandler) => void;
  /** What was tried, for the words of an error. */
  tried(): string;
}

/**
 * Keys first, then one secret that is typed. A password goes only to a server whose key was known before this run: in the run
 * that accepts a key nobody has compared it yet.
 */
export function signIn(hop: Hop, trust: () => { fingerprint: string; known: boolean }, ask: SignInPrompt): SignIn {
  const tried: string[] = [];
  let accepted: readonly string[] | null = null;
  let withheld = false;
  const whom = () => `${hop.user} at ${hop.address}:${hop.port} (host key ${trust().fingerprint})`;
  const keys = new Identities(hop.identities, (file) =>
    ask('passphrase', `passphrase of ${file}, for ${whom()}`, { host: hop.alias, echo: false }),
  );

  const methods: { type: AuthenticationType; make: () => Promise<AnyAuthMethod | null> }[] = [
    { type: 'publickey', make: async () => ({ type: 'agent', username: hop.user, agent: keys }) as AnyAuthMethod },
    // Without a key to offer, this is how a server is asked what it takes (RFC 4252 5.2).
    { type: 'none', make: async () => (accepted ? null : { type: 'none', username: hop.user }) },
    { type: 'password', make: async () => asked('password', await password()) },
    {
      type: 'keyboard-interactive',
      make: async () => ({ type: 'keyboard-interactive', username: hop.user, prompt: answer }),
    },
  ];
  const asked = (type: 'password', value: Buffer | string | null): AnyAuthMethod | null =>
    // ssh2 takes a Buffer too, and then no string of it is left in memory.
    value === null ? null : { type, username: hop.user, password: value as string };
  const password = () => ask('password', `password of ${whom()}`, { host: hop.alias, echo: false });
  const answer = (
    _name: string,
    _say: string,
    _language: string,
    prompts: Prompt[],
    finish: (answers: string[]) => void,
  ) => {
    const all = prompts.map(async ({ prompt, echo = false }) => {
      const kind = /password/i.test(prompt) && !echo ? 'password' : 'answer';
      return (await ask(kind, `${printable(prompt.trim(), 200)} (of ${whom()})`, { host: hop.alias, echo })) ?? '';
    });
    Promise.all(all).then(
      (answers) => finish(answers.map(String)),
      () => finish([]),
    );
  };

  const nextMethod = async (left: readonly string[] | null, partial: boolean): Promise<AnyAuthMethod | false> => {
    accepted = left ?? accepted;
    for (let method = methods.shift(); method; method = methods.shift()) {
      const { type, make } = method;
      if (accepted && type !== 'none' && !accepted.includes(type)) continue;
      if (type === 'password' || type === 'keyboard-interactive') {
        if (!trust().known) {
          withheld = true;
          continue;
        }
        // One secret, once: every wrong one counts where accounts are locked. A second factor is another thing.
        if (tried.some((one) => one !== 'publickey') && !partial) continue;
      }
      const attempt = await make();
      if (!attempt) continue;
      if (type !== 'none') tried.push(type);
      return attempt;
    }
    return false;
  };

  return {
    handler: (left, partial, next) => {
      nextMethod(left, partial === true).then(next as Next, () => (next as Next)(false));
    },
    tried: () => {
      const offered = tried.map((type) =>
        type === 'publickey' ? `${keys.offered} key${keys.offered === 1 ? '' : 's'}` : type,
      );
      const takes = accepted ? `; it takes ${accepted.join(', ')}` : '';
      const note = withheld ? '; a password is never sent in the run that accepts the host key: run again' : '';
      // MaxAuthTries of sshd_config(5) is 6.
      const many =
        keys.offered >= 6
          ? '; a server stops listening after a few keys: name the right one in ssh.identityFile, or as IdentityFile with IdentitiesOnly in ssh_config'
          : '';
      return `tried ${offered.join(', ') || 'nothing'}${takes}${note}${many}`;
    },
  };
}
