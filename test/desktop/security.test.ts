import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import type { BrowserWindow as ElectronWindow, WebPreferences } from 'electron';
import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { contract } from '../../shared/ipc';
import { makePki } from '../support/pki';
import { type Desktop, describeDesktop } from './support/desktop';
import { dropFiles } from './support/drop';

/** Electron's security checklist, line by line, tried in the real window by a page that wants out. */

declare global {
  /** What a test sees in the main process, between two visits there. */
  var seen: unknown[];
}

const arrived = (page: Page) => page.getByRole('heading', { name: 'Reviews' }).first().waitFor();

describeDesktop('a hostile page', (open) => {
  let desktop: Desktop;
  let page: Page;
  beforeAll(async () => {
    // A camera that is there, so that what refuses it is us.
    desktop = await open({ args: ['--use-fake-device-for-media-stream'] });
    page = desktop.page;
    await arrived(page);
  });

  it('has no Node and no Electron', async () => {
    const found = await page.evaluate(() =>
      ['require', 'process', 'module', 'Buffer', 'global', 'electron', '__dirname'].filter(
        (name) => name in globalThis,
      ),
    );
    expect(found).toEqual([]);
  });

  it('is sandboxed, isolated, and under the rules of the web', async () => {
    const { app } = desktop;
    const preferences = await app.evaluate(({ BrowserWindow }) => {
      const { webContents } = BrowserWindow.getAllWindows()[0] as ElectronWindow & {
        webContents: { getLastWebPreferences: () => WebPreferences };
      };
      return webContents.getLastWebPreferences();
    });
    expect(preferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      enableBlinkFeatures: '',
    });
    // Chromium's own sandbox is on: without it, or with this switch, the page could do what the account can.
    expect(await app.evaluate(({ app: { commandLine } }) => commandLine.hasSwitch('no-sandbox'))).toBe(false);
  });

  it('reaches main by the calls of the contract alone', async () => {
    const bridge = await page.evaluate(() =>
      Object.fromEntries(
        Object.entries(window.gonogo).map(([area, calls]) => [
          area,
          typeof calls === 'function' ? '' : Object.keys(calls as object).sort(),
        ]),
      ),
    );
    const areas = Object.entries(contract).map(([area, calls]) => [area, Object.keys(calls).sort()]);
    expect(bridge).toEqual({ ...Object.fromEntries(areas), on: '' });
  });

  it('hears signals without the event that carried them, and only those that there are', async () => {
    await page.evaluate(() => {
      const heard: unknown[][] = [];
      const end = window.gonogo.on('command', (...given) => void heard.push(given));
      Object.assign(globalThis, { heard, end });
    });
    const signal = () =>
      desktop.app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]!.webContents.send('command', { command: 'settings' }),
      );
    const heard = () => page.evaluate(() => (globalThis as unknown as { heard: unknown[] }).heard);
    await signal();
    await expect.poll(heard).toEqual([[{ command: 'settings' }]]);
    await page.evaluate(() => (globalThis as unknown as { end: () => void }).end());
    await signal();
    await page.evaluate(() => window.gonogo.app.about());
    expect(await heard()).toHaveLength(1);
    expect(
      await page.evaluate(() => {
        try {
          window.gonogo.on('quit' as 'command', () => {});
          return 'heard';
        } catch (cause) {
          return String(cause);
        }
      }),
    ).toContain('no signal quit');
  });

  it('gets no permission', async () => {
    const given = await page.evaluate(async () => {
      const refused = (asking: Promise<unknown>) =>
        asking.then(
          () => 'given',
          ({ name }: Error) => name,
        );
      const names = 'geolocation notifications camera microphone clipboard-read clipboard-write midi window-management';
      const states = names.split(' ').map(async (name) => {
        const { state } = await navigator.permissions.query({ name: name as PermissionName });
        return state;
      });
      return {
        states: [...new Set(await Promise.all(states))],
        notification: await Notification.requestPermission(),
        camera: await refused(navigator.mediaDevices.getUserMedia({ video: true })),
        screen: await refused(navigator.mediaDevices.getDisplayMedia()),
        clipboard: await refused(navigator.clipboard.readText()),
        place: await refused(
          new Promise((yes, no) => navigator.geolocation.getCurrentPosition(yes, () => no({ name: 'no' }))),
        ),
      };
    });
    expect(given).toEqual({
      states: ['denied'],
      notification: 'denied',
      camera: 'NotAllowedError',
      screen: 'NotAllowedError',
      clipboard: 'NotAllowedError',
      place: 'no',
    });
  });

  it('is held to the content security policy', async () => {
    const { blocked, ran } = await page.evaluate(async () => {
      const blocked = new Set<string>();
      document.addEventListener('securitypolicyviolation', (event) => void blocked.add(event.effectiveDirective));
      const add = (tag: string, attributes: object) =>
        document.body.append(Object.assign(document.createElement(tag), attributes));
      add('script', { textContent: 'globalThis.ran = "inline"' });
      add('style', { textContent: 'body { color: red }' });
      add('iframe', { src: 'https://unknown.example/' });
      add('iframe', { srcdoc: '<script>parent.ran = "frame"</script>' });
      add('object', { data: 'data:text/html,x' });
      document.body.insertAdjacentHTML('beforeend', '<img src="https://unknown.example/x.png" onerror="ran = 1">');
      document.body.insertAdjacentHTML(
        'beforeend',
        '<form action="https://unknown.example/"><button>x</button></form>',
      );
      document.body.lastElementChild!.querySelector('button')!.click();
      // Playwright's own evaluation is exempt from the rule on eval, so it runs in a task of the page's own.
      await new Promise<void>((done) =>
        setTimeout(() => {
          try {
            // biome-ignore lint/security/noGlobalEval: it must not work
            globalThis.eval('globalThis.ran = "eval"');
          } catch {}
          done();
        }),
      );
      await fetch('app://gonogo/index.html').catch(() => {});
      // Some are told by another process; what must not run gets its time as well.
      const until = Date.now() + 10_000;
      do await new Promise((done) => setTimeout(done, 300));
      while (blocked.size < 9 && Date.now() < until);
      return { blocked: [...blocked].sort(), ran: (globalThis as { ran?: string }).ran };
    });
    expect(ran).toBeUndefined();
    expect(blocked).toEqual([
      'connect-src',
      'form-action',
      'frame-src',
      'img-src',
      'object-src',
      'script-src',
      'script-src-attr',
      'script-src-elem',
      'style-src-elem',
    ]);
  });

  it('goes nowhere, and opens nothing', async () => {
    const opened = await page.evaluate(async () => {
      const opened = ['https://unknown.example/', 'about:blank', 'app://gonogo/'].map((url) => window.open(url));
      const places = [
        'https://unknown.example/',
        'http://127.0.0.1/',
        'file:///etc/passwd',
        'data:text/html,x',
        'app://other/',
      ];
      for (const place of [
        ...places,
        'app://gonogo/index.html',
        'chrome://gpu',
        'javascript:void(globalThis.ran = 1)',
      ]) {
        const link = Object.assign(document.createElement('a'), { href: place });
        const another = Object.assign(document.createElement('a'), { href: place, target: '_blank' });
        document.body.append(link, another);
        link.click();
        another.click();
        location.href = place;
        await new Promise((done) => setTimeout(done, 100));
      }
      return opened.filter((window) => window !== null).length;
    });
    expect(opened).toBe(0);
    expect(page.url()).toBe('app://gonogo/');
    const all = await desktop.app.evaluate(({ webContents }) =>
      webContents.getAllWebContents().map((one) => one.getURL()),
    );
    expect(all).toEqual(['app://gonogo/']);
  });

  it('downloads nothing', async () => {
    await desktop.app.evaluate(({ session }) => {
      globalThis.seen = [];
      session.defaultSession.on('will-download', (event) => globalThis.seen.push(event.defaultPrevented));
    });
    await page.evaluate(() => {
      const href = URL.createObjectURL(new Blob(['x']));
      for (const to of [href, 'data:text/plain,x']) {
        Object.assign(document.createElement('a'), { href: to, download: 'x.txt' }).click();
      }
    });
    await expect.poll(() => desktop.app.evaluate(() => globalThis.seen)).toEqual([true, true]);
    expect(
      readdirSync(desktop.home, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.txt')),
    ).toEqual([]);
  });

  it('has no path read that nobody gave, and cannot make up a drop', async () => {
    const record = join(desktop.home, 'not-given.gonogo');
    writeFileSync(record, 'x');
    const asked = await page.evaluate(async (path) => {
      const { record } = window.gonogo;
      const sha256 = '0'.repeat(64);
      const said = [
        record.verify({ path }),
        record.verify({ path: String.raw`\\stranger.example\share\a.gonogo` }),
        record.compare({ before: path, after: path }),
        record.trustSigner({ path, sha256 }),
        record.show({ path }),
      ];
      const transfer = new DataTransfer();
      transfer.items.add(Object.defineProperty(new File(['x'], 'a.gonogo'), 'path', { value: path }));
      document.body.dispatchEvent(new DragEvent('drop', { bubbles: true, dataTransfer: transfer }));
      return { said: await Promise.all(said), dropped: await record.takeDropped() };
    }, record);
    for (const reply of asked.said) {
      expect(reply).toMatchObject({
        ok: false,
        error: { code: 'refused', lines: [expect.stringMatching(/was not (given|written)/)] },
      });
    }
    expect(asked.dropped).toEqual({ ok: true, value: null });
  });

  it('stays where it is when a file is dropped on it', async () => {
    const file = join(desktop.home, 'dropped.html');
    writeFileSync(file, '<title>dropped</title>');
    await desktop.app.evaluate(({ BrowserWindow }) => {
      globalThis.seen = [];
      const [window] = BrowserWindow.getAllWindows();
      window!.webContents.on('did-start-navigation', (...given) => globalThis.seen.push(given[1]));
    });
    await dropFiles(page, [file]);
    await page.evaluate(() => new Promise((done) => setTimeout(done, 300)));
    expect(await desktop.app.evaluate(() => globalThis.seen)).toEqual([]);
    expect(page.url()).toBe('app://gonogo/');
  });
});

