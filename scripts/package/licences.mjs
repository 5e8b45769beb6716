import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const isLicence = /^(licen[cs]e|copying|notice)([.-].*)?$/i;

/** The licence of every package, whole, as it asks to be passed on. One that brings no text is named with what it declares. */
export function licenceTexts(packages) {
  const parts = packages.map(({ name, version, license, folder }) => {
    const texts = readdirSync(folder)
      .filter((file) => isLicence.test(file))
      .sort()
      .map((file) => readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim());
    if (texts.length === 0) texts.push(`(The package brings no text. It declares: ${license}.)`);
    return [`${name} ${version} (${license})`, ...texts].join('\n\n');
  });
  const head = `Parts of this program by others, and their licences. Those of Electron and Chromium are in files of their own.`;
  return `${[head, ...parts].join(`\n\n${'='.repeat(80)}\n\n`)}\n`;
}
