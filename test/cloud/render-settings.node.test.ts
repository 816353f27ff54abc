// Whole settings of webhooks, made at random: the request is the one that a second program makes of them, with Hogan.js for its templates.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import Hogan from 'hogan.js';
import { renderRequest, type RenderedRequest } from '../../src/cloud/render-request.ts';
import { readIntegration } from '../../src/model/integration-settings.ts';
import { HOOK_RULES } from '../../src/model/limits.ts';
import type { Integration } from '../../src/model/integration.ts';
import { randomFrom, templateCase } from '../support/template-generator.ts';

type Fields = Record<string, unknown>;
interface Case {
  settings: Fields;
  event: { name: string; data: string | null; coreid: string; published_at: string };
  rules: '2016' | 'current';
}

const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

function makeCase(random: () => number): Case {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const { data } = templateCase(random);
  const simple = [
    '{{{a}}}',
    '{{a}}',
    'x',
    '{{PARTICLE_EVENT_NAME}}',
    '{{{PARTICLE_EVENT_VALUE}}}',
    '{{#list}}{{.}}-{{/list}}',
    '{{o.p.q}}',
    '{{zero}}',
    '',
  ];
  // Other delimiters end where a setting does, and are compared with all else in template.test.ts.
  const template = (): string => {
    if (random() < 0.6) return pick(simple);
    const made = templateCase(random).template;
    return made.includes('=') ? pick(simple) : made;
  };
  const leaf = (): unknown => (random() < 0.8 ? template() : pick([0, 1.5, true, false, null]));
  const tree = (depth: number): unknown => {
    const kind = random();
    if (depth > 2 || kind < 0.6) return leaf();
    const items = Array.from({ length: Math.floor(random() * 3) }, () => tree(depth + 1));
    return kind < 0.75 ? items : Object.fromEntries(items.map((item, n) => [random() < 0.2 ? `k{{a}}${n}` : `k${n}`, item]));
  };
  const flat = (): Fields => Object.fromEntries(Array.from({ length: 1 + Math.floor(random() * 3) }, (_, n) => [`f${n}`, leaf()]));
  const requestType = pick(['GET', 'POST', 'PUT', 'DELETE']);
  const kind = pick(['none', 'json', 'json', 'text', 'form', 'body']);
  return {
    rules: pick(['2016', 'current'] as const),
    event: {
      name: pick(['temp', 'temp/room & "co"']),
      data: pick([null, '', '72', '<b>"x"</b>', JSON.stringify(data), JSON.stringify(data)]),
      coreid: 'api',
      published_at: '2016-04-16T13:37:08.728Z',
    },
    settings: {
      event: 'temp',
      url: pick(['https://a.example/in', 'https://a.example/in?k=1', 'https://a.example/{{PARTICLE_DEVICE_ID}}/x']),
      requestType,
      noDefaults: random() < 0.5,
      ...(kind === 'json' ? { json: { ...flat(), more: tree(0) } } : {}),
      ...(kind === 'text' ? { json: pick(['{"v":{{{PARTICLE_EVENT_VALUE}}}}', '["{{PARTICLE_EVENT_NAME}}"]', '{"a":"{{a}}"}']) } : {}),
      ...(kind === 'form' ? { form: flat() } : {}),
      ...(kind === 'body' ? { body: `b${template()}` } : {}),
      ...(random() < 0.3 ? { query: flat() } : {}),
      ...(random() < 0.3 ? { headers: { 'X-One': pick(['{{PARTICLE_EVENT_NAME}}', 'plain']) } } : {}),
      ...(random() < 0.2 ? { auth: { username: 'u{{PARTICLE_DEVICE_ID}}', password: 'p' } } : {}),
    },
  };
}

