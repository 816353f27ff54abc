// Builds the request a webhook sends for an event: pure, so that a preview shows the very bytes (spec/cloud-api.md §5.4, §5.5).
import type { Integration } from '../model/integration.ts';
import { headerProblem } from '../model/header-rule.ts';
import type { HookRules } from '../model/limits.ts';
import { newBudget, renderTemplate } from '../model/template.ts';
import { parseJson, type TemplateEvent } from '../model/template-context.ts';
import { TemplateError, unclosedTag } from '../model/template-tree.ts';
import { hookContext, textToBase64 } from './template.ts';

export interface RenderedRequest {
  method: string;
  url: string;
  /** As the caller wrote them; names differ in more than case. */
  headers: Record<string, string>;
  body: string | null;
}

/** Why no request can be built. The message is shown in the error event. */
export class RenderError extends Error {
  override name = 'RenderError';
}

type Render = (template: string) => string;
/** A renderer for one setting, which its errors name. */
type RenderIn = (setting: string) => Render;
type Fields = Record<string, unknown>;

const USER_AGENT = 'ParticleBot/1.1 (https://docs.particle.io/webhooks)';

/** Renders templates of a hook; failures become a RenderError that names the setting. The context is made for the first tag there is. */
function renderer(json: string | null, event: TemplateEvent): RenderIn {
  const budget = newBudget();
  let context: object | undefined;
  return (setting) => (template) => {
    try {
      if (template.includes('{{')) context ??= hookContext(json, event);
      return renderTemplate(template, context, budget);
    } catch (error) {
      if (error instanceof TemplateError) throw new RenderError(`${setting}: ${error.message}`);
      throw error;
    }
  };
}

/**
 * To the engine of the real service a tag that is never closed is text without its braces. A wrong address, or a name that nobody
 * listens to, would hide the mistake.
 */
const closed = (setting: string, template: string): string => {
  const open = unclosedTag(template);
  if (open !== null) throw new RenderError(`${setting}: the tag "${open}" is never closed.`);
  return template;
};

/** The request of `integration` for `event`. Throws RenderError. */
export function renderRequest(integration: Integration, event: TemplateEvent, rules: HookRules): RenderedRequest {
  const at = renderer(event.data, event);
  const defaults: Fields = integration.noDefaults
    ? {}
    : { event: event.name, data: event.data ?? '', published_at: event.published_at, coreid: event.coreid };
  const carriesBody = integration.requestType !== 'GET';
  const url = renderUrl(at('url')(closed('url', integration.url)));
  const headers = new Headed();
  headers.set('User-Agent', USER_AGENT);

  let body: string | null = null;
  const asJson = (text: string): void => {
    headers.set('Accept', 'application/json');
    headers.set('Content-Type', 'application/json');
    body = text;
  };
  const asForm = (fields: Fields): void => {
    headers.set('Content-Type', 'application/x-www-form-urlencoded');
    body = encodeFields(fields);
  };

  let query: Fields = {};
  if (!carriesBody)
    query = { ...defaults, ...(integration.form === undefined ? {} : (renderLeaves(integration.form, at('form')) as Fields)) };
  else if (integration.form !== undefined) asForm({ ...defaults, ...(renderLeaves(integration.form, at('form')) as Fields) });
  else if (integration.json !== undefined) asJson(renderJson(integration.json, defaults, at('json')));
  else if (integration.body !== undefined) body = at('body')(integration.body);
  else if (!integration.noDefaults) {
    if (rules.default_encoding === 'json') asJson(JSON.stringify(defaults));
    else asForm(defaults);
  }
  if (integration.query !== undefined) query = { ...query, ...(renderLeaves(integration.query, at('query')) as Fields) };

  const login =
    url.login ?? (integration.auth ? `${at('auth')(integration.auth.username)}:${at('auth')(integration.auth.password)}` : null);
  if (login !== null) headers.set('Authorization', `Basic ${textToBase64(login)}`);
  for (const [name, value] of Object.entries(renderHeaders(integration.headers, at('headers')))) headers.set(name, value);

  return { method: integration.requestType, url: withQuery(url.href, query), headers: headers.all(), body };
}

/** Names the events of an answer and of an error have before `/0`, `/1` … (spec §5.6). */
export function renderTopics(integration: Integration, event: TemplateEvent, rules: HookRules): { response: string; error: string } {
  const at = renderer(event.data, event);
  const topic = (template: string | undefined, prefix: string): string => {
    try {
      const rendered = template === undefined ? '' : at('')(closed('', template));
      if (rendered !== '') return rendered;
    } catch {
      // `checkTopics` has said so, under this name: a topic that cannot be rendered must not hide it.
    }
    return `${prefix}/${event.name}`;
  };
  return {
    response: topic(integration.responseTopic, 'hook-response'),
    error:
      integration.errorResponseTopic === undefined && rules.error_prefix === 'hook-response'
        ? topic(integration.responseTopic, 'hook-response')
        : topic(integration.errorResponseTopic, rules.error_prefix),
  };
}

