import { z } from 'zod';
import { commonPasswords } from '../../shared/checklist/placeholders';
import { type Fact, type FactId, type FactType, unseen } from '../../shared/fact';

/**
 * The last gate before facts leave: a fact in which a secret value of this run stands, plain or encoded, is dropped whole.
 * Facts are lists of typed fields, so a hit is a fault of ours; this is what keeps it from reaching a record.
 */
export function withholdSecrets(
  facts: readonly Fact[],
  types: readonly FactType[],
  secrets: readonly string[],
): Fact[] {
  const needles = secrets.flatMap(formsOf);
  if (needles.length === 0) return [...facts];
  return facts.map((fact): Fact => {
    const ours = ownWords(types.find(({ id }) => id === fact.id));
    const texts = textsOf(fact.ok ? fact.value : fact.reason.params).filter((text) => !ours.has(text));
    const hit = texts.some((text) => {
      const forms = [text, percentDecoded(text)];
      return needles.some((needle) => forms.some((form) => form.includes(needle)));
    });
    if (!hit) return fact;
    const { id, host, at, from } = fact;
    return { id, host, at, from, ...unseen('secret-withheld', {}) };
  });
}

/** Shorter values are too likely to stand somewhere by chance. */
const shortest = 8;

/**
 * What to search for, of an app's environment: values of keys that say that they are secret, passwords in URLs, and whatever
 * is not plainly something else. `known` is text that is no secret, because the target says it.
 *
 * A host also says words for reasons of its own: `postgres` is an account and a program, and may be a password. Such a word
 * tells nothing where nothing points to it, but dropping the fact would: a list of sockets that is withheld says "the
 * password is one of a few programs". So a value that is too short, is on the checklist's list of common passwords (which the
 * facts say of it anyway), or is the user of one of the URLs (which is why it is a default pair), is searched for only
 * together with its key, as `KEY=value`, and within its URL. Any other word that is a name on the host does drop the fact: we
 * cannot know why it stands there, and in doubt nothing leaves.
 */
export function secretValues(environment: Iterable<readonly [key: string, value: string]>, known: string): string[] {
  const secrets = [...environment].flatMap(([key, value]) => {
    const [, user, password] = inUrl.exec(value) ?? [];
    const isSecret = password !== undefined || secretKey.test(key) || !plain.test(value);
    return isSecret && value !== '' ? [{ key, value, user, password: password ?? '' }] : [];
  });
  const users = new Set(secrets.map(({ user }) => user));
  const saysNothing = (value: string): boolean =>
    value.length < shortest || commonPasswords.includes(value.toLowerCase()) || users.has(value);
  const values = secrets.flatMap(({ key, value, password }) =>
    [password, percentDecoded(password), value, ...value.split(/\r?\n/)]
      .filter((piece) => !saysNothing(piece))
      .concat(saysNothing(value) ? `${key}=${value}` : []),
  );
  return [...new Set(values)].filter((value) => !known.includes(value));
}

/** The user and the password. */
const inUrl = /^[a-z][a-z0-9+.-]*:\/\/([^:/?#\s]*):([^/?#\s]*)@/i;

/** `PWD` alone is the working folder. */
const secretKey = /^(?!(?:OLD)?PWD$).*(?:SECRET|PASS|PWD|TOKEN|KEY|CREDENTIAL|AUTH|SALT|PRIVATE|DSN|WEBHOOK)/i;
/** Words, numbers, paths, host names, e-mail addresses, and URLs without user information. */
const plain =
  /^(?:[a-z]*|[\d.:]+|\/[\w./-]*|[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d+)?|[\w.+-]+@[\w.-]+|https?:\/\/[\w.:/-]+)$/i;

function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  // Within longer text, base64 has three alignments; the edges mix with their neighbours and are left off.
  const inBase64 = [0, 1, 2].map((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const end = (bytes.length + shift) % 3 === 0 ? text.length : text.length - 1;
    return text.slice(Math.ceil((shift * 8) / 6), end);
  });
  const urlSafe = inBase64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_'));
  return [...new Set([secret, percentEncoded(secret), ...inBase64, ...urlSafe])];
}

function percentEncoded(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    return text;
  }
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Every string of a value, keys too. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (value !== null && typeof value === 'object')
    return Object.entries(value).flatMap(([key, inner]) => [key, ...textsOf(inner)]);
  return [];
}

const ownWordsById = new Map<FactId, ReadonlySet<string>>();

/** The closed words of a fact's schema: they are in our code, and say nothing of a value that happens to be the same. */
function ownWords(type: FactType | undefined): ReadonlySet<string> {
  if (!type) return new Set();
  const cached = ownWordsById.get(type.id);
  if (cached) return cached;
  const words = new Set<string>();
  const collect = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(collect);
    else if (node !== null && typeof node === 'object')
      for (const [key, inner] of Object.entries(node)) {
        if (key === 'const' || key === 'enum') for (const word of textsOf(inner)) words.add(word);
        else if (key === 'properties') {
          for (const name of Object.keys(inner as object)) words.add(name);
          Object.values(inner as object).forEach(collect);
        } else collect(inner);
      }
  };
  collect(z.toJSONSchema(type.schema, { unrepresentable: 'any' }));
  ownWordsById.set(type.id, words);
  return words;
}
