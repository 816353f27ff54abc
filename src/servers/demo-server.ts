// demo-server.example: the server of the webhook demo. It listens once the lesson starts it, checks the shared secret and keeps what it gets (spec/cloud-api.md §6.6).
import { http, HttpResponse } from 'msw/http';
import type { DemoState, ForcedAnswer } from '../model/demo-server-state.ts';
import type { ServerDesk } from '../model/server.ts';
import { defineServer } from './support/define-server.ts';

const MAX_HOOKS = 200;
const MAX_BODY = 100_000;

/** Not a secret from anybody: a demonstration only needs the same word on both sides. */
const SECRET = 'demo-5d1c93a07e';

const text = (value: unknown, fallback: string): string => (typeof value === 'string' ? value.slice(0, MAX_BODY) : fallback);
const whole = (value: unknown, low: number, high: number, fallback: number): number =>
  typeof value === 'number' && value >= low && value <= high ? Math.round(value) : fallback;

const forcedFrom = (message: Record<string, unknown>): ForcedAnswer | null =>
  ['statusCode', 'contentType', 'body', 'delayMs'].some((key) => message[key] !== undefined)
    ? {
        statusCode: whole(message['statusCode'], 200, 599, 200),
        contentType: text(message['contentType'], 'application/json').slice(0, 200),
        body: text(message['body'], '{"ok":true}'),
        delayMs: whole(message['delayMs'], 0, 120_000, 0),
      }
    : null;

const setAnswer = async (desk: ServerDesk<DemoState>, message: Record<string, unknown>): Promise<Record<string, unknown>> =>
  desk.update((state) => {
    const secret = message['authorization'];
    if (secret === null || typeof secret === 'string') state.authorization = secret;
    else state.forced = forcedFrom(message);
    return { authorization: state.authorization, forced: state.forced };
  });

const operations = {
  /** `{authorization?}`: the secret to expect; without one, the last one or the usual one. */
  start: (desk: ServerDesk<DemoState>, message: Record<string, unknown>) =>
    desk.update((state) => {
      state.started = true;
      state.authorization = text(message['authorization'], state.authorization ?? SECRET);
      return { started: true, authorization: state.authorization };
    }),
  stop: (desk: ServerDesk<DemoState>) =>
    desk.update((state) => {
      state.started = false;
      return { started: false };
    }),
  ping: async () => ({ pong: true }),
  /** `{authorization}` sets the secret (null: none); `{statusCode?, contentType?, body?, delayMs?}` forces the answer; alone, neither is forced. */
  hookResponse: setAnswer,
};

const answerTo = (state: DemoState, authorization: string | null, hookId: string): ForcedAnswer => {
  const plain = { contentType: 'application/json', delayMs: 0 };
  if (state.authorization !== null && authorization !== `Bearer ${state.authorization}`) {
    return {
      ...plain,
      statusCode: 401,
      body: JSON.stringify({ ok: false, error: 'The Authorization header does not carry the shared secret of this demo.' }),
    };
  }
  return state.forced ?? { ...plain, statusCode: 200, body: JSON.stringify({ ok: true, hookId }) };
};

export default defineServer<DemoState>({
  host: 'demo-server.example',
  title: 'Webhook demo server',
  purpose:
    'Receives the webhook of the demo lesson, checks its shared secret and keeps each request as a row. It refuses connections until the demo is started.',
  example: {
    event: 'WebhookDemo01',
    url: 'https://demo-server.example/hook/demo',
    requestType: 'POST',
    noDefaults: true,
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${SECRET}` },
    body: '{"deviceId":"{{{PARTICLE_DEVICE_ID}}}","sensor":"{{{PARTICLE_EVENT_VALUE}}}"}',
  },
  initial: () => ({ started: false, authorization: null, forced: null, received: 0, hooks: [] }),
  listening: (state) => state.started,
  clear: (state) => {
    state.hooks = [];
  },
  operations,
  handlers: (desk) => [
    http.all<{ session: string }>('*://demo-server.example/hook/:session', async ({ request, params }) => {
      const url = new URL(request.url);
      const body = (await request.text()).slice(0, MAX_BODY);
      const answer = await desk.update((state) => {
        const hookId = String(++state.received);
        const { statusCode, contentType, body: answerBody, delayMs } = answerTo(state, request.headers.get('authorization'), hookId);
        state.hooks.push({
          hookId,
          session: params.session,
          received_at: new Date(desk.now()).toISOString(),
          method: request.method,
          originalUrl: url.pathname + url.search,
          query: Object.fromEntries(url.searchParams),
          headers: [...request.headers].map(([name, value]) => `${name}: ${value}`).join('\n'),
          body,
          response: { statusCode, contentType, body: answerBody },
        });
        state.hooks.splice(0, state.hooks.length - MAX_HOOKS);
        return { statusCode, contentType, body: answerBody, delayMs };
      });
      const empty = answer.statusCode === 204 || answer.statusCode === 304;
      return new HttpResponse(empty ? null : answer.body, {
        status: answer.statusCode,
        headers: { 'content-type': answer.contentType, 'x-pocket-took': String(answer.delayMs) },
      });
    }),
    http.post('*://demo-server.example/control/:session', async ({ request }) => {
      const message = (await request.json()) as Record<string, unknown>;
      if (message?.['op'] === 'ping') return HttpResponse.json({ ok: true, pong: true });
      if (message?.['op'] === 'hookResponse') return HttpResponse.json({ ok: true, ...(await setAnswer(desk, message)) });
      return HttpResponse.json({ ok: false, error: 'Unknown op.' }, { status: 400 });
    }),
    http.all('*://demo-server.example/*', () =>
      HttpResponse.json({ ok: false, error: 'Nothing is served at this address.' }, { status: 404 }),
    ),
  ],
});
