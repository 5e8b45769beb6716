import { type FactValue, type Read, seen, unseen } from '../../../shared/fact';
import { effectiveValues } from '../../../shared/facts/host/dotenv-variables';
import { envExample } from '../../../shared/facts/host/env-example';
import { isPlainName, isSecretLike } from '../../../shared/facts/host/env-key-kinds';
import { parseDotenv } from '../../../shared/facts/host/python-dotenv';
import { inApp } from '../../../shared/target';
import { defineProbe, type ProbeContext } from '../probe';
import { textOf, whyNot } from '../section-reason';
import { noApp } from './env-file-stat';

const examplePath = ({ app }: ProbeContext): string | null => (app ? inApp(app, app.exampleFile) : null);

/**
 * Section `env-example.cat`, as root: `cat -- /srv/shop/.env.example`. Its values are compared with the live ones, so it is
 * read after `env-file`.
 */
export const envExampleProbe = defineProbe({
  fact: envExample,
  roles: ['app'],
  sections: {
    cat: {
      as: 'root',
      seconds: 5,
      argv: (context) => {
        const path = examplePath(context);
        return path === null ? null : ['cat', '--', path];
      },
    },
  },
  read: ({ cat }, context): Read<FactValue<typeof envExample>> => {
    const { app, secrets } = context;
    const path = examplePath(context);
    if (path === null || !app) return noApp;
    const reason = whyNot(cat);
    if (reason) return reason.code === 'no-file' ? seen({ exists: false as const, path }) : { ok: false, reason };
    if (cat.stdout.length > 1024 * 1024) return unseen('too-big', { limitBytes: 1024 * 1024 });
    const live = secrets.environment;
    // Without the live values nothing can be said of secrets in the example, and "none" would be a guess.
    if (!live) return unseen('not-collected', { fact: 'host.env-file' });
    const example = effectiveValues(parseDotenv(textOf(cat.stdout)).bindings);
    if (!example) return unseen('malformed', { what: `${path} has variables that grow past all measure` });
    const values = new Set([...example.values()].map(({ value }) => value).filter((value) => value));
    const plain = (key: string): boolean => isPlainName(key, true, app.requiredKeys);
    return seen({
      exists: true as const,
      path,
      keys: [...example.keys()].filter(plain).sort(),
      sameAsLive: [...live]
        .filter(([key, value]) => plain(key) && isSecretLike(key, value) && values.has(value))
        .map(([key]) => key)
        .sort(),
      missing: [...live.keys()].filter((key) => plain(key) && !example.has(key)).sort(),
    });
  },
});
