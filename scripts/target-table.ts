import { targetSchema } from '../shared/target';
import { publishedSchema } from './published-schema';

interface JsonSchema {
  type?: string;
  description?: string;
  default?: unknown;
  enum?: unknown[];
  properties?: Record<string, JsonSchema>;
  items?: JsonSchema;
  required?: string[];
}

/** Every key of the target file with its default, from the schema itself. */
export function targetTable(): string {
  const rows: string[] = [];
  const walk = (schema: JsonSchema, prefix: string): void => {
    for (const [key, value] of Object.entries(schema.properties ?? {})) {
      const name = `${prefix}${key}`;
      const inner = value.items?.properties ? value.items : value.properties ? value : null;
      const required = schema.required?.includes(key) === true;
      const words = [value.description ?? '', value.enum ? `(${value.enum.join(', ')})` : ''].filter(Boolean).join(' ');
      rows.push(`| \`${name}\` | ${words} | ${inner ? '' : required ? 'required' : sayDefault(value.default)} |`);
      if (inner) walk(inner, value.items ? `${name}[].` : `${name}.`);
    }
  };
  walk(publishedSchema(targetSchema, 'input') as JsonSchema, '');
  return ['| key | what | default |', '|---|---|---|', ...rows].join('\n');
}

const sayDefault = (value: unknown): string => {
  if (value === undefined) return '';
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map((one) => `\`${one}\``).join(', ');
  return `\`${value}\``;
};
