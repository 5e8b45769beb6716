import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answerSection } from './answers';
import { envFileText } from './answers/env-file';
import { practiceAuthority } from './practice-authority';
import { type StateHandle, stateHandle } from './practice-state';
import { practiceSite } from './site';
import { sshServer } from './ssh-server';
import { places } from './state';
import { targetYaml } from './target-yaml';

export interface PracticeOptions {
  /** One of `practiceStates`. */
  state: string;
  /** Free ones when left out. */
  sshPort?: number;
  httpsPort?: number;
  httpPort?: number;
}

export interface Practice {
  /** A whole target file, with absolute paths, the host key pinned, and the ports. */
  targetYaml: string;
  state: StateHandle;
  /** What was asked that this host does not know, oldest first. */
  refused: readonly string[];
  /** Also removes the folder with key and CA. */
  stop(): Promise<void>;
}

/**
 * A production host to practise on: a real SSH server and a real HTTPS site in this process, on loopback, that simulate a
 * Debian host with nginx, a Flask app and PostgreSQL in a state that can be changed while they run.
 */
export async function startPractice(options: PracticeOptions): Promise<Practice> {
  const state = stateHandle(options.state);
  const refused: string[] = [];
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const one of stops.splice(0).reverse()) await one();
  };
  try {
    // mkdtemp makes it 0700.
    const folder = await mkdtemp(join(tmpdir(), 'gonogo-practice-'));
    stops.push(() => rm(folder, { recursive: true, force: true }));
    const authority = await practiceAuthority();
    const site = await practiceSite({
      httpsPort: options.httpsPort ?? 0,
      httpPort: options.httpPort ?? 0,
      name: places.name,
      authority,
      site: () => state.now().site,
      envFile: () => envFileText(state.now()),
    });
    stops.push(site.close);
    const ssh = await sshServer({
      port: options.sshPort ?? 0,
      user: places.login,
      sudo: () => state.now().sudo,
      sudoPassword: randomBytes(12).toString('hex'),
      answer: (section, asker) => {
        const ports = { https: site.httpsPort, http: site.httpPort };
        return answerSection({ ...state.now(), ports }, section, asker, (what) => refused.push(what));
      },
      refused: (what) => refused.push(what),
    });
    stops.push(ssh.close);
    const [caFile, identityFile] = [join(folder, 'practice-ca.pem'), join(folder, 'id_ed25519')];
    await writeFile(caFile, authority.root, { mode: 0o600 });
    await writeFile(identityFile, ssh.privateKey, { mode: 0o600 });
    const yaml = targetYaml({ ...site, sshPort: ssh.port, hostKey: ssh.hostKey, caFile, identityFile });
    return { targetYaml: yaml, state, refused, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
