// Reads the settings of an integration as people and clients write them: aliases, text for objects, text for booleans (spec/cloud-api.md §5.2).
import type { Integration, RequestType } from './integration.ts';

export type IntegrationSettings = Omit<Integration, 'id' | 'created_at' | 'user_id' | 'product_id'>;

type Fields = Record<string, unknown>;

/** Written name → canonical name. The canonical name wins when both are given. */
const ALIASES: Readonly<Record<string, string>> = {
  eventName: 'event',
  method: 'requestType',
  deviceid: 'deviceID',
  deviceId: 'deviceID',
  coreid: 'deviceID',
  responseEvent: 'responseTopic',
  errorTopic: 'errorResponseTopic',
  // As the original lesson's text misspells it.
  errorEesponseTopic: 'errorResponseTopic',
};

const KNOWN = new Set([
  ...[
    'event',
    'url',
    'requestType',
    'integration_type',
    'name',
    'deviceID',
    'disabled',
    'headers',
    'auth',
    'query',
    'form',
    'json',
    'body',
  ],
  ...[
    'noDefaults',
    'rejectUnauthorized',
    'responseTemplate',
    'responseTopic',
    'errorResponseTopic',
    'unchunked',
    'dataUrlResponseEvent',
    'enabled',
  ],
]);
/** What we answer with an integration and what travels with a request: sent back by editors, never settings. */
const ANSWERED = new Set([
  'id',
  'created_at',
  'updated_at',
  'user_id',
  'product_id',
  'product_slug',
  'hookUrl',
  'integrationUrl',
  'ok',
  'logs',
  'errors',
  'counters',
  'access_token',
  'health',
]);

export const REQUEST_TYPES: readonly RequestType[] = ['GET', 'POST', 'PUT', 'DELETE'];
/** Characters of all settings as JSON. */
const SETTINGS_MAX = 64 * 1024;
const EVENT_MAX = 64;

const absent = (value: unknown): boolean => value === undefined || value === null || value === '';
const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
const isEmpty = (value: unknown): boolean => absent(value) || (isObject(value) && Object.keys(value).length === 0);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

const truthy = (value: unknown, otherwise: boolean): boolean =>
  absent(value) ? otherwise : !(value === false || value === 0 || value === 'false' || value === '0');

/**
 * Canonical settings, or whole sentences that say what is wrong. Nothing of `input` is lost: names we do not know come back in
 * `extra`.
 */
export function readIntegration(input: Fields): { settings: IntegrationSettings; errors: string[] } {
  const errors: string[] = [];
  const given: Fields = {};
  const extra: Fields = {};
  for (const [written, value] of Object.entries(input)) {
    const name = ALIASES[written] ?? written;
    if (ANSWERED.has(name)) continue;
    if (!KNOWN.has(name)) extra[name] = value;
    else if (written === name || given[name] === undefined) given[name] = value;
  }
  if (JSON.stringify(input).length > SETTINGS_MAX) errors.push(`The settings are longer than ${SETTINGS_MAX} characters.`);

  const text = (name: string): string | undefined => {
    const value = given[name];
    if (absent(value)) return undefined;
    if (typeof value === 'string') return value;
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    errors.push(`${name} must be text.`);
    return undefined;
  };
  const object = (name: string): Fields | undefined => {
    const written = given[name];
    if (absent(written)) return undefined;
    const value = typeof written === 'string' ? parsed(written) : written;
    if (isObject(value)) return value;
    errors.push(`${name} must be a JSON object.`);
    return undefined;
  };

  const type = text('integration_type');
  const settings: IntegrationSettings = {
    // The first lesson spells it lower case; the official CLI lists only `Webhook`.
    integration_type: type === undefined || type.toLowerCase() === 'webhook' ? 'Webhook' : type,
    event: text('event') ?? '',
    name: text('name') ?? '',
    url: text('url') ?? '',
    requestType: readMethod(text('requestType'), errors),
    noDefaults: truthy(given['noDefaults'], false),
    rejectUnauthorized: truthy(given['rejectUnauthorized'], true),
    disabled: absent(given['disabled']) ? !truthy(given['enabled'], true) : truthy(given['disabled'], false),
  };
  if (settings.event === '') errors.push('event is missing: write the beginning of the event names that trigger it.');
  if (settings.event.length > EVENT_MAX) errors.push(`event is longer than ${EVENT_MAX} characters.`);
  if (settings.integration_type === 'Webhook') readWebhook(settings, given, text, object, errors);
  else for (const name of ['headers', 'auth', 'query', 'form', 'json', 'body']) if (!absent(given[name])) extra[name] = given[name];
  if (Object.keys(extra).length > 0) settings.extra = extra;
  if (settings.name === '') settings.name = `${settings.event} for ${hostIn(settings.url) ?? settings.integration_type}`;
  return { settings, errors };
}

