import { expect } from '@esm-bundle/chai';
import type { StoredEvent } from '../../src/model/event.ts';
import type { Delivery } from '../../src/model/integration.ts';
import { hopsOf } from '../../src/model/journey.ts';
import { meaningOf, wordsOf } from '../../src/model/journey-words.ts';
import type { ServerRequest } from '../../src/model/server.ts';

const DEVICE = 'e00fce681234567890abcdef';
const at = (ms: number): string => new Date(Date.UTC(2026, 10, 12, 14, 2, 7, 120) + ms).toISOString();

const event = (id: number, ms: number, more: Partial<StoredEvent> = {}): StoredEvent => ({
  id,
  name: 'WebhookDemo01',
  data: '{"id":118,"t":25}',
  ttl: '60',
  published_at: at(ms),
  coreid: DEVICE,
  user_id: 'u',
  product_id: 1000,
  origin: 'device',
  journey: 'j',
  ...more,
});
const told = (id: number, ms: number, hook: StoredEvent['hook'], more: Partial<StoredEvent> = {}): StoredEvent =>
  event(id, ms, {
    name: `${DEVICE}/hook-response/WebhookDemo01/0`,
    data: '{"ok":true}',
    coreid: 'particle-internal',
    origin: 'integration',
    hook,
    delivery_id: 'd1',
    ...more,
  });
const delivery = (more: Partial<Delivery> = {}): Delivery => ({
  id: 'd1',
  seq: 1,
  integration_id: 'i',
  product_id: 1000,
  user_id: 'u',
  event_id: 1,
  event_name: 'WebhookDemo01',
  coreid: DEVICE,
  journey: 'j',
  idempotency_key: 'k1',
  attempt: 1,
  state: 'success',
  created_at: at(0),
  started_at: at(38),
  finished_at: at(206),
  error: null,
  cause: 'event',
  request: { method: 'POST', url: 'https://demo-server.example/hook/demo', headers: { Authorization: 'Bearer 5d1c' }, body: '{}' },
  response: { status: 200, headers: {}, body: '{"ok":true}', truncated: false },
  ...more,
});
const request = (more: Partial<ServerRequest> = {}): ServerRequest => ({
  id: 4,
  host: 'demo-server.example',
  received_at: at(121),
  duration_ms: 2,
  method: 'POST',
  url: 'https://demo-server.example/hook/demo',
  headers: { authorization: 'Bearer 5d1c', 'idempotency-key': 'k1' },
  body: '{"deviceId":"e0","sensor":{"id":118,"t":25}}',
  journey: 'j',
  response: { status: 200, headers: {}, body: '{"ok":true}' },
  error: null,
  ...more,
});
const whole = {
  events: [event(1, 0), told(2, 210, 'sent', { name: 'hook-sent/WebhookDemo01', data: 'undefined' }), told(3, 271, 'response')],
  deliveries: [delivery()],
  requests: [request()],
};

it('one event of a device has six stops in causal order', () => {
  const hops = hopsOf(whole);
  expect(hops.map(({ title, path, after_ms }) => [title, path, after_ms])).to.deep.equal([
    ['event', 'device-cloud', 0],
    ['hook-sent', 'cloud-server', 38],
    ['request received', 'server', 121],
    ['parsed data', 'server', 121],
    ['response', 'server-cloud', 206],
    ['hook-response', 'cloud-device', 271],
  ]);
  expect(hops.map(({ payload }) => payload)).to.deep.equal([
    '{"id":118,"t":25}',
    'POST /hook/demo',
    'token accepted',
    'id 118 · t 25',
    '200 {"ok":true}',
    '{"ok":true}',
  ]);
});

it('an event from the API starts at the cloud and no arrow reaches a device', () => {
  const hops = hopsOf({
    ...whole,
    events: whole.events.map((one) => (one.origin === 'device' ? { ...one, coreid: 'api', origin: 'api' as const } : one)),
  });
  expect(hops[0]).to.include({ path: 'cloud', title: 'event from the API' });
  expect(hops.some(({ path }) => path.includes('device'))).to.equal(false);
});

it('a refused token ends the way to the data', () => {
  const hops = hopsOf({
    events: [event(1, 0), told(3, 271, 'error', { data: 'error status 401 from demo-server.example' })],
    deliveries: [delivery({ state: 'error', response: { status: 401, headers: {}, body: '{"ok":false}', truncated: false } })],
    requests: [request({ response: { status: 401, headers: {}, body: '{"ok":false}' } })],
  });
  expect(hops.map(({ title, look }) => `${title}: ${look}`)).to.deep.equal([
    'event: event',
    'request: event',
    'request received: error',
    'response: error',
    'hook-error: error',
  ]);
});

