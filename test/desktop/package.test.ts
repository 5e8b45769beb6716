import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FuseState, FuseV1Options, FuseVersion, flipFuses, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { flipFuses as flipOurs } from '../../scripts/package/fuses.mjs';
import { asNobody, describeDesktop, givenToNobody } from './support/desktop';
import { coloursOn } from './support/screen-picture';
import { startDisplay } from './support/xvfb';

/** What ships: the archive of `npm run package`, unpacked, read and started. */

const root = join(import.meta.dirname, '../..');

/** Makes a package in `out` and answers with its archive. */
function makePackage(out: string): Buffer {
  execFileSync(process.execPath, [join(root, 'scripts/package.mjs'), '--out', out], {
    // Under VITEST electron-builder makes hard links, and a package is no place for them.
    env: { ...process.env, VITEST: undefined, SOURCE_DATE_EPOCH: '1700000000' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return readFileSync(join(out, readdirSync(out).find((name) => name.endsWith('.tar.gz'))!));
}

interface AsarFolder {
  files: Record<string, Partial<AsarFolder> & { unpacked?: boolean; integrity?: { hash: string } }>;
}
/** The index at the head of an asar: paths of its files. */
function filesOf(asar: string): string[] {
  const bytes = readFileSync(asar);
  const index: AsarFolder = JSON.parse(bytes.toString('utf8', 16, 16 + bytes.readUInt32LE(12)));
  const walk = ({ files }: AsarFolder, above: string): string[] =>
    Object.entries(files).flatMap(([name, entry]) =>
      entry.files ? walk(entry as AsarFolder, `${above}${name}/`) : [`${above}${name}`],
    );
  return walk(index, '');
}

describeDesktop('the package', (open) => {
  let folder: string;
  let archive: Buffer;
  /** The unpacked archive, and the binary in it. */
  let app: string;
  let binary: string;
  const resource = (name: string): string => readFileSync(join(app, 'resources', name), 'utf8');
  const newHome = (display: string) => {
    const home = givenToNobody(mkdtempSync(join(folder, 'home-')));
    return {
      home,
      env: { PATH: process.env.PATH, LANG: 'en_GB.UTF-8', DISPLAY: display, HOME: home, GONOGO_HOME: home },
    };
  };

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'gonogo-package-'));
    chmodSync(folder, 0o755);
    archive = makePackage(join(folder, 'first'));
    execFileSync('tar', ['-xz', '-C', folder], { input: archive });
    rmSync(join(folder, 'first'), { recursive: true });
    app = join(folder, readdirSync(folder)[0]!);
    binary = join(app, 'gonogo');
  }, 90_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('holds the built app and the keychain’s machine code, and nothing that opens another app', () => {
    expect(readdirSync(join(app, 'resources')).sort()).toEqual([
      'LICENSE.txt',
      'app.asar',
      'app.asar.unpacked',
      'sbom.cdx.json',
      'third-party-licences.txt',
    ]);
    const files = filesOf(join(app, 'resources/app.asar'));
    const kinds = new Set(files.map((path) => path.split('/').slice(0, 2).join('/')));
    expect([...kinds].sort()).toEqual([
      'assets/icons',
      'node_modules/@napi-rs',
      'out/main',
      'out/preload',
      'out/renderer',
      'package.json',
    ]);
    expect(files).toContain('out/main/main.cjs');
    // The command line is for Node, which this binary is not.
    expect(files).not.toContain('out/main/gonogo.cjs');
  });

  it('has every fuse as it should be', async () => {
    const { version: _, ...wire } = await getCurrentFuseWire(binary);
    const { ENABLE, DISABLE } = FuseState;
    const wanted: Record<number, FuseState> = {
      [FuseV1Options.RunAsNode]: DISABLE,
      [FuseV1Options.EnableCookieEncryption]: ENABLE,
      [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: DISABLE,
      [FuseV1Options.EnableNodeCliInspectArguments]: DISABLE,
      // Linux has nothing that holds app.asar to a hash: who can write there can write the binary too.
      [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: DISABLE,
      [FuseV1Options.OnlyLoadAppFromAsar]: ENABLE,
      [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: DISABLE,
      [FuseV1Options.GrantFileProtocolExtraPrivileges]: DISABLE,
      [FuseV1Options.WasmTrapHandlers]: ENABLE,
    };
    // An older Electron lacks the last of them; each that it has is as we want it.
    expect(Object.keys(wire).length).toBeGreaterThanOrEqual(7);
    for (const [fuse, state] of Object.entries(wire)) expect([fuse, state]).toEqual([fuse, wanted[Number(fuse)]]);
  });

  it('is not made when a supported Electron lacks a fuse that we know', async ({ skip }) => {
    const { version: _, ...wire } = await getCurrentFuseWire(binary);
    if (Object.keys(wire).length === 9) skip('this Electron has them all');
    const copy = join(folder, 'lacking');
    cpSync(binary, copy);
    await expect(flipOurs(copy, { platform: 'linux', lacksNewFuses: false })).rejects.toThrow();
    rmSync(copy);
  });

  it('is not Node, listens to no debugger and loads no app beside its own, whoever starts it', async () => {
    const picture = mkdtempSync(join(folder, 'picture-'));
    const { display, stop } = await startDisplay(picture);
    const { home, env } = newHome(display);
    const ran = join(home, 'ran');
    const script = join(folder, 'script.cjs');
    const marks = `require('node:fs').appendFileSync(${JSON.stringify(ran)}, process.argv.join(' ') + '\\n');`;
    const beside = join(app, 'resources/app');
    mkdirSync(beside);
    writeFileSync(join(beside, 'package.json'), '{ "main": "main.js" }');
    for (const path of [script, join(beside, 'main.js')]) writeFileSync(path, marks);
    const asked = ['--disable-gpu', '--inspect=0', '--inspect-brk=0', '--remote-debugging-port=0', script];
    const child = spawn(asNobody(folder, binary), asked, {
      env: { ...env, ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: `--require=${script}` },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.on('data', (text: Buffer) => {
      said += text;
    });
    try {
      // It shows our page instead: text and pictures, where an empty window would have a colour or two.
      await expect.poll(() => coloursOn(picture), { timeout: 60_000 }).toBeGreaterThan(30);
      expect(said).not.toMatch(/listening on|NODE_OPTIONS.*allowed/i);
      expect(existsSync(join(home, 'window/DevToolsActivePort'))).toBe(false);
      expect(existsSync(ran)).toBe(false);
    } finally {
      if (child.kill('SIGKILL')) await once(child, 'exit');
      stop();
      rmSync(beside, { recursive: true });
    }
  });

  it('does not start without the sandbox', async () => {
    const { display, stop } = await startDisplay();
    const { home, env } = newHome(display);
    const asked = ['--disable-gpu', '--no-sandbox'];
    const { status, stderr } = spawnSync(asNobody(folder, binary), asked, { env, encoding: 'utf8', timeout: 60_000 });
    stop();
    expect(stderr).toContain('Go/No-Go does not start without its sandbox');
    expect(status).toBe(1);
    expect(existsSync(join(home, 'window'))).toBe(false);
  });

  // Playwright drives through Node's debugger: one fuse differs from what ships, and only here.
  it('does the main job: a practice host is checked, and its keychain’s machine code loads', async () => {
    const driven = join(folder, 'driven');
    cpSync(app, driven, { recursive: true });
    const packaged = join(driven, 'gonogo');
    await flipFuses(packaged, { version: FuseVersion.V1, [FuseV1Options.EnableNodeCliInspectArguments]: true });
    const { app: electron, page } = await open({ packaged });
    expect(
      await electron.evaluate(({ app }) => {
        const keyring = process.mainModule!.require('@napi-rs/keyring') as Record<string, unknown>;
        return { packaged: app.isPackaged, path: app.getAppPath(), keyring: typeof keyring.AsyncEntry };
      }),
    ).toEqual({ packaged: true, path: join(driven, 'resources/app.asar'), keyring: 'function' });
    await page.getByRole('button', { name: 'Practise on a careless host' }).last().click();
    await page.getByRole('button', { name: 'Run the checks' }).click();
    await page.getByRole('button', { name: 'Run the checks again' }).waitFor({ timeout: 60_000 });
    expect(await page.getByText(/NO-GO/).count()).toBeGreaterThan(0);
  });

  it('lists its parts in a CycloneDX bill of materials, with the licence text of each', () => {
    const bom = JSON.parse(resource('sbom.cdx.json')) as Bom;
    expect(bom).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.6', version: 1 });
    expect(bom.serialNumber).toMatch(
      /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(bom.metadata.timestamp).toBe('2023-11-14T22:13:20.000Z');
    const refs = bom.components.map((component) => component['bom-ref']);
    expect(new Set(refs).size).toBe(refs.length);
    for (const component of bom.components) {
      expect(component).toMatchObject({
        type: expect.stringMatching(/^(library|framework)$/),
        version: expect.stringMatching(/^\d+\.\d+\.\d+/),
        purl: expect.stringMatching(/^pkg:(npm|github)\/\S+@v?[\d.]+/),
        licenses: [expect.anything()],
      });
      for (const { alg, content } of component.hashes ?? []) expect([alg, content.length]).toEqual(['SHA-512', 128]);
    }
    const known = [bom.metadata.component['bom-ref'], ...refs];
    expect(bom.dependencies.map(({ ref }) => ref).sort()).toEqual([...known].sort());
    for (const { dependsOn } of bom.dependencies) expect(known).toEqual(expect.arrayContaining(dependsOn));

    const names = bom.components.map(({ name }) => name);
    const electron = bom.components.find(({ name }) => name === 'electron')!;
    expect(electron.version).toBe(readFileSync(join(app, 'version'), 'utf8'));
    // The bundler names in the bundles whose code it took; nobody told it what we list.
    expect(names).toEqual(expect.arrayContaining(bundledPackages(join(root, 'out/main'))));
    expect(names).toEqual(expect.arrayContaining(['react', 'react-dom', '@mantine/core', '@napi-rs/keyring']));
    expect(names).not.toContain('vitest');

    const texts = resource('third-party-licences.txt');
    for (const { name, version } of bom.components) {
      if (name !== 'electron') expect(texts).toContain(`\n${name} ${version} (`);
    }
    expect(texts).toContain('Copyright (c) Meta Platforms');
    expect(readdirSync(app)).toEqual(expect.arrayContaining(['LICENSE.electron.txt', 'LICENSES.chromium.html']));
  });

  it('is the same, byte for byte, when it is made again', () => {
    expect(makePackage(join(folder, 'second')).equals(archive)).toBe(true);
  });
});

interface Bom {
  serialNumber: string;
  metadata: { timestamp: string; component: { 'bom-ref': string } };
  components: {
    'bom-ref': string;
    name: string;
    version: string;
    hashes?: { alg: string; content: string }[];
  }[];
  dependencies: { ref: string; dependsOn: string[] }[];
}

function bundledPackages(folder: string): string[] {
  const text = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.cjs'))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');
  const named = text.matchAll(/^\s*\/\/ node_modules\/((?:@[\w.-]+\/)?[\w.-]+)\//gm);
  const found = [...new Set([...named].map(([, name]) => name!))];
  expect(found).toContain('ssh2');
  return found;
}
