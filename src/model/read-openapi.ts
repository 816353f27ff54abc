// Reads an OpenAPI 3.1 document into calls that a page can show. What it does not understand it leaves out.
import type { ApiAnswer, ApiCall, ApiEncoding, ApiField, ApiGroup } from './api-call.ts';
import { choicesOf, isNullable, isObject, kindOf, outlineOf, typeWords, type JsonSchema } from './schema-words.ts';

const ENCODINGS: Readonly<Record<string, ApiEncoding>> = {
  'application/json': 'json',
  'application/x-www-form-urlencoded': 'form',
  'multipart/form-data': 'multipart',
};

const record = (value: unknown): Record<string, unknown> => (isObject(value) ? value : {});
const list = (value: unknown): Record<string, unknown>[] => (Array.isArray(value) ? value.filter(isObject) : []);
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const fieldOf = (name: string, place: ApiField['place'], schema: JsonSchema, required: boolean): ApiField => {
  const kind = kindOf(name, schema);
  return {
    name,
    place: kind === 'file' ? 'file' : place,
    kind,
    type: typeWords(schema, kind),
    required,
    nullable: isNullable(schema),
    choices: choicesOf(schema),
    note: text(schema['description']),
  };
};

/** Who they are for is the call's affair: an account, or the client of a product. */
const CREDENTIALS: readonly ApiField[] = ['basic_name', 'basic_secret'].map((name) => ({
  name,
  place: 'basic',
  kind: name === 'basic_secret' ? 'secret' : 'text',
  type: 'text, as HTTP Basic',
  required: false,
  nullable: false,
  choices: [],
  note: '',
}));

function fieldsOf(operation: Record<string, unknown>, content: Record<string, unknown>, access: ApiCall['access']): ApiField[] {
  const parameters = list(operation['parameters']).map((parameter) =>
    fieldOf(
      text(parameter['name']),
      parameter['in'] === 'path' ? 'path' : 'query',
      record(parameter['schema']),
      parameter['required'] === true,
    ),
  );
  // The multipart schema is the JSON schema and the files.
  const media = content['multipart/form-data'] ?? content['application/json'] ?? content['application/x-www-form-urlencoded'];
  const schema = record(record(media)['schema']);
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  const body = Object.entries(record(schema['properties'])).map(([name, field]) =>
    fieldOf(name, 'body', record(field), required.includes(name)),
  );
  return [...parameters, ...body, ...(access === 'basic' ? CREDENTIALS : [])];
}

function answersOf(responses: Record<string, unknown>, schemas: Record<string, unknown>): ApiAnswer[] {
  const resolve = (schema: Record<string, unknown>): JsonSchema => {
    const name = /^#\/components\/schemas\/(.+)$/.exec(text(schema['$ref']))?.[1];
    return name === undefined ? schema : record(schemas[name]);
  };
  return Object.entries(responses)
    .map(([status, response]) => {
      const [type = '', media] = Object.entries(record(record(response)['content']))[0] ?? [];
      const schema = resolve(record(record(media)['schema']));
      return { status, type, description: text(record(response)['description']), outline: type.includes('json') ? outlineOf(schema) : '' };
    })
    .sort((a, b) => Number(b.status.startsWith('2')) - Number(a.status.startsWith('2')) || (a.status < b.status ? -1 : 1));
}

function callOf(method: string, path: string, operation: Record<string, unknown>, schemas: Record<string, unknown>): ApiCall {
  const content = record(record(operation['requestBody'])['content']);
  const security = list(operation['security']);
  const access = security.length === 0 ? 'none' : security.some((one) => 'basic' in one) ? 'basic' : 'token';
  const answers = answersOf(record(operation['responses']), schemas);
  return {
    id: text(operation['operationId']) || `${method}_${path}`,
    method: method.toUpperCase(),
    path,
    tag: text(Array.isArray(operation['tags']) ? operation['tags'][0] : '') || 'Other',
    summary: text(operation['summary']),
    access,
    fields: fieldsOf(operation, content, access),
    encodings: Object.keys(content).flatMap((type) => ENCODINGS[type] ?? []),
    answers,
    streams: answers.some(({ type }) => type === 'text/event-stream'),
  };
}

/** Calls that only this cloud has come last: the others are what a reader knows from the real one. */
const isOwn = (tag: string): boolean => tag.startsWith('Pocket');

/** Groups by tag, in the order of the document's own list. Throws when it is no OpenAPI document. */
export function readOpenApi(document: unknown): ApiGroup[] {
  const { openapi, paths, tags, components } = record(document);
  if (!text(openapi).startsWith('3.') || !isObject(paths)) throw new Error('This is not an OpenAPI 3 document.');
  const schemas = record(record(components)['schemas']);
  const calls = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(record(methods)).flatMap(([method, operation]) =>
      /^(get|post|put|delete|patch)$/.test(method) && isObject(operation) ? [callOf(method, path, operation, schemas)] : [],
    ),
  );
  const order = [...new Set([...list(tags).map(({ name }) => text(name)), ...calls.map(({ tag }) => tag)])];
  return order
    .sort((a, b) => Number(isOwn(a)) - Number(isOwn(b)))
    .map((tag) => ({ tag, calls: calls.filter((call) => call.tag === tag) }))
    .filter((group) => group.calls.length > 0);
}

/** Every word of the filter stands somewhere in the call's method, path, summary or tag. */
export function matchesFilter({ method, path, summary, tag }: ApiCall, filter: string): boolean {
  const all = `${method} ${path} ${summary} ${tag}`.toLowerCase();
  return filter
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word));
}
