import { z } from 'zod';
import { type Control, defineControl, errorFrom, fail, pass } from '../../../shared/control';
import { defineFact, type FactType } from '../../../shared/fact';

/** A small checklist of its own, so that the tests of review and record do not move with the real one. */

const certificate = defineFact({ id: 'site.certificate', schema: z.strictObject({ days: z.number() }) });
const envFile = defineFact({ id: 'host.env-file', schema: z.strictObject({ mode: z.string() }) });

export const factTypes: readonly FactType[] = [certificate, envFile];

const texts = (title: string) => ({
  title,
  why: 'An attacker reads what was meant for others.',
  expected: `${title}: yes`,
  sources: ['Checklist point 5'],
  references: [{ source: 'NIST 800-53', id: 'SC-8' }],
  fix: () => ({ say: `Repair ${title}.`, run: ['certbot renew'] }),
});

export const controls: readonly Control[] = [
  defineControl({
    ...texts('Certificate lasts'),
    id: 'tls.expiry',
    point: 5,
    severity: 'blocker',
    method: 'automatic',
    scope: 'site',
    needs: { cert: certificate },
    words: {
      enough: ({ days }: { days: number }) => `${days} days left`,
      soon: ({ days }: { days: number }) => `only ${days} days left`,
    },
    judge: ({ cert }) => (cert.days > 14 ? pass('enough', { days: cert.days }) : fail('soon', { days: cert.days })),
  }),
  defineControl({
    ...texts('Env file is private'),
    id: 'env.file-mode',
    point: 1,
    severity: 'major',
    method: 'automatic',
    scope: 'host:app',
    needs: { env: envFile },
    words: {
      private: () => 'only its owner reads it',
      open: ({ mode }: { mode: string }) => `mode ${mode}: others read it`,
    },
    judge: ({ env }) => (env.mode === '0640' ? pass('private') : fail('open', { mode: env.mode })),
  }),
  defineControl({
    ...texts('Env file is not served'),
    id: 'env.not-served',
    point: 1,
    severity: 'blocker',
    method: 'automatic',
    scope: 'site',
    waivable: false,
    needs: { cert: certificate },
    words: { hidden: () => 'not served', served: () => 'it is served to everybody' },
    judge: ({ cert }) => (cert.days === 13 ? fail('served') : pass('hidden')),
  }),
  defineControl({
    ...texts('Password hashing'),
    id: 'password.hashing',
    point: 4,
    severity: 'blocker',
    method: 'automatic/attested',
    scope: 'host:app',
    needs: {},
    wants: { env: envFile },
    words: { strong: () => 'argon2id' },
    judge: (_needs, _context, { wants }) =>
      wants.env.ok && wants.env.value.mode === '0600'
        ? pass('strong')
        : errorFrom({ code: 'no-tool', params: { tool: 'psql' } }),
  }),
  defineControl({
    ...texts('Team briefed'),
    id: 'team.briefed',
    point: null,
    severity: 'major',
    method: 'attested',
    scope: 'process',
    attest: { statement: 'The team was briefed.', evidence: 'minutes', expiresAfterDays: 90 },
  }),
  defineControl({
    ...texts('Pages have no banner'),
    id: 'errors.no-banner',
    point: 7,
    severity: 'minor',
    method: 'automatic',
    scope: 'site',
    needs: { cert: certificate },
    words: { banner: () => 'Server: nginx/1.22.1' },
    judge: () => fail('banner'),
  }),
  defineControl({
    ...texts('Card data'),
    id: 'pci.scope',
    point: null,
    severity: 'major',
    method: 'attested',
    scope: 'process',
    module: 'pci',
  }),
];