it('a server that does not answer leaves no request and no response', () => {
  const hops = hopsOf({
    events: [event(1, 0), told(3, 20_100, 'error', { data: 'ETIMEDOUT' })],
    deliveries: [delivery({ state: 'error', response: null, error: 'ETIMEDOUT', finished_at: at(20_050) })],
    requests: [],
  });
  expect(hops.map(({ title, payload }) => `${title}: ${payload}`)).to.deep.equal([
    'event: {"id":118,"t":25}',
    'request: POST /hook/demo',
    'no answer: ETIMEDOUT',
    'hook-error: ETIMEDOUT',
  ]);
});

it('what has not happened is not a stop', () => {
  expect(
    hopsOf({
      events: [event(1, 0)],
      deliveries: [delivery({ state: 'waiting', started_at: null, request: null, response: null })],
      requests: [],
    }),
  ).to.have.length(1);
  expect(hopsOf({ events: [], deliveries: [], requests: [] })).to.deep.equal([]);
});

it('a disabled webhook is a stop that says so', () => {
  const hops = hopsOf({
    events: [event(1, 0)],
    deliveries: [
      delivery({ state: 'skipped', started_at: null, request: null, response: null, error: 'The webhook is disabled', finished_at: at(0) }),
    ],
    requests: [],
  });
  expect(hops.map(({ title, payload }) => `${title}: ${payload}`)[1]).to.equal('not sent: The webhook is disabled');
  expect(JSON.stringify(wordsOf(hops[1]!, null))).to.contain('did not make the request');
});

it('two attempts with one key keep their own requests apart', () => {
  const hops = hopsOf({
    events: [event(1, 0)],
    deliveries: [
      delivery({ state: 'interrupted', response: null, error: 'The cloud stopped before the answer came' }),
      delivery({ id: 'd2', seq: 2, attempt: 2, started_at: at(300), finished_at: at(400) }),
    ],
    requests: [request(), request({ id: 5, received_at: at(350) })],
  });
  expect(hops.filter(({ kind }) => kind === 'received').map(({ id, delivery: own }) => [id, own?.id])).to.deep.equal([
    ['received/4', 'd1'],
    ['received/5', 'd2'],
  ]);
  expect(hops.map(({ title }) => title)).to.include('interrupted');
});

it('a long answer ends in one stop for its rest', () => {
  const chunks = Array.from({ length: 20 }, (_, n) => told(10 + n, 300 + n * 250, 'response', { data: `part ${n}` }));
  const hops = hopsOf({ events: [event(1, 0), ...chunks], deliveries: [delivery()], requests: [request()] });
  const pieces = hops.filter(({ kind }) => kind === 'hook-response');
  expect(pieces).to.have.length(6);
  expect(pieces[5]?.title).to.equal('hook-response, 15 more');
  expect(pieces[5]?.rest?.map(({ data }) => data)).to.include('part 19');
});

it('every stop has a sentence and a meaning', () => {
  for (const hop of hopsOf(whole)) {
    const text = wordsOf(hop, 'pocket_board')
      .map((piece) => (typeof piece === 'string' ? piece : piece.code))
      .join('');
    expect(text)
      .to.match(/^\S.*\.$/s)
      .and.not.to.contain('undefined with');
    expect(meaningOf(hop)).to.match(/\.$/);
  }
  expect(wordsOf(hopsOf(whole)[0]!, 'pocket_board')).to.deep.equal([
    'pocket_board',
    ' published ',
    { code: 'WebhookDemo01' },
    ' with ',
    '',
    { code: 'id' },
    ' 118',
    ', ',
    { code: 't' },
    ' 25',
    '.',
  ]);
});

it('an error under the name of an answer says why it has that name', () => {
  const failed = (name: string, hook: StoredEvent['hook'] = 'error'): string => {
    const hops = hopsOf({
      events: [event(1, 0), told(3, 300, hook, { name, data: 'ETIMEDOUT' })],
      deliveries: [delivery()],
      requests: [request()],
    });
    const hop = hops.find(({ kind }) => kind === 'hook-error')!;
    return `${JSON.stringify(wordsOf(hop, null))} ${meaningOf(hop)}`;
  };
  for (const name of ['hook-response/temp/0', `${DEVICE}/hook-response/temp/0`])
    for (const hook of ['error', 'skipped', 'disabled'] as const) {
      expect(failed(name, hook)).to.contain('by the rules of 2016 under the name of the answer');
      expect(failed(name, hook)).to.contain('The newer rules call it hook-error.');
    }
  expect(failed('hook-error/temp/0')).to.not.contain('2016');
  expect(failed('my-errors/0')).to.not.contain('2016');
});
