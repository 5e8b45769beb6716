import { appOldestProcess } from '../app-process';
import { defineControl, error, errorFrom, fail, pass } from '../control';
import { envFile } from '../facts/host/env-file';
import { envFileStat } from '../facts/host/env-file-stat';
import { processes } from '../facts/host/processes';
import { sockets } from '../facts/host/sockets';
import { asvs, cis, nist } from '../references';

/** Both times are whole seconds, rounded apart from each other. */
const rounding = 1;

const utc = (seconds: number): string => `${new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ')} UTC`;

export const envLoaded = defineControl({
  id: 'env.loaded',
  point: 1,
  severity: 'major',
  method: 'automatic',
  scope: 'host:app',
  title: 'The running app uses the values that are in the env file',
  why: 'After a rotation the old secret stays in force until the app restarts: whoever stole it goes on signing sessions, while everybody believes the leak is closed.',
  expected:
    "the app's oldest process started after the env file last changed, or with exactly its values; and with no other value of a variable of the file",
  sources: ['Checklist point 1', 'python-dotenv: load_dotenv() does not override'],
  references: [...asvs('V13.3.4'), ...nist('CM-6', 'SC-12'), ...cis('4.1')],
  fix: ({ target }) => {
    const port = target.app?.port ?? 5000;
    return {
      say: "Restart the app's service. A reload (gunicorn's HUP) is not enough: it makes new workers, and the master keeps its old environment. This restarts the unit that listens on the app's port:",
      run: [
        `systemctl restart "$(ps -o unit= -p "$(ss -Hltnp 'sport = :${port}' | sed -n 's/.*pid=\\([0-9]*\\).*/\\1/p' | head -n 1)")"`,
      ],
    };
  },
  needs: { file: envFileStat, listening: sockets, running: processes },
  wants: { env: envFile },
  words: {
    loaded: ({ startedAt, changedAt }: { startedAt: number; changedAt: number }) =>
      `the app runs since ${utc(startedAt)}, the env file is unchanged since ${utc(changedAt)}`,
    'same-values': ({ startedAt, changedAt }: { startedAt: number; changedAt: number }) =>
      `the app runs since ${utc(startedAt)} with exactly the file's values, although the file was written at ${utc(changedAt)}`,
    other: ({ keys }: { keys: string[] }) =>
      `the process was started with other values of ${keys.join(', ')} than the env file has: those are in force`,
    stale: ({ startedAt, changedAt }: { startedAt: number; changedAt: number }) =>
      `the env file changed at ${utc(changedAt)}, and the app still runs since ${utc(startedAt)}, on what it read then`,
    'not-listening': ({ port }: { port: number }) =>
      `nothing listens on the app's port ${port}, so no running app was seen`,
    'no-process': ({ port }: { port: number }) =>
      `something listens on the app's port ${port}, but which process could not be seen: that needs root`,
    container: ({ port }: { port: number }) =>
      `port ${port} is forwarded into a container, whose processes are not seen from here`,
  },
  judge: ({ file, listening, running }, { target }, { wants: { env } }) => {
    if (!target.app) return errorFrom({ code: 'not-collected', params: { fact: envFileStat.id } });
    if (!file.exists) return errorFrom({ code: 'no-file', params: { path: file.path } });
    const { port } = target.app;
    const oldest = appOldestProcess(listening, running, port);
    if (typeof oldest === 'string') return error(oldest, { port });
    const { startedAt } = oldest;
    // ctime, because mtime can be set back (cp -p, rsync -t) while ctime cannot.
    const seen = { startedAt, changedAt: file.ctime };
    const keys = env.ok ? env.value.keys.filter(({ line }) => line !== null) : [];
    const other = keys.filter(({ started }) => started === 'different').map(({ key }) => key);
    if (other.length > 0) return fail('other', { keys: other });
    if (startedAt + rounding >= file.ctime) return pass('loaded', seen);
    // A secret manager that writes the same bytes again changes nothing for the app.
    const allSame =
      keys.length > 0 && env.ok && env.value.otherKeys === 0 && keys.every((key) => key.started === 'same');
    return allSame ? pass('same-values', seen) : fail('stale', seen);
  },
});

export const environmentLoadedControls = [envLoaded];
