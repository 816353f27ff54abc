// The same call as a program for particle-api-js: its own method where there is one, its generic verbs elsewhere.
import { callKey, valueKey, type ApiCall, type ApiValues } from './api-call.ts';
import { API_JS_METHODS, type ApiJsMethod } from './api-js-methods.ts';
import type { BuiltRequest } from './build-request.ts';

/** A name of the program instead of a value. */
export class Code {
  constructor(readonly text: string) {}
}

export interface ApiJsCall {
  method: string;
  options: Record<string, unknown>;
  answers: 'body' | 'bytes' | 'stream';
  /** False where it is one of the generic verbs. */
  own: boolean;
}

type Pair = [option: string, value: unknown];

const PLACES = ['', 'path:', 'query:'];

const typed = (values: ApiValues, name: string): string => PLACES.map((place) => values[`${place}${name}`] ?? '').find(Boolean) ?? '';

/** The program names a file `file`; where several may come, by the path inside the project. */
const fileValue = (option: string, names: string): unknown =>
  option === 'files' ? Object.fromEntries(names.split('\n').map((name) => [name, new Code('file')])) : new Code('file');

const fits = (method: ApiJsMethod, values: ApiValues): boolean =>
  method.when === undefined || (method.is === undefined ? typed(values, method.when) !== '' : typed(values, method.when) === method.is);

const nested = (pairs: readonly Pair[]): Record<string, unknown> => {
  const options: Record<string, unknown> = {};
  for (const [name, value] of pairs) {
    const [outer = '', inner] = name.split('.');
    if (inner === undefined) options[outer] = value;
    else options[outer] = { ...(options[outer] as object | undefined), [inner]: value };
  }
  return options;
};

function ownCall(call: ApiCall, method: ApiJsMethod, values: ApiValues, request: BuiltRequest): ApiJsCall {
  const named = new Set(Object.values(method.options));
  const meant = (field: string): unknown => {
    const found = call.fields.find((one) => valueKey(one) === field || (one.name === field && one.place !== 'basic'));
    if (found?.place === 'body') return request.data?.[found.name];
    const text = typed(values, field);
    return text === '' ? undefined : found?.kind === 'number' ? Number(text) : text;
  };
  const pairs = Object.entries(method.options).map(([option, field]): Pair => {
    if (field.startsWith('file:')) return [option, values[field] ? fileValue(option, values[field]) : undefined];
    if (field === 'settings.*') {
      const rest = Object.entries(request.data ?? {}).filter(([name]) => !named.has(name));
      return [option, rest.length > 0 ? Object.fromEntries(rest) : undefined];
    }
    return [option, meant(field)];
  });
  const options = nested([...Object.entries(method.fixed ?? {}), ...pairs].filter(([, value]) => value !== undefined));
  return { method: method.method, options, answers: method.answers ?? 'body', own: true };
}

/** Null where the library has no way: files and streams that none of its methods knows. */
export function apiJsCall(call: ApiCall, values: ApiValues, request: BuiltRequest): ApiJsCall | null {
  const method = API_JS_METHODS[callKey(call)]?.find((one) => fits(one, values));
  if (method) return ownCall(call, method, values, request);
  if (call.streams || request.parts !== null) return null;
  const [uri = ''] = request.path.split('?');
  const options: Record<string, unknown> = { uri };
  if (Object.keys(request.query).length > 0) options['query'] = request.query;
  if (request.data !== null && Object.keys(request.data).length > 0) options['data'] = request.data;
  return { method: call.method.toLowerCase(), options, answers: 'body', own: false };
}

const quote = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`;

function literal(value: unknown, indent: string): string {
  if (value instanceof Code) return value.text;
  if (typeof value === 'string') return quote(value);
  if (Array.isArray(value)) return `[${value.map((one) => literal(one, indent)).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const entries = Object.entries(value);
  if (entries.length === 0) return '{}';
  const inner = `${indent}  `;
  const lines = entries.map(([name, one]) => `${inner}${/^[a-z_$][\w$]*$/i.test(name) ? name : quote(name)}: ${literal(one, inner)},`);
  return `{\n${lines.join('\n')}\n${indent}}`;
}

const oneLine = (text: string): string => {
  const short = text.replace(/,\n\s*\}/g, ' }').replace(/\n\s*/g, ' ');
  return short.length <= 44 ? short : text;
};

/** `base`: address of the cloud without a trailing slash. `auth`: the token as it may be shown; null for calls without one. */
export function toApiJs(
  call: ApiCall,
  values: ApiValues,
  request: BuiltRequest,
  { base, auth }: { base: string; auth: string | null },
): string | null {
  const made = apiJsCall(call, values, request);
  if (!made) return null;
  const needsClient = made.method === 'createCustomer' || made.method === 'loginAsClientOwner';
  const settings = {
    baseUrl: base,
    ...(needsClient ? { clientId: values['client_id'] || '<client id>', clientSecret: values['client_secret'] || '<client secret>' } : {}),
    ...(auth !== null && call.access === 'token' ? { auth } : {}),
  };
  const options = Object.keys(made.options).length > 0 ? oneLine(literal(made.options, '')) : '{}';
  const head = `const particle = new Particle(${oneLine(literal(settings, ''))});`;
  const result = made.answers === 'bytes' ? 'const bytes' : made.answers === 'stream' ? 'const stream' : 'const { body }';
  const lines = [head, `${result} = await particle.${made.method}(${options});`];
  if (made.answers === 'stream') lines.push("stream.on('event', ({ name, data }) => console.log(name, data));");
  return lines.join('\n');
}