describeDesktop('what the window serves and asks for', (open) => {
  it('is the app’s own files and nothing else, under a policy with a nonce of its own for each load', async () => {
    const { app, page } = await open();
    await arrived(page);
    const get = (url: string) =>
      app.evaluate(async ({ session }, url) => {
        const reply = await session.defaultSession.fetch(url);
        return { status: reply.status, policy: reply.headers.get('content-security-policy'), text: await reply.text() };
      }, url);
    const first = await get('app://gonogo/');
    const second = await get('app://gonogo/index.html');
    expect([first.status, second.status]).toEqual([200, 200]);
    for (const { policy, text } of [first, second]) {
      const nonce = /style-src 'self' 'nonce-([A-Za-z0-9+/=]{24})'/.exec(policy!)![1]!;
      expect(policy).toContain("default-src 'none'; script-src 'self'");
      expect(text).toContain(nonce);
    }
    expect(first.policy).not.toBe(second.policy);
    for (const path of [
      '../main/main.cjs',
      '%2e%2e/main/main.cjs',
      '..%2fmain/main.cjs',
      '..%5cmain%5cmain.cjs',
      '/etc/passwd',
      'assets',
    ]) {
      expect(await get(`app://gonogo/${path}`)).toMatchObject({ status: 404, text: 'not found' });
    }
    expect((await get('app://other/index.html')).status).toBe(404);
  });

  it('is asked of app: alone, in a whole practice run', async () => {
    const { app, page } = await open();
    await arrived(page);
    await app.evaluate(({ session }) => {
      globalThis.seen = [];
      const { webRequest } = session.defaultSession;
      webRequest.onCompleted(({ url, statusCode }) => globalThis.seen.push(`${statusCode} ${url}`));
      webRequest.onErrorOccurred(({ url, error }) => globalThis.seen.push(`${error} ${url}`));
    });
    await page.reload();
    await page.getByRole('button', { name: 'Practise on a careless host' }).last().click();
    await page.getByRole('button', { name: 'Run the checks' }).click();
    await page.getByRole('button', { name: 'Run the checks again' }).waitFor();
    const seen = await app.evaluate(() => globalThis.seen as string[]);
    expect(seen).toContain('200 app://gonogo/');
    expect(seen.filter((line) => !line.startsWith('200 app://gonogo/'))).toEqual([]);
  });

  it('reaches no network even from a page without a policy', async () => {
    const { app } = await open();
    const met: string[] = [];
    const tcp = createServer((socket) => {
      met.push('tcp');
      socket.destroy();
    }).listen(0, '127.0.0.1');
    const udp = createSocket('udp4', () => met.push('udp')).bind(0, '127.0.0.1');
    await Promise.all([once(tcp, 'listening'), once(udp, 'listening')]);
    const ports = { tcp: (tcp.address() as AddressInfo).port, udp: udp.address().port };
    const failed = await app.evaluate(async ({ BrowserWindow }, ports) => {
      const window = new BrowserWindow({ show: false, webPreferences: { sandbox: true } });
      await window.loadURL('about:blank');
      const failed = await window.webContents.executeJavaScript(`(async () => {
        const at = '127.0.0.1:${ports.tcp}';
        const add = (tag, attributes) => document.documentElement.append(Object.assign(document.createElement(tag), attributes));
        add('img', { src: 'http://' + at });
        add('iframe', { src: 'http://' + at });
        add('link', { rel: 'preconnect', href: 'http://' + at });
        add('link', { rel: 'prefetch', href: 'http://' + at });
        navigator.sendBeacon('http://' + at, 'x');
        const socket = new WebSocket('ws://' + at);
        const urls = ['stun:127.0.0.1:${ports.udp}', 'turn:' + at + '?transport=tcp'];
        const peer = new RTCPeerConnection({ iceServers: [{ urls, username: 'x', credential: 'x' }] });
        peer.createDataChannel('x');
        await peer.setLocalDescription(await peer.createOffer());
        const failed = await fetch('http://' + at, { mode: 'no-cors' }).then(() => 'fetched', String);
        await new Promise((done) => setTimeout(done, 1500));
        return failed;
      })()`);
      window.destroy();
      return failed;
    }, ports);
    tcp.close();
    udp.close();
    expect(failed).toContain('Failed to fetch');
    expect(met).toEqual([]);
  });

  it('trusts no certificate that Chromium does not', async () => {
    const { app, home } = await open();
    const { certFile, keyFile } = makePki(join(home, 'pki')).selfSigned('127.0.0.1', ['127.0.0.1']);
    const tls = { cert: readFileSync(certFile), key: readFileSync(keyFile) };
    const server = createTlsServer(tls, (_, reply) => void reply.end('x')).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const loaded = await app.evaluate(
      async ({ BrowserWindow, session }, url) => {
        // Our session would not even ask; this one is let go, and what would override an error holds for all.
        const elsewhere = session.fromPartition('elsewhere');
        elsewhere.webRequest.onBeforeRequest(null);
        await elsewhere.setProxy({ mode: 'direct' });
        const window = new BrowserWindow({ show: false, webPreferences: { session: elsewhere } });
        const loaded = await window.loadURL(url).then(() => 'loaded', String);
        window.destroy();
        return loaded;
      },
      `https://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    );
    server.close();
    expect(loaded).toContain('ERR_CERT_AUTHORITY_INVALID');
  });
});

describeDesktop('whom main hears', (open) => {
  it('our page, and neither a frame in it nor another page', async () => {
    const { app, page } = await open();
    await arrived(page);
    const heard = await app.evaluate(async ({ app, BrowserWindow, session }) => {
      const asks = 'gonogo.app.about().then(({ ok }) => ok, String)';
      const preload = `${app.getAppPath()}/out/preload/preload.cjs`;
      // With the guards there is no other page and no frame: they are taken away, to see what stands behind them.
      const elsewhere = session.fromPartition('elsewhere');
      elsewhere.webRequest.onBeforeRequest(null);
      const html = (text: string) => new Response(text, { headers: { 'content-type': 'text/html' } });
      elsewhere.protocol.handle('app', ({ url }) =>
        html(url.endsWith('/frame') ? 'x' : '<iframe src="/frame"></iframe>'),
      );
      const bridge = { preload, sandbox: true, contextIsolation: true, nodeIntegrationInSubFrames: true };
      const window = new BrowserWindow({ show: false, webPreferences: { ...bridge, session: elsewhere } });
      window.webContents.removeAllListeners('will-frame-navigate');
      await window.loadURL('data:text/html,x');
      const another = await window.webContents.executeJavaScript(asks);
      await window.loadURL('app://gonogo/');
      const ours = await window.webContents.executeJavaScript(asks);
      const frame = window.webContents.mainFrame.frames[0]!;
      const within = await frame.executeJavaScript(asks);
      const { origin } = frame;
      window.destroy();
      return { another, ours, within, origin };
    });
    expect(heard).toEqual({
      another: expect.stringContaining('not heard'),
      ours: true,
      within: expect.stringContaining('not heard'),
      // The frame is of our own origin: that it is a frame is enough.
      origin: 'app://gonogo',
    });
  });

  it('attaches no webview to any page', async () => {
    const { app } = await open();
    const { tried, kinds } = await app.evaluate(async ({ BrowserWindow, webContents }) => {
      const tried: boolean[] = [];
      const window = new BrowserWindow({ show: false, webPreferences: { webviewTag: true, sandbox: true } });
      window.webContents.on('will-attach-webview', (event) => tried.push(event.defaultPrevented));
      await window.loadURL('about:blank');
      await window.webContents.executeJavaScript(
        `document.documentElement.append(Object.assign(document.createElement('webview'), { src: 'about:blank' })); 0`,
      );
      await new Promise((done) => setTimeout(done, 300));
      const kinds = webContents.getAllWebContents().map((one) => one.getType());
      window.destroy();
      return { tried, kinds };
    });
    expect(tried).toEqual([true]);
    expect(kinds).not.toContain('webview');
  });

  it('asks in a dialog of its own before a value goes to the clipboard, and takes no for an answer', async () => {
    const { app, page } = await open();
    await arrived(page);
    const answerWith = (response: number) =>
      app.evaluate(({ dialog }, response) => {
        globalThis.seen ??= [];
        Object.assign(dialog, {
          showMessageBox: async (_: unknown, { message }: { message: string }) => {
            globalThis.seen.push(message);
            return { response, checkboxChecked: false };
          },
        });
      }, response);
    await answerWith(1);
    await app.evaluate(({ clipboard }) => clipboard.writeText('before'));
    const asked = await page.evaluate(async () => {
      const made = await window.gonogo.reviews.practise({ state: 'careless' });
      const review = made.ok ? made.value : '';
      await window.gonogo.secrets.generate({ review, keys: ['SECRET_KEY'], replace: false });
      return [
        await window.gonogo.secrets.copy({ review, key: 'SECRET_KEY' }),
        await window.gonogo.secrets.remove({ review, key: 'SECRET_KEY' }),
      ];
    });
    expect(asked).toEqual([
      { ok: true, value: false },
      { ok: true, value: false },
    ]);
    expect(await app.evaluate(({ clipboard }) => clipboard.readText())).toBe('before');
    expect(await app.evaluate(() => globalThis.seen)).toEqual([
      expect.stringMatching(/^Copy SECRET_KEY of Practice host/),
      expect.stringMatching(/^Remove SECRET_KEY of Practice host/),
    ]);
  });
});

describeDesktop('the app', (open) => {
  it('runs once for each home: a second one shows the first and ends', async () => {
    const { app, page, env } = await open();
    await arrived(page);
    await app.evaluate(({ app }) => {
      globalThis.seen = [];
      app.on('second-instance', () => globalThis.seen.push('second'));
    });
    // Not driven: a driver is at a loss with an app that ends at once.
    const { spawnfile, spawnargs } = app.process();
    const second = spawn(
      spawnfile,
      spawnargs.slice(1).filter((arg) => !/^--(inspect|remote-debugging)/.test(arg)),
      { env },
    );
    const [exitCode] = await once(second, 'exit');
    expect(exitCode).toBe(0);
    expect(await app.evaluate(() => globalThis.seen)).toEqual(['second']);
  });

  it('says that its runtime gets no updates any more, and reviews no real target in it', async ({ skip }) => {
    const { app, page } = await open();
    await arrived(page);
    const major = await app.evaluate(() => Number.parseInt(process.versions.electron!, 10));
    if (major >= 43) skip('this runtime is supported');
    expect(await page.getByText('This runtime gets no security updates any more').count()).toBe(1);
    const refused = await page.evaluate(async () => {
      const parsed = await window.gonogo.target.parse({
        name: 'x.yml',
        text: 'name: Shop\nsite: { url: https://shop.example }\n',
      });
      if (!parsed.ok || !parsed.value.ok) throw new Error(JSON.stringify(parsed));
      return window.gonogo.reviews.create({ target: parsed.value.target });
    });
    expect(refused).toEqual({
      ok: false,
      error: { code: 'refused', lines: [expect.stringContaining('practice host only')] },
    });
  });
});
