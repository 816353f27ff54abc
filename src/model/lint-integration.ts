// What is wrong, or likely to go wrong, with a webhook's settings, each with a mend that is one click.
import type { Finding, SampleEvent, Settings } from './lint-finding.ts';
import { lintTemplates } from './lint-templates.ts';
import { hostIn, readIntegration, REQUEST_TYPES } from './integration-settings.ts';
import { parseJson } from './template-context.ts';

const BODIES = ['body', 'json', 'form'] as const;

const present = (value: unknown): boolean =>
  value !== undefined && value !== null && value !== '' && !(typeof value === 'object' && Object.keys(value).length === 0);
const set =
  (name: string, value: unknown) =>
  (settings: Settings): Settings => ({ ...settings, [name]: value });
const without =
  (...names: string[]) =>
  (settings: Settings): Settings =>
    Object.fromEntries(Object.entries(settings).filter(([name]) => !names.includes(name)));

/** Findings in the order of the settings. `event` makes more of them possible. */
export function lintIntegration(settings: Settings, event?: SampleEvent): Finding[] {
  const read = readIntegration(settings).settings;
  if (read.integration_type !== 'Webhook') return [];
  return [
    ...lintEvent(settings, read.event, event),
    ...lintUrl(settings, read.url),
    ...lintMethod(settings),
    ...lintBodies(settings),
    ...['url', 'headers', 'query', 'form', 'json', 'body', 'auth', 'responseTopic', 'errorResponseTopic', 'responseTemplate'].flatMap(
      (name) => lintTemplates(settings, name, event),
    ),
    ...lintContentType(settings),
    ...lintTopic(settings, event),
  ];
}

function lintEvent(settings: Settings, prefix: string, event?: SampleEvent): Finding[] {
  const setting = 'event';
  const use = (label: string, value: string) => ({
    label,
    apply: (given: Settings): Settings => set(setting, value)(without('eventName')(given)),
  });
  if (prefix === '')
    return [
      {
        code: 'no-event',
        level: 'error',
        setting,
        message: 'Without an event nothing triggers the webhook. Write the beginning of the event names.',
        ...(event ? { fix: use(`Use "${event.name}"`, event.name) } : {}),
      },
    ];
  if (/^(hook-(sent|response|error)\/|[^/]+\/hook-(response|error)\/)/.test(prefix))
    return [
      { code: 'chained', level: 'error', setting, message: 'Events that webhooks make never trigger a webhook, so this one stays silent.' },
    ];
  const bare = prefix.trim().replace(/\/?\*+$/, '');
  if (bare !== prefix && bare !== '')
    return [
      {
        code: 'prefix',
        level: 'error',
        setting,
        message: `The event is a beginning, not a pattern: "${prefix}" waits for a name with exactly these characters.`,
        fix: use(`Use "${bare}"`, bare),
      },
    ];
  if (!event || event.name.startsWith(prefix)) return [];
  const sameLetters = event.name.toLowerCase().startsWith(prefix.toLowerCase());
  const fitting = sameLetters ? event.name.slice(0, prefix.length) : event.name;
  return [
    {
      code: 'prefix',
      level: 'warning',
      setting,
      message: sameLetters
        ? `"${event.name}" differs from "${prefix}" in upper and lower case, and that counts.`
        : `"${event.name}" does not begin with "${prefix}", so it does not trigger the webhook.`,
      fix: use(`Use "${fitting}"`, fitting),
    },
  ];
}

function lintUrl(settings: Settings, url: string): Finding[] {
  const setting = 'url';
  if (url.trim() === '')
    return [{ code: 'no-url', level: 'error', setting, message: 'Without an address there is nowhere to send the request.' }];
  if (hostIn(url) !== null || url.trimStart().startsWith('{{')) return [];
  const host = url.trim().replace(/^(?:[a-z]+:)?\/+/i, '');
  const looksLikeHost = /^[\w-]+(\.[\w-]+)+([:/?#]|$)/.test(host);
  return [
    {
      code: 'bad-url',
      level: 'error',
      setting,
      message: 'The address must begin with http:// or https:// and name a host.',
      ...(looksLikeHost ? { fix: { label: 'Put https:// in front', apply: set(setting, `https://${host}`) } } : {}),
    },
  ];
}

function lintMethod(settings: Settings): Finding[] {
  const written = String(settings['requestType'] ?? settings['method'] ?? 'POST')
    .trim()
    .toUpperCase();
  const use = (method: string) => ({
    label: `Use ${method}`,
    apply: (given: Settings): Settings => set('requestType', method)(without('method')(given)),
  });
  if (!(REQUEST_TYPES as readonly string[]).includes(written)) {
    const near = written === 'PATCH' ? 'PUT' : written === 'HEAD' ? 'GET' : 'POST';
    return [
      {
        code: 'method',
        level: 'error',
        setting: 'requestType',
        message: `Webhooks make GET, POST, PUT and DELETE requests, not ${written.slice(0, 20)}.`,
        fix: use(near),
      },
    ];
  }
  const body = (['json', 'body'] as const).find((name) => present(settings[name]));
  if (written === 'GET' && body)
    return [
      { code: 'get-body', level: 'warning', setting: body, message: `A GET request has no body: ${body} is not sent.`, fix: use('POST') },
    ];
  return [];
}

function lintBodies(settings: Settings): Finding[] {
  const given = BODIES.filter((name) => present(settings[name]));
  const [kept, ...others] = given;
  if (kept === undefined || others.length === 0) return [];
  return [
    {
      code: 'two-bodies',
      level: 'error',
      setting: kept,
      message: `A request has one body: ${given.join(' and ')} cannot be used together.`,
      fix: { label: `Keep ${kept}, remove ${others.join(' and ')}`, apply: without(...others) },
    },
  ];
}

function lintContentType(settings: Settings): Finding[] {
  const body = settings['body'];
  const headers = typeof settings['headers'] === 'string' ? parseJson(settings['headers']) : settings['headers'];
  const fields = headers !== null && typeof headers === 'object' ? (headers as Settings) : {};
  if (typeof body !== 'string' || !/^\s*[[{]/.test(body) || Object.keys(fields).some((name) => name.toLowerCase() === 'content-type'))
    return [];
  return [
    {
      code: 'content-type',
      level: 'warning',
      setting: 'headers',
      message: 'A body is sent without a content type, so a server may not read it as JSON.',
      fix: { label: 'Add Content-Type: application/json', apply: set('headers', { ...fields, 'Content-Type': 'application/json' }) },
    },
  ];
}

function lintTopic(settings: Settings, event?: SampleEvent): Finding[] {
  const topic = settings['responseTopic'] ?? settings['responseEvent'];
  if (
    !event ||
    (event.product_id ?? null) === null ||
    (typeof topic === 'string' && /\{\{\{?&?\s*(PARTICLE_DEVICE_ID|SPARK_CORE_ID)/.test(topic))
  )
    return [];
  const own = '{{{PARTICLE_DEVICE_ID}}}/hook-response/{{{PARTICLE_EVENT_NAME}}}';
  return [
    {
      code: 'fleet-topic',
      level: 'warning',
      setting: 'responseTopic',
      message: 'Every device of the product that subscribes to this topic hears the answers to all the others.',
      fix: { label: 'Begin the topic with the device', apply: (given) => set('responseTopic', own)(without('responseEvent')(given)) },
    },
  ];
}
