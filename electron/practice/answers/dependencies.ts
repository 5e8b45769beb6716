import { type Answers, fails, lines, says } from '../answer';
import { places } from '../state';

const noFile = (name: string) => () => fails(1, `cat: ${places.directory}/${name}: No such file or directory\n`);

/** `grep -H -Z`: the file's name and a NUL before each line. */
export const dependencyAnswers: Answers = {
  'requirements.lines': ({ requirements }) =>
    says(lines(...requirements.map((line) => `${places.directory}/requirements.txt\0${line}`))),
  'requirements.poetry': noFile('poetry.lock'),
  'requirements.uv': noFile('uv.lock'),
  'requirements.pipfile': noFile('Pipfile.lock'),
  'requirements.pdm': noFile('pdm.lock'),
  'installed-packages.find': ({ installed }) =>
    says(
      lines(
        ...installed.map(({ name, version }) => {
          const folder = `${name.toLowerCase().replaceAll('-', '_')}-${version}.dist-info`;
          return `${places.directory}/venv/lib/python3.11/site-packages/${folder}`;
        }),
      ),
    ),
};
