import { createHash } from 'node:crypto';
import { type Answers, lines, says } from '../answer';
import { type PracticeState, places } from '../state';
import { envFileText, exampleFileText } from './env-file';

const sha1 = (text: string): string => createHash('sha1').update(text).digest('hex');
/** git hashes a file's content behind its type and length. */
const blobId = (content: string): string => sha1(`blob ${Buffer.byteLength(content)}\0${content}`);
const commits = { head: sha1('the commit that is out'), withEnvFile: sha1('the commit that held the env file') };

/** What is committed, in git's order. The working tree is the same. */
const tracked = (state: PracticeState): [path: string, content: string][] => [
  ...(state.git.tracked ? [['.env', envFileText(state)] as [string, string]] : []),
  ['.env.example', exampleFileText(state)],
  ['.gitignore', lines(...(state.git.ignored ? ['.env'] : []), 'venv/', 'logs/', '__pycache__/')],
  ['app.py', lines('from shop import create_app', '', 'app = create_app()')],
  ['requirements.txt', lines(...state.requirements)],
];

const held = ({ git }: PracticeState): boolean => git.tracked || git.inHistory;

export const gitAnswers: Answers = {
  'git.repository': ({ git }) =>
    says(
      lines(
        `root ${places.directory}`,
        'prefix ',
        `head ${commits.head}`,
        'shallow false',
        'remote',
        'fetch +refs/heads/*:refs/remotes/origin/*',
        ...(git.tracked ? ['tracked'] : []),
        'example',
        ...(git.ignored ? ['ignored'] : []),
        'end',
      ),
    ),
  'git.commits': (state) => says(held(state) ? lines(commits.withEnvFile) : ''),
  'git.versions': (state) => {
    if (!held(state)) return says(lines('versions 0'));
    const content = envFileText(state);
    return says(`versions 1\n${blobId(content)} blob ${Buffer.byteLength(content)}\n${content}\n`);
  },
  'release.trees': (state) => {
    const files = tracked(state).map(([path, content]) => ({ path, id: blobId(content) }));
    return says(
      lines(
        `head ${commits.head}`,
        '== tree',
        ...files.map(({ path, id }) => `100644 blob ${id}\t${path}`),
        '== index',
        ...files.map(({ path, id }) => `100644 ${id} 0\t${path}`),
        '== deleted',
        '== end',
      ),
    );
  },
  'release.files': (state) => {
    const files = tracked(state);
    return says(lines(...files.map(([path]) => path), '== ids', ...files.map(([, content]) => blobId(content))));
  },
};
