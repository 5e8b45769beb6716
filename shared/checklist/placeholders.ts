/**
 * Values that stand in examples and tutorials, and that attackers therefore try first. They go with the checklist's version: a
 * newer list judges a new run, never an old record. A fact keeps the id of the rule that a value met, never the value.
 */
interface PlaceholderRule {
  id: string;
  /** `secret`: only for passwords, keys and tokens; `none` or `test` may be a sound value of another key. */
  for: 'any' | 'secret';
  /** Compared with the value in lower case, without white space around it. */
  test: { exactly: readonly string[] } | { form: RegExp } | { lettersAndDigits: readonly string[] };
}

/** Among the first guesses of everyone who guesses, in lower case. */
export const commonPasswords: readonly string[] = [
  'abc123',
  'admin',
  'admin1',
  'admin123',
  'admin1234',
  'administrator',
  'adminadmin',
  'adminpassword',
  'adminpass',
  'changeit',
  'default',
  'defaultpassword',
  'dev',
  'devkey',
  'devsecret',
  'devsecretkey',
  'development',
  'developmentkey',
  'dummy',
  'example',
  'examplepassword',
  'flask',
  'flasksecret',
  'flasksecretkey',
  'foo',
  'foobar',
  'guest',
  'hardtoguessstring',
  'insecure',
  'iloveyou',
  'key',
  'letmein',
  'local',
  'monkey',
  'mysecret',
  'mysecretkey',
  'mysecretpassword',
  'mypassword',
  'mysupersecretkey',
  'none',
  'notsecret',
  'null',
  'pass',
  'pass123',
  'passw0rd',
  'password',
  'password1',
  'password12',
  'password123',
  'password1234',
  'placeholder',
  'postgres',
  'postgrespassword',
  'prod',
  'production',
  'qwerty',
  'qwerty123',
  'random',
  'randomkey',
  'randomstring',
  'replace',
  'root',
  'sample',
  'secret',
  'secret1',
  'secret123',
  'secretkey',
  'secretpassword',
  'somesecret',
  'somesecretkey',
  'strongpassword',
  'strongrandompassword',
  'supersecret',
  'supersecretkey',
  'supersecretpassword',
  'test',
  'test123',
  'testing',
  'testkey',
  'testpassword',
  'testsecret',
  'thisisasecret',
  'thisisthesecretkey',
  'topsecret',
  'toor',
  'undefined',
  'unset',
  'user',
  'verysecret',
  'verysecretkey',
  'welcome',
  'welcome1',
  'yoursecretkey',
  'yourpassword',
  'youwillneverguess',
  '123',
  '1234',
  '12345',
  '123456',
  '1234567',
  '12345678',
  '123456789',
  '1234567890',
  '0123456789',
];

export const placeholderRules: readonly PlaceholderRule[] = [
  {
    // The literals of the checklist that this program checks.
    id: 'checklist-example',
    for: 'any',
    test: {
      exactly: [
        'postgresql://user:password@localhost:5432/thecodingscience',
        'your-admin@email.com',
        'strong-random-password',
        'strong-password',
        'your-email@gmail.com',
        'xxxx xxxx xxxx xxxx',
        'xxxxxxxxxxxxxxxx',
      ],
    },
  },
  {
    // Flask's, Django's and Rails's documentation.
    id: 'framework-example',
    for: 'any',
    test: {
      exactly: [
        '_5#y2l"f4q8z\\n\\xec]/',
        '192b9bdd22ab9ed4d12e236c78afcb9a393ec15f71bbf5dc987d54727823bcbf',
        "b'_5#y2l\"f4q8z\\n\\xec]/'",
      ],
    },
  },
  { id: 'framework-insecure', for: 'any', test: { form: /^django-insecure-/ } },
  {
    id: 'template',
    for: 'any',
    test: { form: /^(?:<[^<>]*>|\{\{[^{}]*\}\}|\[[a-z _-]+\]|%[a-z_]+%|__[a-z0-9_]+__)$/ },
  },
  { id: 'template', for: 'any', test: { form: /^\$\{[^}]*\}?$/ } },
  {
    id: 'change-me',
    for: 'any',
    test: { form: /^(?:please[-_ ]?)?(?:change|replace|edit|update|fill)[-_ ]?(?:me|this|it|in|before|with|by)\b/ },
  },
  { id: 'change-me', for: 'any', test: { form: /^(?:changeme|changethis|replaceme|fixme|todo|tbd|to[-_ ]be[-_ ])/ } },
  {
    id: 'your-here',
    for: 'any',
    test: {
      form: /^(?:your|my|insert|enter|put|some|an?)[-_ ](?:[a-z0-9]+[-_ ]){0,6}(?:here|key|secret|password|token|email|id|user|name)$/,
    },
  },
  { id: 'your-here', for: 'any', test: { form: /^(?:your|insert|enter|put)[-_].*(?:here)$/ } },
  { id: 'example-address', for: 'any', test: { form: /^[^@\s]*@(?:[a-z0-9-]+\.)*example(?:\.(?:com|org|net))?$/ } },
  {
    id: 'example-address',
    for: 'any',
    test: {
      form: /^(?:you|your[-_.]?(?:name|email|mail)|user|name|admin|me|someone)@(?:email|domain|mail|yourdomain|your-domain|company)\.[a-z]+$/,
    },
  },
  { id: 'one-character', for: 'secret', test: { form: /^(.)\1*$/ } },
  {
    id: 'common',
    for: 'secret',
    test: {
      lettersAndDigits: commonPasswords,
    },
  },
];

/** The id of the first rule that a value meets, or null. Linear in the value's length. */
export function placeholderRule(value: string, secretLike: boolean): string | null {
  const trimmed = value.trim().toLowerCase();
  if (trimmed === '' || trimmed.length > 300) return null;
  const plain = trimmed.replace(/[^a-z0-9]+/g, '');
  const met = placeholderRules.find(({ for: whom, test }) => {
    if (whom === 'secret' && !secretLike) return false;
    if ('exactly' in test) return test.exactly.includes(trimmed);
    if ('form' in test) return test.form.test(trimmed);
    return test.lettersAndDigits.includes(plain);
  });
  return met?.id ?? null;
}

/** Words that name what is no production system, where they are a whole part of a database's host or name. */
export const notProductionWords: readonly string[] = [
  'dev',
  'develop',
  'development',
  'test',
  'testing',
  'staging',
  'stage',
  'example',
  'sample',
  'demo',
];

/** Database users with the password that their image, installer or tutorial gives them. */
export const defaultDatabasePairs: readonly (readonly [user: string, password: string])[] = [
  ['user', 'password'],
  ['user', 'pass'],
  ['username', 'password'],
  ['postgres', ''],
  ['postgres', 'password'],
  ['postgres', 'example'],
  ['postgres', 'mysecretpassword'],
  ['postgres', 'admin'],
  ['postgres', '1234'],
  ['postgres', '123456'],
  ['admin', 'password'],
  ['admin', '123456'],
  ['root', ''],
  ['root', 'password'],
  ['root', 'example'],
  ['root', 'toor'],
  ['sa', ''],
  ['scott', 'tiger'],
  ['tcs_app', 'strong-password'],
];
