import { defineControl, error, errorFrom, fail, note, pass, withNotes } from '../control';
import { exposedFiles } from '../facts/site/exposed-files';
import { asvs, nist } from '../references';

export const envNotServed = defineControl({
  id: 'env.not-served',
  point: 1,
  severity: 'blocker',
  method: 'automatic',
  scope: 'site',
  waivable: false,
  title: 'Files with secrets are not served',
  why: 'Most leaked .env files were not stolen: they were downloaded, by robots that ask every new site for the same dozen paths within minutes of its first certificate.',
  expected:
    '/.env, /.git, backups, dumps and logs answer 401, 403, 404 or 410, or with something that is not that file',
  sources: ['Checklist point 1'],
  references: [...asvs('V13.4.1', 'V13.3.1'), ...nist('AC-3', 'CM-7')],
  fix: () => ({
    say: 'Let the web server reach nothing but the public folder, and refuse every name that begins with a dot. Then take it as stolen: change every secret in the file.',
    run: ['nginx -t', 'systemctl reload nginx'],
    config: {
      file: 'nginx, in the server block',
      text: 'location ~ /\\.(?!well-known/) { return 404; }\nlocation ~* \\.(env|sql|dump|bak|log|py)$ { return 404; }',
    },
  }),
  needs: { seen: exposedFiles },
  words: {
    withheld: ({ files }: { files: number }) => `none of ${files} files is served`,
    served: ({ paths }: { paths: string[] }) => `everyone can download ${paths.join(', ')}`,
    unclear: ({ path, status }: { path: string; status: number }) =>
      `${path} answered ${status}, which hides whether it is there`,
    'other-body': ({ paths }: { paths: string[] }) =>
      `answered with something else, as single-page apps do: ${paths.join(', ')}`,
  },
  judge: ({ seen: { files } }) => {
    const withResult = (result: string) => files.filter(({ seen }) => seen.ok && seen.value.result === result);
    const paths = (some: readonly { path: string }[]): string[] => some.map(({ path }) => path);
    const served = withResult('served');
    if (served.length > 0) return fail('served', { paths: paths(served) });
    for (const { path, seen } of files) {
      if (!seen.ok) return errorFrom(seen.reason);
      if (seen.value.result === 'unclear') return error('unclear', { path, status: seen.value.status });
    }
    const other = withResult('other');
    return withNotes(
      pass('withheld', { files: files.length }),
      other.length > 0 ? [note('other-body', { paths: paths(other) })] : [],
    );
  },
});

export const exposedFileControls = [envNotServed];
