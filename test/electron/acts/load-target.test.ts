import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadTarget } from '../../../electron/acts/load-target';
import { UserError } from '../../../electron/user-error';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gonogo-target-'));
});
afterEach(() => rm(folder, { recursive: true }));

const load = async (text: string | Buffer, file = 'shop.yml') => {
  await writeFile(join(folder, file), text);
  return loadTarget(file, { cwd: folder, controlIds: ['headers.csp'] });
};
const linesOf = async (text: string | Buffer): Promise<readonly string[]> => {
  const error = await load(text).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(UserError);
  return (error as UserError).lines;
};

describe('loadTarget', () => {
  it('reads YAML, fills in defaults, and hashes the bytes', async () => {
    const text =
      'name: Example Shop\nsite:\n  url: https://shop.example\nwaivers:\n  - { control: headers.csp, by: A. Lead, reason: later, expires: 2027-01-31 }\n';
    const { target, path, sha256 } = await load(text);
    expect(path).toBe(join(folder, 'shop.yml'));
    expect(sha256).toBe(createHash('sha256').update(text).digest('hex'));
    expect(target.site?.loginPath).toBe('/login');
    expect(target.modules.pci).toBe(false);
    expect(target.waivers[0]?.expires).toBe('2027-01-31');
  });

  it('reads JSON, with tabs too', async () => {
    const { target } = await load(
      '{\n\t"name": "Example Shop",\n\t"site": {"url": "https://shop.example"}\n}\n',
      'shop.json',
    );
    expect(target.name).toBe('Example Shop');
  });

  it('takes the shortest targets: a site, or a host whose address is its name', async () => {
    const { target } = await load('name: x\nhosts: [{ name: web-1, roles: [web] }]\n');
    expect(target.hosts[0]?.ssh).toEqual({ sudo: 'none' });
  });

  it('keeps files of this machine as they are written', async () => {
    const { target, folder: itsFolder } = await load(`name: x
site: { url: https://shop.example, caFile: ./ca.pem }
hosts:
  - name: web-1
    roles: [web]
    ssh: { identityFile: ~/.ssh/id_ed25519, knownHostsFile: /etc/known }
`);
    expect(target.site?.caFile).toBe('./ca.pem');
    expect(target.hosts[0]?.ssh.identityFile).toBe('~/.ssh/id_ed25519');
    expect(itsFolder).toBe(folder);
  });

  it('names the line, the column and the probable key', async () => {
    expect(await linesOf('name: x\nsite:\n  url: https://shop.example\n  conect: 203.0.113.7\n')).toEqual([
      'shop.yml:4:3: site.conect: unknown key; did you mean "connect"?',
    ]);
  });

  it('lists the known keys when none is near', async () => {
    const [line] = await linesOf(
      'name: x\nsite: { url: https://shop.example }\nhosts: [{ name: a, roles: [web], zzzzzzzzz: 1 }]\n',
    );
    expect(line).toBe('shop.yml:3:34: hosts[0].zzzzzzzzz: unknown key; known here: name, roles, ssh');
  });

  it('tells every problem, in the order of the file', async () => {
    expect(
      await linesOf(`site: { url: http://shop.example }
hosts:
  - name: web-1
    roles: [wep]
    ssh: { port: "22", sudo: sometimes }
firewall: { allowedPorts: 22 }
`),
    ).toEqual([
      'shop.yml:1:1: name: missing',
      'shop.yml:1:14: site.url: must be an https:// address',
      'shop.yml:4:13: hosts[0].roles[0]: must be one of app, web, database, backup',
      'shop.yml:5:18: hosts[0].ssh.port: must be a number, not text',
      'shop.yml:5:30: hosts[0].ssh.sudo: must be one of none, nopasswd, password',
      'shop.yml:6:27: firewall.allowedPorts: must be a list, not a number',
    ]);
  });

  it('stops at twenty lines', async () => {
    const lines = await linesOf(`name: x\n${Array.from({ length: 30 }, (_, i) => `key${i}: 1\n`).join('')}`);
    expect(lines).toHaveLength(21);
    expect(lines[20]).toMatch(/and 1\d more problems/);
  });

  it('holds the rules between keys', async () => {
    expect(await linesOf('name: x\n')).toEqual([expect.stringContaining('give a site or at least one host')]);
    expect(await linesOf('name: x\nhosts:\n  - { name: a, roles: [web] }\n  - { name: a, roles: [web] }\n')).toEqual([
      'shop.yml:4:13: hosts[1].name: "a" is the name of another host already',
    ]);
    expect(await linesOf('name: x\nhosts:\n  - name: a\n')).toEqual([
      expect.stringMatching(/^shop\.yml:3:5: hosts\[0\]: host "a" has the role app: give the key "app"/),
    ]);
  });

  it('takes waivers of known controls and hosts only, without patterns', async () => {
    const waiver = (fields: string) =>
      linesOf(
        `name: x\nsite: { url: https://shop.example }\nwaivers:\n  - { ${fields}, by: A, reason: r, expires: 2027-01-31 }\n`,
      );
    expect(await waiver('control: headers.cps')).toEqual([
      'shop.yml:4:16: waivers[0].control: there is no control "headers.cps"',
    ]);
    expect(await waiver('control: headers.csp, host: web-9')).toEqual([
      'shop.yml:4:35: waivers[0].host: there is no host "web-9" in this target',
    ]);
    expect(await waiver('control: "tls.*"')).toEqual([expect.stringContaining('without patterns')]);
  });

  it.each([
    ['name: x\nname: y\n', /^shop\.yml:2:1: this key stands here a second time$/],
    ['a: &a [x]\nb: [*a, *a]\n', /aliases \(\*name\) are not allowed/],
    ['name: !!binary x\n', /not valid YAML: Unresolved tag/],
    ['name: x\n---\nname: y\n', /second document/],
    ['- a\n', /a target is a map/],
    ['', /the file is empty/],
    ['# nothing\n', /the file is empty/],
    ['name: [x\n', /not valid YAML/],
    ['name:\n', /name: must be text, not empty/],
    ['"na\u001b[31mme": x\n', /^[^\u001b]*$/],
  ])('refuses %j in one line each', async (text, expected) => {
    const lines = await linesOf(text);
    expect(lines.some((line) => expected.test(line))).toBe(true);
    expect(lines.join('')).not.toMatch(/[\n\u001b]/);
  });

  it('refuses what is no such file', async () => {
    const reads = (file: string) => loadTarget(file, { cwd: folder, controlIds: [] });
    await expect(reads('none.yml')).rejects.toThrow('none.yml: no such file: give the path of a target file');
    await expect(reads('.')).rejects.toThrow(/is not a file|is a folder/);
    await expect(load(Buffer.alloc(1024 * 1024 + 1, '#'))).rejects.toThrow('larger than 1 MiB');
    await expect(load(Buffer.from([0x6e, 0xff, 0xfe]))).rejects.toThrow('is not UTF-8');
  });

  it('takes jumps as ProxyJump writes them', async () => {
    const jump = (value: string) => `name: x\nhosts: [{ name: a, roles: [web], ssh: { jump: "${value}" } }]\n`;
    await expect(load(jump('bastion,deploy@10.0.0.1:2222,[2001:db8::1]:22'))).resolves.toBeTruthy();
    expect(await linesOf(jump('-oProxyCommand=x'))).toEqual([expect.stringContaining('[user@]host[:port]')]);
  });
});
