import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../build-if-stale.mjs';
import { sourceDate } from './source-date.mjs';

const app = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const purl = (name, version) => `pkg:npm/${name.replace('@', '%40')}@${version}`;

/** What is in the package, as CycloneDX 1.6. The same parts at the same commit give the same bytes. */
export function sbom({ packages, electron }) {
  const self = {
    type: 'application',
    'bom-ref': purl(app.name, app.version),
    name: app.name,
    version: app.version,
    licenses: licence(app.license),
    purl: purl(app.name, app.version),
  };
  const runtime = {
    type: 'framework',
    'bom-ref': `pkg:github/electron/electron@v${electron}`,
    name: 'electron',
    version: electron,
    // Its own; those of Chromium, Node.js and their parts are in LICENSES.chromium.html beside it.
    licenses: licence('MIT'),
    purl: `pkg:github/electron/electron@v${electron}`,
  };
  const components = [runtime, ...packages.map(component)];
  const body = {
    metadata: { timestamp: sourceDate().toISOString(), lifecycles: [{ phase: 'build' }], component: self },
    components,
    dependencies: dependencies(self, runtime, packages),
  };
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${uuidOf(JSON.stringify(body))}`,
    version: 1,
    ...body,
  };
}

const component = ({ name, version, license, integrity, resolved }) => ({
  type: 'library',
  'bom-ref': purl(name, version),
  name,
  version,
  hashes: [{ alg: 'SHA-512', content: Buffer.from(integrity.slice('sha512-'.length), 'base64').toString('hex') }],
  licenses: licence(license),
  purl: purl(name, version),
  externalReferences: [{ type: 'distribution', url: resolved }],
});

const licence = (text) => [/^[\w.+-]+$/.test(text) ? { license: { id: text } } : { expression: text }];

/** Found as Node finds them: in the nearest node_modules upwards. */
function dependencies(self, runtime, packages) {
  const at = new Map(packages.map((one) => [one.folder, one]));
  const refs = (from, names) =>
    Object.keys(names)
      .flatMap((name) => nearest(at, from, name) ?? [])
      .map(({ name, version }) => purl(name, version))
      .sort();
  return [
    { ref: self['bom-ref'], dependsOn: [runtime['bom-ref'], ...refs(root, app.dependencies)] },
    { ref: runtime['bom-ref'], dependsOn: [] },
    ...packages.map(({ name, version, folder, ...one }) => ({
      ref: purl(name, version),
      dependsOn: refs(folder, { ...one.dependencies, ...one.optionalDependencies, ...one.peerDependencies }),
    })),
  ];
}

function nearest(at, from, name) {
  const found = at.get(join(from, 'node_modules', name));
  if (found || from === root) return found;
  return nearest(at, from.slice(0, from.lastIndexOf('/node_modules/')) || root, name);
}

/** RFC 9562, version 8: our own bits, here those of a hash. */
function uuidOf(text) {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
