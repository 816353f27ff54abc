// Makes the HTTP request of a call from what a person typed; the reference sends it and shows it as other clients would.
import { valueKey, type ApiCall, type ApiEncoding, type ApiField, type ApiValues } from './api-call.ts';

export interface BuiltRequest {
  method: string;
  /** Below the cloud, with the query. */
  path: string;
  headers: Record<string, string>;
  /** The body's fields as they were understood; null for calls that send none. */
  data: Record<string, unknown> | null;
  query: Record<string, string>;
  /** Text to send; null without a body and with a multipart body. */
  body: string | null;
  /** Text parts of a multipart body; files come after them. Null unless it is one. */
  parts: [name: string, value: string][] | null;
  /** Why it cannot be sent, by `valueKey`: one sentence each. */
  problems: Record<string, string>;
}

interface Meant {
  value: unknown;
  problem?: string;
}

/** What a field's text means. Forms carry everything as text, JSON knows numbers, booleans and objects. */
function meaning(field: ApiField, typed: string): Meant {
  if (field.nullable && typed.trim() === 'null') return { value: null };
  if (field.kind === 'number') {
    const value = Number(typed);
    return typed.trim() === '' || !Number.isFinite(value) ? { value: typed, problem: 'This is not a number.' } : { value };
  }
  if (field.kind === 'boolean') return { value: typed === 'true' };
  if (field.kind === 'json') {
    try {
      return { value: JSON.parse(typed) as unknown };
    } catch {
      return { value: typed, problem: 'This is not valid JSON.' };
    }
  }
  // Event data is text even when it reads as JSON, and so is a query; settings of an integration are what they read as.
  if (field.kind === 'any' && field.name !== 'data' && field.place === 'body' && /^\s*[[{]/.test(typed)) {
    try {
      return { value: JSON.parse(typed) as unknown };
    } catch {
      return { value: typed };
    }
  }
  return { value: typed };
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** In the manner of forms with nested names: `product[name]=x`, `groups[]=a`. */
function formPairs(name: string, value: unknown): [string, string][] {
  if (Array.isArray(value)) return value.flatMap((one) => formPairs(`${name}[]`, one));
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([key, inside]) => formPairs(`${name}[${key}]`, inside));
  return [[name, value === null ? '' : asText(value)]];
}

/** As HTML forms write it. */
const formEncode = (pairs: readonly (readonly [string, string])[]): string =>
  pairs.map((pair) => pair.map((part) => encodeURIComponent(part.toWellFormed()).replaceAll('%20', '+')).join('=')).join('&');

/** UTF-8 as HTTP Basic wants it, in base64. */
function base64(text: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  const bytes = [...encodeURIComponent(text.toWellFormed()).matchAll(/%([0-9A-F]{2})|(.)/g)].map(([, hex, plain]) =>
    hex === undefined ? (plain as string).charCodeAt(0) : Number.parseInt(hex, 16),
  );
  let out = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b, c] = bytes.slice(at, at + 3);
    const whole = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
    out += alphabet.charAt(whole >> 18) + alphabet.charAt((whole >> 12) & 63);
    out += (b === undefined ? '=' : alphabet.charAt((whole >> 6) & 63)) + (c === undefined ? '=' : alphabet.charAt(whole & 63));
  }
  return out;
}

/** `token` goes into the headers of calls that take one. Fields that are empty are not sent. */
export function buildRequest(call: ApiCall, values: ApiValues, encoding: ApiEncoding, token: string | null): BuiltRequest {
  const problems: Record<string, string> = {};
  const query: Record<string, string> = {};
  const data: Record<string, unknown> = {};
  let { path } = call;
  const credentials: Record<string, string> = {};
  for (const field of call.fields) {
    const key = valueKey(field);
    const typed = values[key] ?? '';
    if (typed === '') {
      // Without it there is no address. What else is missing the cloud's own answer names.
      if (field.place === 'path') problems[key] = 'This is needed.';
      continue;
    }
    if (field.place === 'file') continue;
    if (field.place === 'basic') credentials[field.name] = typed;
    else if (field.place === 'path') path = path.replace(`{${field.name}}`, encodeURIComponent(typed.toWellFormed()));
    else {
      const { value, problem } = meaning(field, typed);
      if (problem !== undefined) problems[key] = problem;
      else if (field.place === 'query') query[field.name] = asText(value);
      else data[field.name] = value;
    }
  }
  const search = formEncode(Object.entries(query));
  const headers: Record<string, string> = {};
  if (Object.keys(credentials).length > 0)
    headers['authorization'] = `Basic ${base64(`${credentials['basic_name'] ?? ''}:${credentials['basic_secret'] ?? ''}`)}`;
  else if (call.access === 'token' && token !== null) headers['authorization'] = `Bearer ${token}`;
  const sends = call.encodings.length > 0;
  const pairs = Object.entries(data).flatMap(([name, value]) => formPairs(name, value));
  // The boundary of a multipart body is the browser's: it sets that header itself.
  if (sends && encoding !== 'multipart')
    headers['content-type'] = encoding === 'json' ? 'application/json' : 'application/x-www-form-urlencoded';
  return {
    method: call.method,
    path: `${path}${search ? `?${search}` : ''}`,
    headers,
    query,
    data: sends ? data : null,
    body: !sends || encoding === 'multipart' ? null : encoding === 'json' ? JSON.stringify(data) : formEncode(pairs),
    parts: sends && encoding === 'multipart' ? pairs : null,
    problems,
  };
}

/** The same values with secrets unreadable, for what is shown and copied. */
export function maskSecrets(call: ApiCall, values: ApiValues): ApiValues {
  const masked: Record<string, string> = { ...values };
  for (const field of call.fields) {
    const key = valueKey(field);
    if (field.kind === 'secret' && masked[key]) masked[key] = `<${field.name}>`;
  }
  return masked;
}
