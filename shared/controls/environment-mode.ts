import { defineControl, fail, note, pass, withNotes } from '../control';
import { type EnvFile, envFile, keyOf } from '../facts/host/env-file';
import { installedPackages } from '../facts/host/installed-packages';
import { compareVersions } from '../facts/host/package-version';
import { asvs, cis, nist } from '../references';

/** Production, and no debugger. */

const references = [...asvs('V13.4.2'), ...cis('4.8'), ...nist('CM-7', 'SI-11')];

/** Which of these do not stand in the file as they are in force: the service sets them. */
const fromService = (env: EnvFile, keys: readonly string[]): string[] =>
  keys.filter((key) => keyOf(env, key)?.started === 'different');
const fromServiceWords = ({ keys }: { keys: string[] }): string =>
  `${keys.join(', ')}: set by the service (its unit, a drop-in or a wrapper), over what the env file says`;

export const envProductionMode = defineControl({
  id: 'env.production-mode',
  point: 1,
  severity: 'blocker',
  method: 'automatic',
  scope: 'host:app',
  title: 'The environment is production',
  why: 'In any other mode frameworks show stack traces, accept test accounts and skip checks that protect real users.',
  expected: "the target's environmentKey (FLASK_ENV by default) is production",
  sources: ['Checklist: before launch (FLASK_ENV=production)'],
  references,
  fix: ({ quote, target, envFile: file }) => ({
    say: 'Set the variable, then restart the app.',
    run: [`printf '%s=production\\n' ${target.app?.environmentKey ?? 'FLASK_ENV'} >> ${quote(file)}`],
  }),
  needs: { env: envFile },
  wants: { installed: installedPackages },
  words: {
    production: ({ key }: { key: string }) => `${key} is production`,
    other: ({ key, value }: { key: string; value: string }) => `${key} is ${value}, not production`,
    absent: ({ key }: { key: string }) => `${key} is not set`,
    'absent-newer-flask': () =>
      'FLASK_ENV is not set, and the Flask that is installed no longer reads it; production is its default',
    'from-service': fromServiceWords,
    'flask-ignores-it': () =>
      'Flask 2.3 and later ignore FLASK_ENV: it is debug mode that counts (env.debug-off, errors.debugger-off)',
  },
  judge: ({ env }, { target }, { wants }) => {
    const key = target.app?.environmentKey ?? 'FLASK_ENV';
    const flask = wants.installed.ok ? wants.installed.value.packages.filter(({ name }) => name === 'flask') : [];
    const ignored =
      key === 'FLASK_ENV' && flask.length > 0 && flask.every(({ version }) => compareVersions(version, '2.3') >= 0);
    const entry = keyOf(env, key);
    const keys = fromService(env, [key]);
    const notes = [
      ...(ignored ? [note('flask-ignores-it')] : []),
      ...(keys.length > 0 ? [note('from-service', { keys })] : []),
    ];
    if (!entry?.set) {
      // A debug switch that is on says that this is no production, whatever Flask's default.
      return ignored && switchesOn(env).length === 0
        ? withNotes(pass('absent-newer-flask'), notes)
        : fail('absent', { key });
    }
    const value = entry.shape.kind === 'environment-name' ? entry.shape.value : 'other';
    return value === 'production'
      ? withNotes(pass('production', { key }), notes)
      : withNotes(fail('other', { key, value: value === 'other' ? 'something else' : value }), notes);
  },
});

const debugKeys = ['FLASK_DEBUG', 'DEBUG', 'FLASK_RUN_DEBUG', 'FLASK_RUN_DEBUGGER', 'FLASK_RUN_RELOAD'];

/** Keys that turn debugging on, or whose value cannot be told: what could not be read is not taken for off. */
const switchesOn = (env: EnvFile): string[] =>
  debugKeys.filter((key) => {
    const entry = keyOf(env, key);
    return entry?.set && !(entry.shape.kind === 'boolean' && !entry.shape.value);
  });

export const envDebugOff = defineControl({
  id: 'env.debug-off',
  point: 1,
  severity: 'blocker',
  method: 'automatic',
  scope: 'host:app',
  title: 'Debugging is off',
  why: "Werkzeug's debugger runs any Python that a visitor types, as the app's account. Stack traces alone show paths, queries and settings.",
  expected: 'no FLASK_DEBUG, DEBUG or FLASK_RUN_* that turns debugging on, in any spelling that Flask reads as true',
  sources: ['Checklist point 7', 'flask.helpers.get_debug_flag: all but empty, 0, false and no turn it on'],
  references,
  fix: ({ quote, envFile: file }) => ({
    say: 'Set it to 0 (Flask takes "off" for on), look for the same switch in the unit of the service, then restart the app.',
    run: [`sed -i -E 's/^(export )?(FLASK_DEBUG|DEBUG|FLASK_RUN_[A-Z]+)=.*/\\2=0/' ${quote(file)}`],
  }),
  needs: { env: envFile },
  words: {
    off: () => 'no switch of the environment turns it on',
    on: ({ keys }: { keys: string[] }) => `turned on by ${keys.join(', ')}`,
    'from-service': fromServiceWords,
    'old-flask-env': () => 'FLASK_ENV=development turns debugging on in Flask before 2.3',
  },
  judge: ({ env }) => {
    const on = switchesOn(env);
    if (on.length > 0) {
      const keys = fromService(env, on);
      return withNotes(fail('on', { keys: on }), keys.length > 0 ? [note('from-service', { keys })] : []);
    }
    const mode = keyOf(env, 'FLASK_ENV')?.shape;
    return mode?.kind === 'environment-name' && mode.value === 'development' ? fail('old-flask-env') : pass('off');
  },
});

export const environmentModeControls = [envProductionMode, envDebugOff];