function readMethod(written: string | undefined, errors: string[]): RequestType {
  const method = (written ?? 'POST').trim().toUpperCase();
  if ((REQUEST_TYPES as readonly string[]).includes(method)) return method as RequestType;
  const why =
    method === 'PATCH'
      ? 'PATCH is not offered: PUT replaces, POST adds.'
      : method === 'HEAD'
        ? 'HEAD is not offered: its answer has no body to hand on.'
        : `"${method.slice(0, 20)}" is not a method that webhooks know.`;
  errors.push(`requestType: ${why} Use GET, POST, PUT or DELETE.`);
  return 'POST';
}

function readWebhook(
  settings: IntegrationSettings,
  given: Fields,
  text: (name: string) => string | undefined,
  object: (name: string) => Fields | undefined,
  errors: string[],
): void {
  if (settings.url === '') errors.push('url is missing: write the address of your server.');
  else if (!/^https?:\/\/[^/\s]/i.test(settings.url) && !settings.url.trimStart().startsWith('{{'))
    errors.push('url must begin with http:// or https://.');

  const bodies = ['form', 'json', 'body'].filter((name) => !isEmpty(given[name]));
  if (bodies.length > 1) errors.push(`${bodies.join(' and ')} cannot be used together: a request has one body.`);
  const only = bodies[0] ?? ['json', 'form'].find((name) => isObject(given[name]));
  const query = object('query');
  const auth = object('auth');
  const headers = readHeaders(given['headers'], errors);
  const deviceID = text('deviceID')?.toLowerCase();
  const json = given['json'];
  const body = given['body'];
  const template = given['responseTemplate'];
  if (deviceID !== undefined) settings.deviceID = deviceID;
  if (headers !== undefined) settings.headers = headers;
  if (auth !== undefined) settings.auth = { username: String(auth['username'] ?? ''), password: String(auth['password'] ?? '') };
  if (query !== undefined) settings.query = query;
  if (only === 'form') {
    const form = object('form');
    if (form !== undefined) settings.form = form;
  }
  if (only === 'json') {
    if (typeof json === 'string' || isObject(json) || Array.isArray(json)) settings.json = json;
    else errors.push('json must be an object, a list or a template in text.');
  }
  if (only === 'body') settings.body = typeof body === 'string' ? body : JSON.stringify(body);
  if (!absent(template))
    settings.responseTemplate = typeof template === 'string' || isObject(template) ? template : JSON.stringify(template);
  const responseTopic = text('responseTopic');
  const errorResponseTopic = text('errorResponseTopic');
  if (responseTopic !== undefined) settings.responseTopic = responseTopic;
  if (errorResponseTopic !== undefined) settings.errorResponseTopic = errorResponseTopic;
  for (const name of ['unchunked', 'dataUrlResponseEvent'] as const) if (truthy(given[name], false)) settings[name] = true;
}

function readHeaders(value: unknown, errors: string[]): Integration['headers'] | undefined {
  if (absent(value)) return undefined;
  const fields = typeof value === 'string' ? parsed(value) : value;
  if (isObject(fields)) return Object.fromEntries(Object.entries(fields).map(([name, text]) => [name, String(text ?? '')]));
  // A template may become an object only with an event at hand.
  if (typeof value === 'string' && value.includes('{{')) return value;
  errors.push('headers must be a JSON object.');
  return undefined;
}

/** Host of an address that may hold templates, or null. */
export const hostIn = (url: string): string | null => /^\s*https?:\/\/(?:[^/@\s]*@)?([^/:?#\s]+)/i.exec(url)?.[1]?.toLowerCase() ?? null;

/** What `GET` answers: the settings under their canonical names, unknown ones with them. */
export function toWireIntegration(row: Integration): Fields {
  const { extra, user_id: _, product_id, ...rest } = row;
  return { ...extra, ...rest, ...(product_id === null ? {} : { product_id }) };
}
