// What is wrong, or likely to go wrong, with a webhook's settings, each with a mend that is one click.
import { hostIn, readIntegration, REQUEST_TYPES } from './integration-settings.ts';
import { eventVariables, parseJson, templateContext } from './template-context.ts';
import { renderTemplate } from './template.ts';
import { TemplateError } from './template-tree.ts';

export type Settings = Record<string, unknown>;

export interface Finding {
  code: 'no-event' | 'prefix' | 'chained' | 'no-url' | 'bad-url' | 'method' | 'get-body' | 'two-bodies' | 'escaped' | 'braces' | 'not-json' | 'template' | 'content-type' | 'variable' | 'fleet-topic';
  /** `error`: it cannot work; `warning`: it will surprise. */
  level: 'error' | 'warning';
  /** The setting to look at. */
  setting: string;
  /** Whole sentences: what happens and why. */
  message: string;
  fix?: { label: string; apply(settings: Settings): Settings };
}

/** The event to try the settings with. */
export interface SampleEvent {
  name: string;
  data: string | null;
  coreid?: string;
  product_id?: number | null;
}

/** A variable in three braces, or in two. Sections, comments and the like are left alone. */
const TAG = /\{\{\{\s*([^{}]+?)\s*\}\}\}|\{\{\s*([^{}#^/!>&=$<\s][^{}]*?)\s*\}\}/g;
/** Two braces in, three out. */
const UNEVEN = /(?<!\{)\{\{(?!\{)\s*([^{}]+?)\s*\}\}\}/g;
const VARIABLES = [
  ...['PARTICLE_EVENT_NAME', 'PARTICLE_EVENT_VALUE', 'PARTICLE_DEVICE_ID', 'PARTICLE_PUBLISHED_AT', 'PARTICLE_EVENT_ID', 'PARTICLE_EVENT_JSON', 'PARTICLE_EVENT_BASE64'],
  ...['SPARK_EVENT_NAME', 'SPARK_EVENT_VALUE', 'SPARK_CORE_ID', 'SPARK_PUBLISHED_AT', 'PRODUCT_ID', 'PRODUCT_USER_ID', 'PRODUCT_VERSION'],
];
const BODIES = ['body', 'json', 'form'] as const;

const present = (value: unknown): boolean => value !== undefined && value !== null && value !== '' && !(typeof value === 'object' && Object.keys(value).length === 0);
const set = (name: string, value: unknown) => (settings: Settings): Settings => ({ ...settings, [name]: value });
const without = (...names: string[]) => (settings: Settings): Settings => Object.fromEntries(Object.entries(settings).filter(([name]) => !names.includes(name)));

/** Applies `change` to every text of a value, keys left alone. */
function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, change));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapTexts(item, change)]));
}

function textsOf(value: unknown): string[] {
  const texts: string[] = [];
  mapTexts(value, (text) => (texts.push(text), text));
  return texts;
}

const tripled = (text: string): string => text.replace(TAG, '{{{$1$2}}}');
const mendIn = (name: string, change: (text: string) => string) => (settings: Settings): Settings => ({ ...settings, [name]: mapTexts(settings[name], change) });

/** Findings in the order of the settings. `event` makes more of them possible. */
export function lintIntegration(settings: Settings, event?: SampleEvent): Finding[] {
  const read = readIntegration(settings).settings;
  if (read.integration_type !== 'Webhook') return [];
  return [
    ...lintEvent(settings, read.event, event),
    ...lintUrl(settings, read.url),
    ...lintMethod(settings),
    ...lintBodies(settings),
    ...['url', 'headers', 'query', 'form', 'json', 'body', 'auth', 'responseTopic', 'errorResponseTopic'].flatMap((name) => lintTemplates(settings, name, event)),
    ...lintContentType(settings),
    ...lintTopic(settings, event),
  ];
}

