import type { Settings } from '../../shared/settings';

const theme: Record<Settings['theme'], string> = { system: 'As the system', light: 'Light', dark: 'Dark' };

export const settings = {
  title: 'Settings',
  you: {
    title: 'You',
    why: 'What you state carries this name. What you stated before keeps the name that it was stated under.',
    name: 'Your name',
    email: 'E-mail address',
    save: 'Save',
    saved: 'Your name and e-mail address are kept.',
  },
  theme: { title: 'Appearance', label: 'Theme', of: theme },
  keychain: {
    title: 'Keychain',
    kept: {
      os: "Secrets and the signing key are kept in this machine's keychain.",
      memory: 'Secrets and the signing key are kept in memory until this app is closed.',
    },
    missing: 'Nothing can be kept on this machine',
    again: 'Look again',
    without: 'Without a keychain no signing identity can be made. Checks, votes and verification work all the same.',
  },
  trusted: {
    title: 'Trusted signers',
    why: 'A record is shown as valid only when everybody who signed it is listed here. The command line reads the same list.',
    none: 'Nobody is trusted yet.',
    columns: { name: 'Name', sha256: 'Certificate SHA-256', until: 'Valid until' },
    pem: 'Certificate as PEM',
    pemHint: 'The text of signers.pem in a record, or a certificate that somebody sent you.',
    add: 'Trust…',
    added: 'The list of trusted signers was changed.',
    remove: 'Remove',
    removeOne: (name: string) => `Remove ${name}`,
    removal: {
      title: (name: string) => `Trust ${name} no longer?`,
      text: 'Records that they signed are then shown as signed by somebody who is not trusted. The certificate is not kept anywhere else.',
      yes: 'Remove',
    },
  },
  about: {
    title: 'About',
    version: 'Go/No-Go',
    electron: 'Electron',
    chromium: 'Chromium',
    node: 'Node.js',
    dataFolder: 'Data folder',
    open: 'Open the data folder',
  },
} as const;
