/** What the section `nginx.config` prints for files by path; includes are given as `pattern: matches`. */
export function nginxFrames(stated: {
  files: Record<string, string>;
  includes?: Record<string, string[]>;
  root?: string;
  word?: 'master' | 'default';
  more?: string[];
}): Uint8Array {
  const root = stated.root ?? Object.keys(stated.files)[0] ?? '/etc/nginx/nginx.conf';
  const encoder = new TextEncoder();
  return encoder.encode(
    [
      `${stated.word ?? 'master'} ${root}\n`,
      ...Object.entries(stated.files).map(([path, text]) => `file ${encoder.encode(text).length} ${path}\n${text}\n`),
      ...Object.entries(stated.includes ?? {}).map(
        ([pattern, matches]) => `include ${pattern}\n${matches.map((match) => `match ${match}\n`).join('')}`,
      ),
      ...(stated.more ?? []).map((line) => `${line}\n`),
      'end\n',
    ].join(''),
  );
}