function lintEvent(settings: Settings, prefix: string, event?: SampleEvent): Finding[] {
  const setting = 'event';
  const use = (label: string, value: string) => ({ label, apply: (given: Settings): Settings => set(setting, value)(without('eventName')(given)) });
  if (prefix === '') return [{ code: 'no-event', level: 'error', setting, message: 'Without an event nothing triggers the webhook. Write the beginning of the event names.', ...(event ? { fix: use(`Use "${event.name}"`, event.name) } : {}) }];
  if (/^(hook-(sent|response|error)\/|[^/]+\/hook-(response|error)\/)/.test(prefix))
    return [{ code: 'chained', level: 'error', setting, message: 'Events that webhooks make never trigger a webhook, so this one stays silent.' }];
  const bare = prefix.trim().replace(/\/?\*+$/, '');
  if (bare !== prefix && bare !== '') return [{ code: 'prefix', level: 'error', setting, message: `The event is a beginning, not a pattern: "${prefix}" waits for a name with exactly these characters.`, fix: use(`Use "${bare}"`, bare) }];
  if (!event || event.name.startsWith(prefix)) return [];
  const sameLetters = event.name.toLowerCase().startsWith(prefix.toLowerCase());
  const fitting = sameLetters ? event.name.slice(0, prefix.length) : event.name;
  return [{ code: 'prefix', level: 'warning', setting, message: sameLetters ? `"${event.name}" differs from "${prefix}" in upper and lower case, and that counts.` : `"${event.name}" does not begin with "${prefix}", so it does not trigger the webhook.`, fix: use(`Use "${fitting}"`, fitting) }];
}

