// Draws assets/icon.svg into the pictures that packages carry: assets/icon.png for Windows and macOS, assets/icons/ for Linux.
// The result is committed; run this after a change of the drawing. It takes the Electron that tests take.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron } from 'playwright-core';
import { root } from './build-if-stale.mjs';
import { fetchStandIn } from './stand-in-electron.mjs';

const assets = join(root, 'assets');
const svg = readFileSync(join(assets, 'icon.svg'), 'utf8');
const app = mkdtempSync(join(tmpdir(), 'gonogo-icon-'));
writeFileSync(
  join(app, 'main.cjs'),
  "const { app, BrowserWindow } = require('electron'); app.whenReady().then(() => new BrowserWindow({ show: false }).loadURL('about:blank'));",
);
const electron = await _electron.launch({
  executablePath: join(fetchStandIn(), 'electron'),
  // It loads nothing but our own drawing.
  args: ['--disable-gpu', '--no-sandbox', join(app, 'main.cjs')],
});
try {
  const page = await electron.firstWindow();
  mkdirSync(join(assets, 'icons'), { recursive: true });
  for (const size of [16, 24, 32, 48, 64, 128, 256, 512]) {
    writeFileSync(join(assets, `icons/${size}x${size}.png`), await draw(page, size));
  }
  writeFileSync(join(assets, 'icon.png'), await draw(page, 1024));
} finally {
  await electron.close();
  rmSync(app, { recursive: true, force: true });
}

/** Drawn at its size, not scaled down: small sizes keep sharp edges. */
async function draw(page, size) {
  const url = await page.evaluate(
    async ({ svg, size }) => {
      const image = new Image(size, size);
      image.src = `data:image/svg+xml,${encodeURIComponent(svg.replace('<svg ', `<svg width="${size}" height="${size}" `))}`;
      await image.decode();
      const canvas = Object.assign(document.createElement('canvas'), { width: size, height: size });
      canvas.getContext('2d').drawImage(image, 0, 0, size, size);
      return canvas.toDataURL('image/png');
    },
    { svg, size },
  );
  return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
}
