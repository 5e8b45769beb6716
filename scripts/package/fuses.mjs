import { FuseState, FuseV1Options, FuseVersion, flipFuses as flip, getCurrentFuseWire } from '@electron/fuses';

/**
 * Switches in Electron's binary, which no argument and no environment variable can turn back.
 * Cookies are encrypted though we set none. Only macOS and Windows hold app.asar to the hash in the binary's own resources.
 */
const wanted = (platform) => ({
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: platform !== 'linux',
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  [FuseV1Options.WasmTrapHandlers]: true,
});

/** `lacksNewFuses`: an older Electron, whose binary ends before the last of them. Any other has to have them all. */
export async function flipFuses(binary, { platform, lacksNewFuses }) {
  const { version: _, ...wire } = await getCurrentFuseWire(binary);
  const isThere = ([fuse]) => wire[fuse] !== undefined && wire[fuse] !== FuseState.REMOVED;
  const fuses = Object.entries(wanted(platform));
  await flip(binary, {
    version: FuseVersion.V1,
    // An Apple processor starts no changed binary whose ad-hoc signature is the old one.
    resetAdHocDarwinSignature: platform === 'darwin',
    strictlyRequireAllFuses: !lacksNewFuses,
    ...Object.fromEntries(lacksNewFuses ? fuses.filter(isThere) : fuses),
  });
}