/** Throws RenderError when the name of an answer or of an error cannot be rendered: nothing is sent, since nobody would hear of it. */
export function checkTopics({ responseTopic, errorResponseTopic }: Integration, event: TemplateEvent): void {
  for (const [setting, template] of Object.entries({ responseTopic, errorResponseTopic }))
    if (template?.includes('{{')) renderer(event.data, event)(setting)(closed(setting, template));
}

/** What a device is told of an answer: the template over its JSON, or the answer as it is. Throws RenderError. */
export function renderResponse(integration: Integration, event: TemplateEvent, answer: string): string {
  const template = integration.responseTemplate;
  if (template === undefined || template === '') return answer;
  const json = parseJson(answer);
  if (json === null || typeof json !== 'object') return answer;
  const render = renderer(answer, event)('responseTemplate');
  return typeof template === 'string' ? render(template) : JSON.stringify(renderLeaves(template, render));
}

/** Header fields whose names differ in more than case: the last one given wins and keeps its spelling. */
class Headed {
  private readonly fields = new Map<string, [string, string]>();

  set(name: string, value: string): void {
    const problem = headerProblem(name, value);
    if (problem !== null) throw new RenderError(problem);
    this.fields.set(name.toLowerCase(), [name, value]);
  }

  all(): Record<string, string> {
    return Object.fromEntries(this.fields.values());
  }
}

function renderUrl(text: string): { href: string; login: string | null } {
  let url: URL;
  try {
    url = new URL(text.trim());
  } catch {
    throw new RenderError(`The address "${text.slice(0, 200)}" is not a URL.`);
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new RenderError(`The address must begin with http or https, not with "${url.protocol}".`);
  const login = url.username === '' ? null : `${decode(url.username)}:${decode(url.password)}`;
  // Fetch refuses addresses with a password in them.
  url.username = '';
  url.password = '';
  url.hash = '';
  return { href: url.href, login };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const withQuery = (href: string, fields: Fields): string => {
  const text = encodeFields(fields);
  return text === '' ? href : `${href}${href.includes('?') ? (/[?&]$/.test(href) ? '' : '&') : '?'}${text}`;
};

function renderHeaders(headers: Integration['headers'], render: Render): Record<string, string> {
  if (headers === undefined) return {};
  // Text that is JSON already is rendered leaf by leaf, so that a quote in the data cannot break it.
  const fields = typeof headers !== 'string' ? headers : (parseJson(headers) ?? parseJson(render(headers)));
  if (fields === null || typeof fields !== 'object' || Array.isArray(fields)) throw new RenderError('The headers are not a JSON object.');
  return Object.fromEntries(
    Object.entries(renderLeaves(fields, render) as Fields).map(([name, value]) => [name.trim(), String(value ?? '').trim()]),
  );
}

function renderJson(json: NonNullable<Integration['json']>, defaults: Fields, render: Render): string {
  if (typeof json === 'string') {
    const text = render(json);
    if (parseJson(text) === undefined)
      throw new RenderError('The json template did not become valid JSON. Text inside quotes needs {{{three braces}}}.');
    return text;
  }
  const rendered = renderLeaves(json, render);
  return JSON.stringify(Array.isArray(rendered) ? rendered : { ...defaults, ...(rendered as Fields) });
}

/** Renders keys and strings of a value, however deep; numbers, booleans and null stay what they are. */
function renderLeaves(value: unknown, render: Render): unknown {
  if (typeof value === 'string') return render(value);
  if (Array.isArray(value)) return value.map((item) => renderLeaves(item, render));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [render(key), renderLeaves(item, render)]));
}

/** `a=1&b[c]=2&d[0]=3`, percent-encoded. */
function encodeFields(fields: Fields): string {
  const pairs: string[] = [];
  const add = (name: string, value: unknown): void => {
    if (value !== null && typeof value === 'object') for (const [key, item] of Object.entries(value)) add(`${name}[${key}]`, item);
    else pairs.push(`${encode(name)}=${encode(value === null || value === undefined ? '' : String(value))}`);
  };
  for (const [name, value] of Object.entries(fields)) add(name, value);
  return pairs.join('&');
}

/** Half of a surrogate pair cannot be encoded. */
const encode = (text: string): string =>
  encodeURIComponent(text.toWellFormed()).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
