// A JSON Schema in words that fit beside a field, and as an outline in the manner of a type.
import type { ApiField } from './api-call.ts';

export type JsonSchema = Record<string, unknown>;

/** Deeper than this, and longer than this, an outline says `…`. */
const DEEPEST = 5;
const MOST_LINES = 80;

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Alternatives of alternatives are alternatives. */
const alternatives = (schema: JsonSchema): JsonSchema[] => {
  const list = schema['anyOf'] ?? schema['oneOf'];
  if (!Array.isArray(list)) return [];
  return list.filter(isObject).flatMap((one) => (one['anyOf'] || one['oneOf'] ? alternatives(one) : [one]));
};

/** A form carries numbers and booleans as text, and the schemas say so: one of the alternatives is what is meant. */
const NUMERIC = /^\^\\s\*-\?\\d/;
const SPELLED = ['true', 'false', '1', '0'];

const isNumber = (schema: JsonSchema): boolean =>
  schema['type'] === 'number' ||
  schema['type'] === 'integer' ||
  (alternatives(schema).some(({ type }) => type === 'number') &&
    alternatives(schema).every(({ type, pattern }) => type === 'number' || (type === 'string' && NUMERIC.test(String(pattern)))));

const isBoolean = (schema: JsonSchema): boolean =>
  schema['type'] === 'boolean' ||
  (alternatives(schema).some(({ type }) => type === 'boolean') &&
    alternatives(schema).some((one) => Array.isArray(one['enum']) && SPELLED.every((word) => (one['enum'] as unknown[]).includes(word))));

/** Forms spell it. */
const isNull = ({ type, enum: words }: JsonSchema): boolean =>
  type === 'null' || (Array.isArray(words) && words.length > 0 && words.every((word) => word === '' || word === 'null'));

/** What is meant beside `null`. */
const withoutNull = (schema: JsonSchema): { schema: JsonSchema; nullable: boolean } => {
  const list = alternatives(schema);
  const rest = list.filter((one) => !isNull(one));
  if (rest.length === list.length) return { schema, nullable: false };
  return { schema: rest.length === 1 ? (rest[0] as JsonSchema) : { anyOf: rest }, nullable: true };
};

export const isNullable = (schema: JsonSchema): boolean => withoutNull(schema).nullable;

/** How a field of this schema is typed in. */
export function kindOf(name: string, given: JsonSchema): ApiField['kind'] {
  const { schema } = withoutNull(given);
  if (schema['format'] === 'binary') return 'file';
  if (isBoolean(schema)) return 'boolean';
  if (isNumber(schema)) return 'number';
  if (Array.isArray(schema['enum']) || 'const' in schema) return 'choice';
  if (schema['type'] === 'string') return /password|secret|token|otp/.test(name) ? 'secret' : 'text';
  if (schema['type'] === 'object' || schema['type'] === 'array') return 'json';
  const types = alternatives(schema)
    .map(({ type }) => String(type))
    .filter((type) => type !== 'null');
  if (types.length > 0 && types.every((type) => type === 'object')) return 'json';
  if (types.length > 0 && types.every((type) => ['string', 'number', 'boolean'].includes(type))) return 'text';
  return 'any';
}

export function choicesOf(given: JsonSchema): string[] {
  const { schema } = withoutNull(given);
  if ('const' in schema) return [String(schema['const'])];
  return Array.isArray(schema['enum']) ? schema['enum'].map(String) : [];
}

/** What stands beside a field: `text, at most 64 characters`. */
export function typeWords(given: JsonSchema, kind: ApiField['kind']): string {
  const { schema, nullable } = withoutNull(given);
  const orNull = nullable ? ' or null' : '';
  const initial = given['default'] === undefined ? '' : `, ${JSON.stringify(given['default'])} when left out`;
  const longest = typeof schema['maxLength'] === 'number' ? `, at most ${schema['maxLength']} characters` : '';
  const words: Record<ApiField['kind'], string> = {
    text: `text${longest}`,
    secret: `text${longest}`,
    number: 'number',
    boolean: 'true or false',
    choice: 'one of these',
    json: schema['type'] === 'array' ? 'JSON list' : 'JSON object',
    any: 'text or JSON',
    file: 'file',
  };
  return `${words[kind]}${orNull}${initial}`;
}

/** `{ ok: true, id: string }`, one field a line, two spaces a level. */
export function outlineOf(schema: JsonSchema): string {
  let lines = 0;
  const describe = (given: unknown, depth: number): string => {
    if (!isObject(given) || lines > MOST_LINES) return '…';
    if ('const' in given) return JSON.stringify(given['const']);
    if (Array.isArray(given['enum'])) return given['enum'].map((one) => JSON.stringify(one)).join(' | ');
    if (isBoolean(given)) return 'boolean';
    if (isNumber(given)) return 'number';
    const list = alternatives(given);
    if (list.length > 0) return [...new Set(list.map((one) => describe(one, depth)))].join(' | ');
    if (given['type'] === 'array') return `[${describe(given['items'], depth)}]`;
    if (given['type'] !== 'object') return typeof given['type'] === 'string' ? given['type'] : 'anything';
    const fields = isObject(given['properties']) ? Object.entries(given['properties']) : [];
    if (fields.length === 0) {
      const values = given['additionalProperties'];
      return isObject(values) && Object.keys(values).length > 0 ? `{ [name]: ${describe(values, depth)} }` : '{ … }';
    }
    if (depth >= DEEPEST) return '{ … }';
    const required = Array.isArray(given['required']) ? given['required'] : [];
    const indent = '  '.repeat(depth + 1);
    const inside = fields.map(([name, field]) => {
      lines += 1;
      return `${indent}${name}${required.includes(name) ? '' : '?'}: ${describe(field, depth + 1)}`;
    });
    return `{\n${inside.join(',\n')}\n${'  '.repeat(depth)}}`;
  };
  const outline = describe(schema, 0);
  return outline === 'anything' || outline === '…' ? '' : outline;
}
