// Deliveries: late answers, failures, redirects, killed workers, and the newer rule set.
import { expect } from '@esm-bundle/chai';
import { createCloud } from '../../src/cloud/cloud.ts';
import { createHookScene, SERVER } from '../support/hook-scene.ts';
import type { OutboundRequest, OutboundResult } from '../../src/cloud/ports.ts';

const answer = (body: string, more: Partial<OutboundResult & { ok: true }> = {}): OutboundResult => ({
  ok: true,
  status: 200,
  headers: {},
  body: new TextEncoder().encode(body),
  truncated: false,
  ...more,
});
const failed = (code: string, took_ms = 0): OutboundResult => ({ ok: false, code, detail: `${code} happened.`, took_ms });

it('a slow answer arrives when the server’s time is over, on the cloud’s clock', async () => {
  const scene = await createHookScene(() => answer('late', { took_ms: 5_000 }));
  await scene.hook();
  await scene.publish('temp');
  expect(scene.told()).to.deep.equal(['temp: ', 'hook-sent/temp: undefined']);
  expect((await scene.deliveries())[0]!.state).to.equal('running');
  await scene.advance(4_999);
  expect(scene.told().length).to.equal(2);
  await scene.advance(1);
  expect(scene.told().at(-1)).to.equal('hook-response/temp/0: late');
  const [delivery] = await scene.deliveries();
  expect(Date.parse(delivery!.finished_at!) - Date.parse(delivery!.started_at!)).to.equal(5_000);
});

it('a server is given 20 seconds, then the error is ETIMEDOUT', async () => {
  const scene = await createHookScene((request) => failed('ETIMEDOUT', request.timeout_ms));
  await scene.hook();
  await scene.publish('temp');
  expect(scene.sent[0]!.timeout_ms).to.equal(20_000);
  await scene.advance(20_000);
  expect(scene.told().at(-1)).to.equal('hook-response/temp/0: ETIMEDOUT');
});

it('hook-sent is not said when no server took the request', async () => {
  const scene = await createHookScene(() => failed('ECONNREFUSED'));
  await scene.hook();
  await scene.publish('temp');
  expect(scene.told()).to.deep.equal(['temp: ', 'hook-response/temp/0: ECONNREFUSED']);
});

it('hook-sent is said when a server took the request and never answered', async () => {
  const scene = await createHookScene((request) => {
    request.taken?.();
    return failed('ETIMEDOUT', 20_000);
  });
  await scene.hook();
  await scene.publish('temp');
  expect(scene.told()).to.deep.equal(['temp: ', 'hook-sent/temp: undefined']);
});

it('a refusal by this cloud says why and does not count against the server', async () => {
  const scene = await createHookScene(() => failed('HOST_NOT_ALLOWED'));
  const id = await scene.hook();
  await scene.publish('temp');
  expect(scene.told().at(-1)).to.equal('hook-response/temp/0: HOST_NOT_ALLOWED: HOST_NOT_ALLOWED happened.');
  const { json } = await scene.call('GET', `/v1/integrations/${id}`, { token: scene.token });
  expect(json.integration.health.consecutive_errors).to.equal(0);
});

it('a GET follows redirects and does not show its password to another host', async () => {
  const scene = await createHookScene(({ url }) =>
    url.includes('other.example') ? answer('found') : answer('', { status: 302, headers: { location: 'https://other.example/x' } }),
  );
  await scene.hook({ requestType: 'GET', noDefaults: true, auth: { username: 'u', password: 'p' } });
  await scene.publish('temp');
  expect(scene.sent.map(({ url }) => url)).to.deep.equal([SERVER, 'https://other.example/x']);
  expect(scene.sent.map(({ headers }) => 'Authorization' in headers)).to.deep.equal([true, false]);
  expect(scene.told().at(-1)).to.equal('hook-response/temp/0: found');
});

it('a GET that is redirected in a circle ends', async () => {
  const scene = await createHookScene(() => answer('', { status: 301, headers: { location: '/again' } }));
  await scene.hook({ requestType: 'GET' });
  await scene.publish('temp');
  expect(scene.sent.length).to.equal(6);
  expect(scene.told().at(-1)).to.match(/ETOOMANYREDIRECTS/);
});

it('a POST does not follow redirects', async () => {
  const scene = await createHookScene(() => answer('', { status: 302, headers: { location: 'https://other.example/' } }));
  await scene.hook();
  await scene.publish('temp');
  expect(scene.sent.length).to.equal(1);
  expect(scene.told().at(-1)).to.equal('hook-response/temp/0: error status 302 from server.example');
});

it('settings that cannot become a request end in an error event, and nothing is sent', async () => {
  const scene = await createHookScene();
  await scene.hook({ json: '{"a":{{{PARTICLE_EVENT_VALUE}}}}' });
  await scene.publish('temp', 'no json');
  expect(scene.sent.length).to.equal(0);
  expect(scene.told().at(-1)).to.match(/^hook-response\/temp\/0: The json template did not become valid JSON/);
  expect((await scene.deliveries())[0]!.state).to.equal('error');
});

