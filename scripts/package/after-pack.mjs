import { copyFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../build-if-stale.mjs';
import { standInVersion } from '../stand-in-electron.mjs';
import { flipFuses } from './fuses.mjs';
import { licenceTexts } from './licences.mjs';
import { sbom } from './sbom.mjs';
import { shippedPackages } from './shipped-packages.mjs';

/** electron-builder calls this when the app is laid out and not signed yet. */
export default async function afterPack({ appOutDir, electronPlatformName: platform, packager }) {
  const resources = packager.getResourcesDir(appOutDir);
  const electron = packager.config.electronVersion;

  // Electron prefers `app` to our app.asar, and without either it opens whatever app its command line names.
  for (const starter of ['app', 'default_app.asar']) rmSync(join(resources, starter), { recursive: true, force: true });

  const packages = shippedPackages();
  if (platform === 'darwin') requireBothProcessors(packages);
  writeFileSync(join(resources, 'sbom.cdx.json'), `${JSON.stringify(sbom({ packages, electron }), null, 2)}\n`);
  writeFileSync(join(resources, 'third-party-licences.txt'), licenceTexts(packages));
  copyFileSync(join(root, 'LICENSE'), join(resources, 'LICENSE.txt'));

  const name = platform === 'linux' ? packager.executableName : packager.appInfo.productFilename;
  const suffix = { darwin: '.app', win32: '.exe' }[platform] ?? '';
  await flipFuses(join(appOutDir, `${name}${suffix}`), { platform, lacksNewFuses: electron === standInVersion });
}

/** npm installs the keychain's machine code of its own processor alone; the app would miss it on the other. */
function requireBothProcessors(packages) {
  for (const name of ['@napi-rs/keyring-darwin-arm64', '@napi-rs/keyring-darwin-x64']) {
    if (packages.some((one) => one.name === name)) continue;
    throw new Error(`a universal app needs ${name}: docs/packaging.md says how to add it`);
  }
}
