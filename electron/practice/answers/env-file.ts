import { type Answer, type Answers, fails, lines, says } from '../answer';
import { type PracticeState, places } from '../state';
import { secondsAgo } from './file-tools';

const path = `${places.directory}/.env`;

/** As a careful person writes it: quoted where the value holds a space. */
export const envFileText = ({ env }: PracticeState): string => assignments(env.entries);

/** Every key, and only values that are no secret. */
export const exampleFileText = ({ env }: PracticeState): string =>
  assignments(Object.fromEntries(Object.keys(env.entries).map((key) => [key, env.example[key] ?? ''])));

const assignments = (entries: Record<string, string>): string =>
  Object.entries(entries)
    .map(([key, value]) => `${key}=${/\s/.test(value) ? `"${value}"` : value}\n`)
    .join('');

/** `stat -c %F/%a/%U/%G/%u/%g/%s/%Y/%Z`. It is no link, so with and without -L it is the same. */
const stat = (state: PracticeState): Answer => {
  const changed = secondsAgo(state.env.changedHoursAgo);
  const bytes = Buffer.byteLength(envFileText(state));
  const mode = Number.parseInt(state.env.mode, 8).toString(8);
  return says(
    lines(['regular file', mode, places.appUser, places.appUser, 998, 998, bytes, changed, changed].join('/')),
  );
};

const folders = [
  ['root', 0],
  ['root', 0],
  [places.appUser, 998],
].map(([owner, id]) => ['directory', 755, owner, owner, id, id, 4096, 1_780_000_000, 1_780_000_000].join('/'));

const readableByAll = ({ env }: PracticeState): boolean => (Number.parseInt(env.mode, 8) & 0o004) !== 0;

/** `-rw-r-----`; getfacl(1) prints the same by entry. */
const symbols = (mode: string): string[] =>
  [...mode.slice(-3)].map((digit) => {
    const bits = Number(digit);
    return `${bits & 4 ? 'r' : '-'}${bits & 2 ? 'w' : '-'}${bits & 1 ? 'x' : '-'}`;
  });

export const envFileAnswers: Answers = {
  'env-file-stat.link': stat,
  'env-file-stat.file': stat,
  'env-file-stat.parents': () => says(lines(...folders)),
  'env-file-stat.acl': ({ env }) => {
    const [user, group, other] = symbols(env.mode);
    return says(lines(`user::${user}`, `group::${group}`, `other::${other}`, ''));
  },
  'env-file-stat.list': (state) => {
    const bytes = Buffer.byteLength(envFileText(state));
    return says(
      lines(`-${symbols(state.env.mode).join('')} 1 ${places.appUser} ${places.appUser} ${bytes} Nov  3 09:12 ${path}`),
    );
  },
  'env-file.link': stat,
  'env-file.file': stat,
  'env-file.cat': (state, { root }) =>
    root || readableByAll(state) ? says(envFileText(state)) : fails(1, `cat: ${path}: Permission denied\n`),
  'env-example.cat': (state) => says(exampleFileText(state)),
};
