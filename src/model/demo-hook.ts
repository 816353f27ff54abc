// The webhook the demo lesson needs (spec/cloud-api.md §5.9), and how an existing one differs from it.

export const DEMO_EVENT = 'WebhookDemo01';
/** The demo's mock server; unlike the original's, its address never changes. */
export const DEMO_URL = 'https://demo-server.example/hook/demo';
export const DEMO_HOST = 'demo-server.example';

/** Body of `POST /v1/products/:p/integrations`. `token` is what the demo server expects as its bearer token. */
export const demoHook = (token: string) => ({
  integration_type: 'Webhook',
  event: DEMO_EVENT,
  url: DEMO_URL,
  requestType: 'POST' as const,
  noDefaults: true,
  headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
  // The value goes in without quotes, so that published JSON nests instead of arriving as text.
  body: '{"deviceId":"{{{PARTICLE_DEVICE_ID}}}","ts":"{{{PARTICLE_PUBLISHED_AT}}}","sensor":{{{PARTICLE_EVENT_VALUE}}}}',
  responseTopic: '{{{PARTICLE_DEVICE_ID}}}/hook-response/{{{PARTICLE_EVENT_NAME}}}',
  errorResponseTopic: '{{{PARTICLE_DEVICE_ID}}}/hook-error/{{{PARTICLE_EVENT_NAME}}}',
});

export type DemoHook = ReturnType<typeof demoHook>;

/** One field that is not what the lesson needs; both sides as text, `(absent)` where there is nothing. */
export interface HookDrift {
  field: string;
  found: string;
  needed: string;
}

const shown = (value: unknown): string =>
  value === undefined || value === null || value === '' ? '(absent)' : typeof value === 'string' ? value : JSON.stringify(value);

const headersOf = (value: unknown): Map<string, string> => {
  let headers: unknown = value;
  if (typeof value === 'string') {
    try {
      headers = JSON.parse(value);
    } catch {
      headers = {};
    }
  }
  return new Map(Object.entries(headers ?? {}).map(([name, text]) => [name.toLowerCase(), String(text)]));
};

type Hook = Readonly<Record<string, unknown>>;

/** Hooks of a product that mean to be the lesson's: the right server, or a name that begins like its event. */
export const demoHooks = <T extends object>(hooks: readonly T[]): T[] =>
  hooks.filter((hook) => {
    const { url, event } = hook as Hook;
    const name = String(event ?? '');
    return String(url ?? '').includes(DEMO_HOST) || (name.length >= 7 && DEMO_EVENT.startsWith(name));
  });

/** The one of them the lesson looks at: the one it made, else the first. */
export const demoHookOf = <T extends object>(hooks: readonly T[], made: string | null | undefined): T | null => {
  const found = demoHooks(hooks);
  return found.find((hook) => (hook as Hook)['id'] === made) ?? found[0] ?? null;
};

/** How the lesson's webhook differs from what the lesson needs; `secret` null: the server has none yet, so none is missed. */
export const demoDrift = (hook: object, secret: string | null): HookDrift[] =>
  hookDrift(hook as Hook, demoHook(secret ?? '')).filter(({ field }) => secret !== null || field !== 'headers.Authorization');

/** Fields of an integration that keep it from doing the lesson's job, in the order of the settings. Empty: it is right. */
export function hookDrift(found: Readonly<Record<string, unknown>>, needed: DemoHook): HookDrift[] {
  const drifts: HookDrift[] = [];
  const compare = (field: string, have: unknown, want: unknown): void => {
    if (shown(have) !== shown(want)) drifts.push({ field, found: shown(have), needed: shown(want) });
  };
  for (const field of ['event', 'url', 'requestType', 'noDefaults'] as const) compare(field, found[field], needed[field]);
  const have = headersOf(found['headers']);
  for (const [name, value] of Object.entries(needed.headers)) compare(`headers.${name}`, have.get(name.toLowerCase()), value);
  compare('body', found['body'], needed.body);
  compare('responseTopic', found['responseTopic'], needed.responseTopic);
  compare('errorResponseTopic', found['errorResponseTopic'], needed.errorResponseTopic);
  // What must not be there: a second body, a filter, or the switch that keeps it quiet.
  for (const field of ['form', 'json', 'query', 'auth', 'deviceID', 'responseTemplate'] as const) compare(field, found[field], undefined);
  compare('disabled', found['disabled'] === true, false);
  return drifts;
}
