import { describe, expect, it } from 'vitest';
import { parseNginx } from '../../../../shared/facts/host/nginx-syntax';

const args = (text: string): string[] | undefined => parseNginx(text)?.[0]?.args;

describe('words', () => {
  it.each([
    ['add_header X "a; b { c } # d";', ['X', 'a; b { c } # d']],
    [`add_header X 'say "hi"' always;`, ['X', 'say "hi"', 'always']],
    [String.raw`add_header X "say \"hi\" \t\d";`, ['X', 'say "hi" \t\\d']],
    ['return 301 https://${host}$request_uri;', ['301', 'https://${host}$request_uri']],
    ['log_format x a#b # a comment ; {\n c;', ['x', 'a#b', 'c']],
    ['server_name a b\n\tc ;', ['a', 'b', 'c']],
    [String.raw`rewrite ^/a\;b$ /c;`, ['^/a\\;b$', '/c']],
    ["try_files '' $uri;", ['', '$uri']],
  ])('%s', (text, expected) => expect(args(text)).toEqual(expected));

  it('takes a directive without arguments', () =>
    expect(parseNginx('internal;')).toEqual([{ name: 'internal', args: [], block: null }]));
});

describe('blocks', () => {
  it('ends an unquoted word at a brace, so that a regular expression with braces needs quotes', () => {
    expect(parseNginx('location ~ "^/[0-9]{3}$" { internal; }')?.[0]).toMatchObject({ args: ['~', '^/[0-9]{3}$'] });
    expect(parseNginx('location ~ ^/[0-9]{3}$ { internal; }')).toBeNull();
  });
  it('nests', () => {
    expect(parseNginx('http{server{listen 80;}server{}}')).toEqual([
      {
        name: 'http',
        args: [],
        block: [
          { name: 'server', args: [], block: [{ name: 'listen', args: ['80'], block: null }] },
          { name: 'server', args: [], block: [] },
        ],
      },
    ]);
  });
  it('reads an empty file', () => expect(parseNginx('# nothing\n')).toEqual([]));
});

describe('what nginx would not start with', () => {
  it.each([
    ['a brace too many', 'http {}}'],
    ['a brace too few', 'http { server {}'],
    ['no semicolon', 'listen 80'],
    ['no semicolon before a brace', 'http { listen 80 }'],
    ['an open quote', 'add_header X "abc;'],
    ['text glued to a quoted word', 'add_header X "a"b;'],
    ['a lone semicolon', ';'],
    ['a backslash at the end', 'a \\'],
    ['depth without end', '{'.repeat(3) + 'a {'.repeat(1000)],
  ])('%s', (_, text) => expect(parseNginx(text)).toBeNull());

  it('does not guess where Lua ends', () => expect(parseNginx('content_by_lua_block { ngx.say("}") }')).toBeNull());
});
