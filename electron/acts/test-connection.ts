import type { ConnectionStep, ConnectionTest, SudoFound } from '../../shared/ipc';
import { printable } from '../../shared/printable';
import type { HostTarget } from '../../shared/target';
import { patience, type SignInPrompt } from '../host/collect';
import { connect, type HostConnection } from '../host/connection';
import { ConnectionError } from '../host/connection-error';
import { UnknownHostKey } from '../host/host-key';
import { openShell } from '../host/open-shell';
import type { Hop, SshEnvironment } from '../host/ssh-route';
import { askSudoPassword } from '../host/sudo-password';

export interface TestRequest {
  /** With absolute paths. */
  host: HostTarget;
  /** The fingerprint of the one host key that a person compared just now: it is trusted from here on. */
  compared: string | null;
  machine: SshEnvironment;
  ask: SignInPrompt;
  signal: AbortSignal;
  onChange: (test: Omit<ConnectionTest, 'id'>) => void;
}

/**
 * Goes the way that a run of the checks goes, one step at a time, and looks no further than whether sudo is there. Never throws
 * for what a server does.
 */
export async function testConnection(request: TestRequest): Promise<Omit<ConnectionTest, 'id'>> {
  const { host, compared, signal, onChange } = request;
  const steps = new Steps();
  let state: ConnectionTest['state'] = 'running';
  let unknownKey: ConnectionTest['unknownKey'] = null;
  const now = () => ({ state, steps: steps.copy(), unknownKey });
  const tell = () => onChange(now());
  let connection: HostConnection | null = null;
  try {
    connection = await connect({
      ...request,
      acceptHostKey: (fingerprint) => fingerprint === compared,
      patience,
      onStage: (hop, stage, done) => {
        if (done === null) steps.begin(hop, hop.alias, stage);
        else steps.end(hop, stage, done);
        tell();
      },
    });
    steps.begin(host, host.name, 'sudo');
    tell();
    steps.end(host, 'sudo', await findSudo(connection, request));
  } catch (error) {
    if (!(error instanceof ConnectionError)) throw error;
    if (error instanceof UnknownHostKey) {
      const { type, fingerprint } = error;
      unknownKey = { server: steps.running()?.server ?? host.name, type, fingerprint };
    }
    steps.fail(host, error.message);
  } finally {
    connection?.close();
  }
  state = signal.aborted ? 'cancelled' : 'ended';
  tell();
  return now();
}

/** The steps in the order in which they began. One that begins anew (another key of the same server is asked for) is the same step. */
class Steps {
  private readonly all: (ConnectionStep & { of: Hop | HostTarget })[] = [];

  begin(of: Hop | HostTarget, server: string, stage: ConnectionStep['stage']): void {
    const known = this.find(of, stage);
    if (known) Object.assign(known, { state: 'running', said: '' });
    else this.all.push({ of, server, stage, state: 'running', said: '' });
  }

  end(of: Hop | HostTarget, stage: ConnectionStep['stage'], said: string): void {
    const step = this.find(of, stage);
    if (step) Object.assign(step, { state: 'done', said: printable(said) });
  }

  /** What is being done fails; where nothing is yet, there is no way to the host. */
  fail(host: HostTarget, said: string): void {
    if (!this.running()) this.begin(host, host.name, 'resolve');
    Object.assign(this.running()!, { state: 'failed', said });
  }

  running(): ConnectionStep | undefined {
    return this.all.find(({ state }) => state === 'running');
  }

  copy(): ConnectionStep[] {
    return this.all.map(({ of: _, ...step }) => ({ ...step }));
  }

  private find(of: Hop | HostTarget, stage: ConnectionStep['stage']) {
    return this.all.find((step) => step.of === of && step.stage === stage);
  }
}

/** Whether a shell answers, and what sudo lets the account do. @throws ConnectionError what to do about it. */
async function findSudo(connection: HostConnection, { host, ask, signal }: TestRequest): Promise<SudoFound> {
  const { account, address, port, trustedBy } = connection;
  const { sudo } = host.ssh;
  const server = `${host.name}: ${account} at ${address}:${port}`;
  const open = async (access: Parameters<typeof openShell>[1]) => {
    const opened = await openShell(connection, access, signal);
    if (opened.ok) opened.shell.channel.close();
    return opened;
  };
  const user = await open({ form: 'user' });
  if (!user.ok)
    throw new ConnectionError(
      codeOf(user.why),
      `${server} gets no shell: ${user.message}; give the account /bin/sh, and no forced command`,
    );
  if (account === 'root') return 'root';
  if (sudo === 'none') return 'unused';
  if (sudo === 'password') {
    if (trustedBy === 'accepted-now')
      throw new ConnectionError(
        'auth',
        `${server}: the sudo password is never sent in the run that accepts the host key: test again`,
      );
    const root = await open({ form: 'password', ask: () => askSudoPassword(host.name, connection, ask) });
    if (root.ok) return 'all';
    throw new ConnectionError(
      codeOf(root.why),
      `${server}: ${root.message}; ${root.why === 'auth' ? 'try again with the password of that account there' : `let ${account} run sh with sudo, or set sudo to nopasswd and use the sudoers lines of the plan`}`,
    );
  }
  const root = await open({ form: 'nopasswd' });
  if (!root.ok) throw new ConnectionError(codeOf(root.why), `${server}: ${root.message}; is sudo installed there?`);
  if (!root.shell.each) return 'all';
  // sudo lists without a password only where at least one rule asks for none (sudoers(5), listpw).
  if ((await exitCode(connection, 'sudo -n -l >/dev/null 2>&1', signal)) === 0) return 'single';
  throw new ConnectionError(
    'auth',
    `${server} may run nothing with sudo without a password: put the sudoers lines of the plan into /etc/sudoers.d/gonogo there, or set sudo to password`,
  );
}

const codeOf = (why: 'no-root' | 'auth' | 'closed' | 'timeout' | 'cancelled') => (why === 'no-root' ? 'auth' : why);

async function exitCode(connection: HostConnection, command: string, signal: AbortSignal): Promise<number | null> {
  const channel = await connection.exec(command);
  return new Promise((done) => {
    let code: number | null = null;
    channel.on('exit', (value: number | null) => {
      code = value;
    });
    channel.on('error', () => {});
    channel.on('close', () => done(code));
    signal.addEventListener('abort', () => channel.close(), { once: true });
    channel.resume();
    channel.stderr.resume();
  });
}
