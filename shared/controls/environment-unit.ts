import { defineControl, fail, notApplicable, note, pass, withNotes } from '../control';
import { appEnvironment } from '../facts/host/app-environment';
import { asvs, cis, nist } from '../references';

export const envUnitClosed = defineControl({
  id: 'env.unit-closed',
  point: 1,
  severity: 'major',
  method: 'automatic',
  scope: 'host:app',
  title: 'No secret stands in the unit of the service',
  why: 'What Environment= sets is no secret to the host: unit files are world-readable, and systemd tells the values to every account that asks (systemctl show). A hacked neighbour site signs sessions with them.',
  expected: "no password, key or token in Environment= of the app's service",
  sources: ['Checklist point 1', 'systemd.exec(5), Environment='],
  references: [...asvs('V13.3.1', 'V13.3.2'), ...cis('3.3'), ...nist('AC-6', 'SC-28')],
  fix: ({ quote, envFile: file }) => ({
    say: 'Take the secrets out of the unit and its drop-ins, put new ones into the env file, and let the unit read that as root, before it becomes the app. What stood in the unit has been readable by all: replace it, do not move it.',
    run: [
      'systemctl edit --full UNIT',
      `chmod 0600 ${quote(file)}`,
      'systemctl daemon-reload',
      'systemctl restart UNIT',
    ],
    config: { file: 'the unit', text: `[Service]\nEnvironmentFile=${file}` },
  }),
  needs: { service: appEnvironment },
  words: {
    closed: ({ unit }: { unit: string }) => `${unit} sets no secret by Environment=`,
    secrets: ({ unit, keys }: { unit: string; keys: string[] }) => `${unit} sets ${keys.join(', ')} by Environment=`,
    'no-unit': () => 'the app runs in no service of systemd',
    'not-reloaded': () => 'its files have changed since systemd read them: systemctl daemon-reload',
  },
  judge: ({ service: { unit } }) => {
    if (!unit) return notApplicable('no-unit');
    const notes = unit.needsReload ? [note('not-reloaded')] : [];
    return unit.secretsInUnit.length > 0
      ? withNotes(fail('secrets', { unit: unit.name, keys: unit.secretsInUnit }), notes)
      : withNotes(pass('closed', { unit: unit.name }), notes);
  },
});

export const environmentUnitControls = [envUnitClosed];