function lintUrl(settings: Settings, url: string): Finding[] {
  const setting = 'url';
  if (url.trim() === '') return [{ code: 'no-url', level: 'error', setting, message: 'Without an address there is nowhere to send the request.' }];
  if (hostIn(url) !== null || url.trimStart().startsWith('{{')) return [];
  const host = url.trim().replace(/^(?:[a-z]+:)?\/+/i, '');
  const looksLikeHost = /^[\w-]+(\.[\w-]+)+([:/?#]|$)/.test(host);
  return [{ code: 'bad-url', level: 'error', setting, message: 'The address must begin with http:// or https:// and name a host.', ...(looksLikeHost ? { fix: { label: 'Put https:// in front', apply: set(setting, `https://${host}`) } } : {}) }];
}

function lintMethod(settings: Settings): Finding[] {
  const written = String(settings['requestType'] ?? settings['method'] ?? 'POST').trim().toUpperCase();
  const use = (method: string) => ({ label: `Use ${method}`, apply: (given: Settings): Settings => set('requestType', method)(without('method')(given)) });
  if (!(REQUEST_TYPES as readonly string[]).includes(written)) {
    const near = written === 'PATCH' ? 'PUT' : written === 'HEAD' ? 'GET' : 'POST';
    return [{ code: 'method', level: 'error', setting: 'requestType', message: `Webhooks make GET, POST, PUT and DELETE requests, not ${written.slice(0, 20)}.`, fix: use(near) }];
  }
  const body = (['json', 'body'] as const).find((name) => present(settings[name]));
  if (written === 'GET' && body) return [{ code: 'get-body', level: 'warning', setting: body, message: `A GET request has no body: ${body} is not sent.`, fix: use('POST') }];
  return [];
}

function lintBodies(settings: Settings): Finding[] {
  const given = BODIES.filter((name) => present(settings[name]));
  const [kept, ...others] = given;
  if (kept === undefined || others.length === 0) return [];
  return [{ code: 'two-bodies', level: 'error', setting: kept, message: `A request has one body: ${given.join(' and ')} cannot be used together.`, fix: { label: `Keep ${kept}, remove ${others.join(' and ')}`, apply: without(...others) } }];
}

function lintTemplates(settings: Settings, name: string, event?: SampleEvent): Finding[] {
  const value = settings[name];
  const texts = textsOf(value);
  const findings: Finding[] = [];
  const tags = texts.flatMap((text) => [...text.matchAll(TAG)].map(([, three, two]) => ({ held: (three ?? two) as string, escaped: two !== undefined })));

  // In JSON the third brace may be the object's own.
  const uneven = name === 'json' || name === 'body' ? undefined : texts.flatMap((text) => text.match(UNEVEN) ?? [])[0];
  if (uneven) findings.push({ code: 'braces', level: 'warning', setting: name, message: `${uneven} opens with two braces and closes with three: the third is sent as text.`, fix: { label: 'Use three on both sides', apply: mendIn(name, (text) => text.replace(UNEVEN, '{{{$1}}}')) } });

  const unknown = tags.find(({ held }) => /^(PARTICLE|SPARK|PRODUCT)_/i.test(held) && !VARIABLES.includes(held));
  if (unknown) {
    const near = nearest(unknown.held.toUpperCase(), VARIABLES);
    findings.push({ code: 'variable', level: 'warning', setting: name, message: `${unknown.held} is not a variable: nothing is put in its place.`, fix: { label: `Use ${near}`, apply: mendIn(name, (text) => text.replaceAll(unknown.held, near)) } });
  }

  const asJson = name === 'json' || (name === 'body' && typeof value === 'string' && /^\s*[[{]/.test(value));
  if (asJson && tags.some(({ escaped }) => escaped)) {
    findings.push({ code: 'escaped', level: 'warning', setting: name, message: 'Two braces turn quotes into &quot; and & into &amp;. In JSON that breaks or changes the data.', fix: { label: 'Use {{{three}}} braces', apply: mendIn(name, tripled) } });
  }
  const broken = brokenTemplate(texts, event);
  if (broken !== null) findings.push({ code: 'template', level: 'error', setting: name, message: broken });
  else if (asJson && typeof value === 'string' && event) findings.push(...lintRendered(settings, name, value, event));
  return findings;
}

const contextOf = (event: SampleEvent): object =>
  templateContext(event.data, eventVariables({ name: event.name, data: event.data, coreid: event.coreid ?? 'api', published_at: '2026-01-01T00:00:00.000Z', product_id: event.product_id ?? null, user_id: null, id: 1 }, () => 'e30='));

function brokenTemplate(texts: readonly string[], event: SampleEvent | undefined): string | null {
  for (const text of texts) {
    try {
      renderTemplate(text, event ? contextOf(event) : {});
    } catch (error) {
      if (error instanceof TemplateError) return error.message;
      throw error;
    }
  }
  return null;
}

/** Tries the text with the sample, and looks for the mend that makes it JSON. */
function lintRendered(settings: Settings, name: string, template: string, event: SampleEvent): Finding[] {
  const becomesJson = (text: string): boolean => parseJson(renderTemplate(text, contextOf(event))) !== undefined;
  if (becomesJson(template)) return [];
  const mends: [label: string, change: (text: string) => string][] = [
    ['Use {{{three}}} braces', tripled],
    ['Take the quotes away', (text) => tripled(text).replace(/"(\{{3}[^{}]+\}{3})"/g, '$1')],
    ['Put quotes around the values', (text) => tripled(text).replace(/([:[,]\s*)(\{{3}[^{}]+\}{3})/g, '$1"$2"')],
  ];
  const mend = mends.find(([, change]) => becomesJson(change(template)));
  return [{ code: 'not-json', level: name === 'json' ? 'error' : 'warning', setting: name, message: `With "${event.name}" this does not become valid JSON.`, ...(mend ? { fix: { label: mend[0], apply: mendIn(name, mend[1]) } } : {}) }];
}

function lintContentType(settings: Settings): Finding[] {
  const body = settings['body'];
  const headers = typeof settings['headers'] === 'string' ? parseJson(settings['headers']) : settings['headers'];
  const fields = headers !== null && typeof headers === 'object' ? (headers as Settings) : {};
  if (typeof body !== 'string' || !/^\s*[[{]/.test(body) || Object.keys(fields).some((name) => name.toLowerCase() === 'content-type')) return [];
  return [{ code: 'content-type', level: 'warning', setting: 'headers', message: 'A body is sent without a content type, so a server may not read it as JSON.', fix: { label: 'Add Content-Type: application/json', apply: set('headers', { ...fields, 'Content-Type': 'application/json' }) } }];
}

function lintTopic(settings: Settings, event?: SampleEvent): Finding[] {
  const topic = settings['responseTopic'] ?? settings['responseEvent'];
  if (!event || (event.product_id ?? null) === null || (typeof topic === 'string' && /\{\{\{?&?\s*(PARTICLE_DEVICE_ID|SPARK_CORE_ID)/.test(topic))) return [];
  const own = '{{{PARTICLE_DEVICE_ID}}}/hook-response/{{{PARTICLE_EVENT_NAME}}}';
  return [{ code: 'fleet-topic', level: 'warning', setting: 'responseTopic', message: 'Every device of the product that subscribes to this topic hears the answers to all the others.', fix: { label: 'Begin the topic with the device', apply: (given) => set('responseTopic', own)(without('responseEvent')(given)) } }];
}

/** The word with the fewest letters changed. */
function nearest(word: string, words: readonly string[]): string {
  const distance = (a: string, b: string): number => {
    let row = Array.from({ length: b.length + 1 }, (_, i) => i);
    for (let i = 1; i <= a.length; i++) {
      const next = [i];
      for (let j = 1; j <= b.length; j++) next.push(Math.min((row[j] as number) + 1, (next[j - 1] as number) + 1, (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1)));
      row = next;
    }
    return row[b.length] as number;
  };
  return words.reduce((best, one) => (distance(word, one) < distance(word, best) ? one : best));
}
