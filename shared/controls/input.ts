import { defineControl, fail, manual } from '../control';
import { requirements } from '../facts/host/requirements';
import { asvs, cis, nist } from '../references';
import { defineAttested } from './attested';

/** What comes in from users. */

const orms = ['sqlalchemy', 'flask-sqlalchemy', 'django', 'peewee', 'pony', 'tortoise-orm', 'sqlmodel'];
const validators = ['email-validator', 'wtforms', 'flask-wtf', 'django', 'pydantic', 'marshmallow', 'cerberus'];

export const inputOrm = defineControl({
  id: 'input.orm',
  point: 6,
  severity: 'major',
  method: 'automatic/attested',
  scope: 'host:app',
  title: 'Queries go through an ORM or take parameters',
  why: 'One query that is put together from text lets a visitor read, change or drop every table.',
  expected: 'an ORM and an input validator are among the requirements, and no raw SQL is put together from input',
  sources: ['Checklist point 6'],
  references: [...asvs('V1.2.4', 'V2.2.1'), ...cis('16.10'), ...nist('SI-10')],
  fix: ({ quote, target }) => ({
    say: 'Add SQLAlchemy and email-validator to the requirements and use them. Each line that this finds must use bound parameters:',
    run: [
      `grep -rnE '(execute|text|raw)\\(.*(%|\\.format|\\+|f["'"'"'])' --include='*.py' ${quote(target.app?.directory ?? '.')}`,
    ],
  }),
  attest: {
    statement: 'I looked for raw SQL in the source with the command given here; no query is put together from input.',
    evidence: "the command's output, with a word on each line that it found",
    expiresAfterDays: 180,
  },
  needs: { wanted: requirements },
  words: {
    // Requirements show that it could be right; only the source shows that it is.
    there: ({ orm, validator }: { orm: string; validator: string }) =>
      `${orm} and ${validator} are among the requirements; to attest: no raw SQL from input`,
    'no-orm': () => 'no ORM is among the requirements',
    'no-validator': () => 'no validator of addresses or forms is among the requirements',
    'none-seen': () => 'no requirements were found',
  },
  judge: ({ wanted }) => {
    const names = wanted.requirements.flatMap(({ name }) => (name === null ? [] : [name]));
    if (names.length === 0) return manual('none-seen');
    const orm = orms.find((name) => names.includes(name));
    const validator = validators.find((name) => names.includes(name));
    if (orm === undefined) return fail('no-orm');
    return validator === undefined ? fail('no-validator') : manual('there', { orm, validator });
  },
});

export const inputValidation = defineAttested({
  id: 'input.validation',
  point: 6,
  severity: 'major',
  title: 'Every input is checked on the server',
  why: 'Checks in the browser are left out by anyone who writes their own request. Unbounded fields fill the disk, and odd ones reach mails, logs and pages.',
  expected:
    'e-mail by a library, phone 10 to 15 digits, name at most 120, message at most 5,000 characters, password at least 8',
  sources: ['Checklist point 6'],
  references: [...asvs('V2.2.1', 'V2.2.2'), ...cis('16.10'), ...nist('SI-10')],
  fix: 'Check each field on the server, refuse what does not fit, and write a test with one value below and one above each limit.',
  attest: {
    statement:
      'I sent each form of the app values outside the limits, past the checks of the browser, and the server refused each of them.',
    evidence: 'the requests and answers, or the output of the automated tests that do this',
    expiresAfterDays: 180,
  },
});

export const inputControls = [inputOrm, inputValidation];