/** The same settings by the words of the guide (spec §5.4, §5.5), in the order a reader would follow them. Throws where Hogan does. */
function second({ settings, event, rules }: Case): RenderedRequest {
  let fields: unknown = null;
  try {
    fields = JSON.parse(event.data ?? '');
  } catch {
    // No JSON: only the variables.
  }
  const data = event.data ?? '';
  const sent = { event: event.name, data, published_at: event.published_at, coreid: event.coreid };
  const variables = { PARTICLE_EVENT_NAME: event.name, PARTICLE_EVENT_VALUE: data, PARTICLE_DEVICE_ID: event.coreid };
  const context = Array.isArray(fields) ? Object.assign([...fields], variables) : { ...(isObject(fields) ? fields : {}), ...variables };
  const render = (template: string): string => {
    (Hogan as unknown as { cache: object }).cache = {};
    return Hogan.compile(template).render(context);
  };
  const deep = (value: unknown): unknown =>
    typeof value === 'string'
      ? render(value)
      : Array.isArray(value)
        ? value.map(deep)
        : isObject(value)
          ? Object.fromEntries(Object.entries(value).map(([key, item]) => [render(key), deep(item)]))
          : value;
  const text = (pairs: Fields): string =>
    new URLSearchParams(Object.entries(pairs).map(([key, value]) => [key, value === null ? '' : String(value)])).toString();

  const defaults: Fields = settings['noDefaults'] ? {} : sent;
  const get = settings['requestType'] === 'GET';
  const headers: Record<string, string> = {};
  let body: string | null = null;
  let query: Fields = {};
  const { json, form } = settings;
  if (get) query = { ...defaults, ...(form ? (deep(form) as Fields) : {}) };
  else if (json !== undefined) {
    const made = typeof json === 'string' ? JSON.parse(render(json)) : { ...defaults, ...(deep(json) as Fields) };
    headers['Content-Type'] = 'application/json';
    body = JSON.stringify(made);
  } else if (form !== undefined || (settings['body'] === undefined && !settings['noDefaults'] && rules === 'current')) {
    headers['Content-Type'] = 'application/x-www-form-urlencoded';
    body = text({ ...defaults, ...(form ? (deep(form) as Fields) : {}) });
  } else if (settings['body'] !== undefined) body = render(settings['body'] as string);
  else if (!settings['noDefaults']) {
    headers['Content-Type'] = 'application/json';
    body = JSON.stringify(defaults);
  }
  if (settings['query']) query = { ...query, ...(deep(settings['query']) as Fields) };
  const auth = settings['auth'] as { username: string; password: string } | undefined;
  if (auth) headers['Authorization'] = `Basic ${btoa(`${render(auth.username)}:${auth.password}`)}`;
  Object.assign(headers, settings['headers'] ? deep(settings['headers']) : {});
  const url = render(settings['url'] as string);
  const added = text(query);
  return {
    method: settings['requestType'] as string,
    url: added === '' ? url : `${url}${url.includes('?') ? '&' : '?'}${added}`,
    headers,
    body,
  };
}

/** What a server reads: JSON and forms as values, since spaces and escapes can be written in two ways. */
function asRead({ method, url, headers, body }: RenderedRequest): unknown {
  const type = headers['Content-Type'] ?? '';
  const { origin, pathname, searchParams } = new URL(url);
  return {
    method,
    to: origin + pathname,
    query: [...searchParams],
    headers: Object.fromEntries(Object.entries(headers).filter(([name]) => !['User-Agent', 'Accept'].includes(name))),
    body: body === null ? null : type.includes('json') ? JSON.parse(body) : type.includes('form') ? [...new URLSearchParams(body)] : body,
  };
}

it('agrees with a second program on 10000 generated settings, and fails where that one does', () => {
  const random = randomFrom(74_116);
  let agreed = 0;
  let failed = 0;
  for (let i = 0; i < 10_000; i++) {
    const one = makeCase(random);
    const { settings, errors } = readIntegration(one.settings);
    assert.deepEqual(errors, [], JSON.stringify(one.settings));
    const hook: Integration = { ...settings, id: 'i', created_at: 't', user_id: 'u', product_id: null };
    const event = { ...one.event, id: 1, product_id: null, user_id: 'u', version: undefined };
    let theirs: RenderedRequest | null = null;
    try {
      theirs = second(one);
    } catch {
      failed++;
    }
    const told = JSON.stringify(one);
    if (theirs === null) assert.throws(() => renderRequest(hook, event, HOOK_RULES[one.rules]), { name: 'RenderError' }, told);
    else {
      assert.deepEqual(asRead(renderRequest(hook, event, HOOK_RULES[one.rules])), asRead(theirs), told);
      agreed++;
    }
  }
  assert.ok(agreed > 7000 && failed > 200, `${agreed} agreed, ${failed} failed`);
});