it('every attempt carries the key of its delivery', async () => {
  const scene = await createHookScene();
  await scene.hook();
  await scene.hook();
  await scene.publish('temp');
  const keys = scene.sent.map(({ headers }) => headers['Idempotency-Key']);
  expect(new Set(keys).size).to.equal(2);
  expect(keys.every((key) => /^[0-9a-f]{24}$/.test(key!))).to.equal(true);
});

it('events of webhooks never trigger a webhook, whatever they are called', async () => {
  const scene = await createHookScene(() => ({ body: 'again' }));
  await scene.hook({ responseTopic: 'temp', errorResponseTopic: 'temp' });
  await scene.publish('temp');
  await scene.advance(5_000);
  expect(scene.sent.length).to.equal(1);
  expect(scene.told().at(-1)).to.equal('temp/0: again');
});

it('the beginning of a name triggers, in its own case only', async () => {
  const scene = await createHookScene();
  await scene.hook({ event: 'WebhookDemo' });
  for (const name of ['WebhookDemo', 'WebhookDemo02', 'webhookdemo', 'MyWebhookDemo']) await scene.publish(name);
  expect(scene.sent.map(({ body }) => JSON.parse(body!).event)).to.deep.equal(['WebhookDemo', 'WebhookDemo02']);
});

it('unchunked answers are one event, data URLs carry bytes', async () => {
  const scene = await createHookScene(() => answer('é'.repeat(600), { headers: { 'content-type': 'text/plain' } }));
  await scene.hook({ unchunked: true });
  await scene.hook({ event: 'image', dataUrlResponseEvent: true, unchunked: true });
  await scene.publish('temp');
  await scene.publish('image');
  const answers = scene.stream.events().filter(({ event }) => event.startsWith('hook-response'));
  expect(answers.length).to.equal(2);
  expect(answers[0]!.data.data.length).to.equal(600);
  expect(answers[1]!.data.data).to.match(/^data:text\/plain;base64,/);
});

it('an attempt that was cut off is tried again with the same key and is no failure', async () => {
  let hang = true;
  const scene = await createHookScene(() => (hang ? new Promise(() => undefined) : answer('done')));
  const id = await scene.hook();
  const { status } = await scene.call('POST', '/v1/devices/events', { token: scene.token, body: { name: 'temp' } });
  expect(status).to.equal(200);
  // This worker is killed while the server thinks; the next one begins with the same store.
  void scene.cloud.runDue();
  while (scene.sent.length === 0) await new Promise((resolve) => setTimeout(resolve));
  hang = false;
  const next = createCloud(scene.ports);
  await next.runDue({ alone: true });
  const rows = await scene.deliveries();
  expect(rows.map(({ state, attempt }) => `${attempt} ${state}`)).to.deep.equal(['1 interrupted', '2 success']);
  expect(scene.sent[0]!.headers['Idempotency-Key']).to.equal(scene.sent[1]!.headers['Idempotency-Key']);
  const { json } = await scene.call('GET', `/v1/integrations/${id}`, { token: scene.token });
  expect(json.integration.health.consecutive_errors).to.equal(0);
});

it('deleting a hook drops what still waits', async () => {
  const scene = await createHookScene(() => answer('late', { took_ms: 5_000 }));
  const id = await scene.hook();
  await scene.publish('temp');
  expect((await scene.call('DELETE', `/v1/integrations/${id}`, { token: scene.token })).status).to.equal(204);
  await scene.advance(10_000);
  expect(scene.told().length).to.equal(2);
});

it('by the newer rules errors have their own topic and hook-sent follows success only', async () => {
  let status = 500;
  const scene = await createHookScene(() => ({ status, body: 'fine' }));
  await scene.useRules('current');
  await scene.hook();
  await scene.publish('temp');
  status = 200;
  await scene.publish('temp');
  expect(scene.told()).to.deep.equal([
    'temp: ',
    'hook-error/temp/0: error status 500 from server.example',
    'temp: ',
    'hook-sent/temp: ',
    'hook-response/temp/0: fine',
  ]);
});

it('by the newer rules all chunks come at once', async () => {
  const scene = await createHookScene(() => ({ body: 'x'.repeat(1500) }));
  await scene.useRules('current');
  await scene.hook();
  await scene.publish('temp');
  expect(scene.told().filter((line) => line.startsWith('hook-response')).length).to.equal(3);
});

it('by the newer rules a failing host sleeps, what it misses is tried after 30 and 60 seconds, then dropped', async () => {
  let broken = true;
  const scene = await createHookScene(() => ({ status: broken ? 503 : 200, body: 'well' }));
  await scene.useRules('current');
  await scene.hook();
  for (let i = 0; i < 5; i++) await scene.publish('temp');
  expect(scene.sent.length).to.equal(5);
  await scene.publish('temp');
  expect(scene.sent.length).to.equal(5);
  expect(scene.told().at(-1)).to.equal('hook-error/temp/0: Sleeping, too many errors, please wait and try again');
  broken = false;
  await scene.advance(29_999);
  expect(scene.sent.length).to.equal(5);
  await scene.advance(1);
  expect(scene.sent.length).to.equal(6);
  expect(scene.told().at(-1)).to.equal('hook-response/temp/0: well');
});

