// What hook templates can name: the variables of an event over the fields of its own JSON (spec/cloud-api.md §5.5).
import type { StoredEvent } from './event.ts';

/** The parts of an event that templates see. */
export type TemplateEvent = Pick<StoredEvent, 'name' | 'data' | 'coreid' | 'published_at' | 'product_id' | 'user_id' | 'version'> & {
  id: number | string;
};

/** The variables every hook has; each is a string. `toBase64` is the caller's: this layer knows no browser. */
export function eventVariables(event: TemplateEvent, toBase64: (text: string) => string): Record<string, string> {
  const data = event.data ?? '';
  const fields: Record<string, unknown> = { event: event.name, data, published_at: event.published_at, coreid: event.coreid };
  if (event.product_id !== null)
    Object.assign(fields, { userid: event.user_id ?? undefined, version: event.version, productID: event.product_id });
  const json = JSON.stringify(fields);
  const variables: Record<string, string> = {
    PARTICLE_EVENT_NAME: event.name,
    PARTICLE_EVENT_VALUE: data,
    PARTICLE_DEVICE_ID: event.coreid,
    PARTICLE_PUBLISHED_AT: event.published_at,
    SPARK_EVENT_NAME: event.name,
    SPARK_EVENT_VALUE: data,
    SPARK_CORE_ID: event.coreid,
    SPARK_PUBLISHED_AT: event.published_at,
    PARTICLE_EVENT_ID: String(event.id),
    PARTICLE_EVENT_JSON: json,
    PARTICLE_EVENT_BASE64: toBase64(json),
  };
  if (event.product_id !== null) {
    variables['PRODUCT_ID'] = String(event.product_id);
    if (event.user_id !== null) variables['PRODUCT_USER_ID'] = event.user_id;
    if (event.version !== undefined) variables['PRODUCT_VERSION'] = String(event.version);
  }
  return variables;
}

/** `json` text, when it is an object or a list, with the variables laid over it: a variable wins over a field of its name. */
export function templateContext(json: string | null, variables: Record<string, string>): object {
  const parsed = parseJson(json ?? '');
  if (parsed === null || typeof parsed !== 'object') return variables;
  if (Array.isArray(parsed)) return Object.assign(parsed, variables);
  // No prototype: a field called `__proto__` stays a field.
  return Object.assign(Object.create(null) as object, parsed, variables);
}

/** The value, or undefined when the text is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