it('by the newer rules no hook is disabled and no host has a fixed limit', async () => {
  const scene = await createHookScene();
  await scene.useRules('current');
  await scene.hook();
  for (let i = 0; i < 130; i++) await scene.publish('temp');
  expect(scene.sent.length).to.equal(130);
});

it('a worker that dies at any moment loses no delivery', async () => {
  const random = (() => {
    let state = 11;
    return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  })();
  let life = 0;
  const served = new Map<string, number>();
  const http = async (request: OutboundRequest): Promise<OutboundResult> => {
    const key = request.headers['Idempotency-Key']!;
    served.set(key, (served.get(key) ?? 0) + 1);
    if (random() < 0.1) {
      // The worker dies with the request on its way: the server has it, nobody hears the answer.
      life++;
      return new Promise(() => undefined);
    }
    return random() < 0.2 ? answer('', { status: 503 }) : answer('ok');
  };
  const scene = await createHookScene(http, { seed: 'killed' });
  await scene.useRules('current');
  for (const n of [1, 2, 3]) await scene.hook({ url: `https://server${n}.example/` });
  for (let i = 0; i < 100; i++)
    await scene.call('POST', '/v1/devices/events', { token: scene.token, body: { name: 'temp', data: String(i) } });
  for (let turn = 0; turn < 200; turn++) {
    const before = life;
    const worker = createCloud(scene.ports);
    const over = worker.runDue({ alone: true }).then(() => 'over');
    const dead = (async () => {
      while (life === before) await new Promise((resolve) => setTimeout(resolve));
      return 'dead';
    })();
    const end = await Promise.race([over, dead]);
    life = Math.max(life, before + 1);
    scene.clock.pass(31_000);
    if (end === 'over' && (await worker.nextDue()) === null) break;
  }
  const rows = await scene.deliveries();
  const ends = new Map<string, string[]>();
  for (const row of rows) ends.set(row.idempotency_key, [...(ends.get(row.idempotency_key) ?? []), row.state]);
  expect(ends.size).to.equal(300);
  for (const [key, states] of ends) {
    expect(
      states.filter((state) => state === 'success' || state === 'error' || state === 'skipped').length,
      `${key} ${states.join()}`,
    ).to.be.at.least(1);
    expect(
      states.filter((state) => state === 'running' || state === 'waiting'),
      key,
    ).to.deep.equal([]);
  }
  expect(rows.some((row) => row.state === 'interrupted')).to.equal(true);
  // What the servers saw twice carried the same key twice.
  for (const key of served.keys()) expect(ends.has(key)).to.equal(true);
  expect(Math.max(...served.values())).to.be.greaterThan(1);
});

for (const [setting, value] of Object.entries({
  url: 'https://a.example/{{#open}}',
  headers: { 'X-A': '{{#open}}' },
  auth: { username: 'u', password: '{{#open}}' },
  query: { a: '{{#open}}' },
  form: { a: '{{#open}}' },
  json: { a: ['{{#open}}'] },
  body: '{{#open}}',
  responseTopic: 'answers/{{#open}}',
  errorResponseTopic: 'errors/{{#open}}',
}))
  it(`a template of ${setting} that cannot be read is an error event and a line in the log, and nothing is sent`, async () => {
    const scene = await createHookScene();
    await scene.hook({ [setting]: value });
    await scene.publish('temp');
    const sentence = `${setting}: The section "open" is never closed.`;
    expect(scene.sent).to.deep.equal([]);
    expect(scene.told().at(-1)).to.equal(`hook-response/temp/0: ${sentence}`);
    const [delivery] = await scene.deliveries();
    expect(delivery).to.include({ state: 'error', error: sentence, request: null });
    // It counts: ten in a row disable the webhook.
    expect((await scene.call('GET', '/pocket/deliveries?state=error')).json.deliveries.length).to.equal(1);
  });

it('a template of the answer that cannot be read is told after the answer', async () => {
  const scene = await createHookScene(() => answer('{"a":1}'));
  await scene.hook({ responseTemplate: '{{#open}}' });
  await scene.publish('temp');
  const sentence = 'responseTemplate: The section "open" is never closed.';
  expect(scene.told().at(-1)).to.equal(`hook-response/temp/0: ${sentence}`);
  expect((await scene.deliveries())[0]).to.include({ state: 'error', error: sentence });
});

it('a tag that is never closed makes no address and no name of an event', async () => {
  for (const [setting, value] of Object.entries({ url: 'https://a.example/{{here', responseTopic: '{{{PARTICLE_DEVICE_ID/x' })) {
    const scene = await createHookScene();
    await scene.hook({ [setting]: value });
    await scene.publish('temp');
    expect(scene.sent).to.deep.equal([]);
    expect(scene.told().at(-1)).to.match(new RegExp(`^hook-response/temp/0: ${setting}: the tag "\\{\\{.*" is never closed`));
  }
});
