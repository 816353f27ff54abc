// The calls on integrations and webhooks, as the vendor's clients make them.
import { expect } from '@esm-bundle/chai';
import { createHookScene, SERVER } from '../support/hook-scene.ts';
import { BASE } from '../support/test-cloud.ts';

it('creating answers 201 with what every client reads', async () => {
  const scene = await createHookScene();
  const { status, json } = await scene.call('POST', '/v1/integrations', {
    token: scene.token,
    body: { event: 'temp', url: SERVER, integration_type: 'Webhook' },
  });
  expect(status).to.equal(201);
  expect(json).to.deep.equal({
    ok: true,
    id: json.id,
    event: 'temp',
    name: 'temp for server.example',
    created_at: json.created_at,
    integration_type: 'Webhook',
    url: SERVER,
    noDefaults: false,
    rejectUnauthorized: true,
    hookUrl: `${BASE}/v1/webhooks/${json.id}`,
  });
  expect(json.id).to.match(/^[0-9a-f]{24}$/);
  expect((await scene.call('GET', json.hookUrl.slice(BASE.length), { token: scene.token })).status).to.equal(200);
});

it('the list is a plain array with canonical names', async () => {
  const scene = await createHookScene();
  const id = await scene.hook({ method: 'get', integration_type: 'webhook', errorTopic: 'e', colour: 'red' });
  const { json } = await scene.call('GET', '/v1/integrations', { token: scene.token });
  expect(Array.isArray(json)).to.equal(true);
  const item = json.find((row: { id: string }) => row.id === id);
  expect(item).to.include({
    event: 'temp',
    requestType: 'GET',
    integration_type: 'Webhook',
    errorResponseTopic: 'e',
    colour: 'red',
    disabled: false,
  });
  expect(item).to.not.have.any.keys('method', 'errorTopic', 'user_id', 'extra');
});

it('both collections show the same webhook in their own shape', async () => {
  const scene = await createHookScene(() => ({ body: 'ok' }));
  const id = await scene.hook();
  await scene.publish('temp', '72');
  const webhook = (await scene.call('GET', `/v1/webhooks/${id}`, { token: scene.token })).json.webhook;
  const integration = (await scene.call('GET', `/v1/integrations/${id}`, { token: scene.token })).json.integration;
  expect(Object.keys(webhook)).to.have.members([
    'id',
    'event',
    'created_at',
    'logs',
    'errors',
    'counters',
    'url',
    'noDefaults',
    'rejectUnauthorized',
  ]);
  expect(integration).to.include({ id, requestType: 'POST' });
  expect(integration.logs[0].event).to.include({ name: 'temp', data: '72', coreid: 'api' });
  expect(integration.logs[0].response).to.deep.equal({ status: 200, headers: {}, body: 'ok' });
  expect(integration.counters.length).to.equal(30);
  expect(integration.counters[0]).to.include({ success: 1, error: 0, sleep: 0 });
});

it('at most ten logs and ten errors are shown, the newest first', async () => {
  let count = 0;
  const scene = await createHookScene(() => ({ status: count++ % 2 === 0 ? 500 : 200 }));
  await scene.useRules('current');
  const id = await scene.hook();
  for (let i = 0; i < 30; i++) {
    await scene.publish('temp', String(i));
    await scene.advance(61_000);
  }
  const { logs, errors } = (await scene.call('GET', `/v1/integrations/${id}`, { token: scene.token })).json.integration;
  expect(logs.map((log: { event: { data: string } }) => log.event.data)).to.deep.equal([
    '29',
    '28',
    '27',
    '26',
    '25',
    '24',
    '23',
    '22',
    '21',
    '20',
  ]);
  expect(errors.length).to.equal(10);
  expect(errors[0]).to.include({ type: 'error', error: 'error status 500 from server.example' });
});

it('PUT replaces all settings', async () => {
  const scene = await createHookScene();
  const id = await scene.hook({ json: { a: 1 }, colour: 'red' });
  const { status, json } = await scene.call('PUT', `/v1/integrations/${id}`, {
    token: scene.token,
    body: { event: 'other', url: SERVER, body: 'x' },
  });
  expect(status).to.equal(200);
  expect(json).to.include({ ok: true, id, event: 'other', body: 'x' });
  expect(json).to.not.have.any.keys('json', 'colour');
});

it('deleting answers as each client waits for it', async () => {
  const scene = await createHookScene();
  const [one, two] = [await scene.hook(), await scene.hook()];
  const webhook = await scene.call('DELETE', `/v1/webhooks/${one}`, { token: scene.token });
  expect([webhook.status, webhook.json]).to.deep.equal([200, { ok: true }]);
  const integration = await scene.call('DELETE', `/v1/integrations/${two}`, { token: scene.token });
  expect([integration.status, await integration.response.text()]).to.deep.equal([204, '']);
  expect((await scene.call('GET', `/v1/integrations/${two}`, { token: scene.token })).json).to.deep.equal({
    ok: false,
    error: 'Integration not found',
  });
});

it('an unknown id is a 404 in each collection’s words', async () => {
  const scene = await createHookScene();
  for (const method of ['GET', 'DELETE']) {
    const { status, json } = await scene.call(method, '/v1/webhooks/0123456789abcdef01234567', { token: scene.token });
    expect([status, json]).to.deep.equal([404, { ok: false, error: 'Webhook not found' }]);
  }
});

it('mistakes are all named at once', async () => {
  const scene = await createHookScene();
  const { status, json } = await scene.call('POST', '/v1/webhooks', {
    token: scene.token,
    body: { form: { a: 1 }, json: { b: 2 }, requestType: 'PATCH' },
  });
  expect(status).to.equal(400);
  expect(json.ok).to.equal(false);
  expect(json.errors.length).to.equal(4);
});

it('a form with brackets makes the same hook as JSON', async () => {
  const scene = await createHookScene();
  const body = new URLSearchParams({
    event: 'temp',
    url: SERVER,
    'json[a]': '{{{PARTICLE_EVENT_VALUE}}}',
    'headers[X-A]': 'b',
    noDefaults: 'true',
  });
  const { json } = await scene.call('POST', '/v1/webhooks', { token: scene.token, body });
  await scene.publish('temp', '5');
  expect(json.noDefaults).to.equal(true);
  expect(scene.sent[0]!.body).to.equal('{"a":"5"}');
  expect(scene.sent[0]!.headers['X-A']).to.equal('b');
});

it('another account cannot see, change or delete a hook', async () => {
  const scene = await createHookScene();
  const id = await scene.hook();
  await scene.call('POST', '/v1/users', { body: { username: 'other@example.com', password: 'pocket-cloud' } });
  const token = await scene.login('other@example.com', 'pocket-cloud');
  for (const [method, body] of [
    ['GET', undefined],
    ['DELETE', undefined],
    ['PUT', { event: 'x', url: SERVER }],
  ] as const)
    expect((await scene.call(method, `/v1/integrations/${id}`, { token, ...(body ? { body } : {}) })).status, method).to.equal(404);
  expect((await scene.call('GET', '/v1/integrations', { token })).json).to.deep.equal([]);
});

it('a test event triggers the hook by its own event name', async () => {
  const scene = await createHookScene();
  const id = await scene.hook({ deviceID: 'e00fce68aaaaaaaaaaaaaaaa' });
  const { status, json } = await scene.call('POST', `/v1/webhooks/${id}/test`, { token: scene.token });
  await scene.advance(0);
  expect([status, json.ok]).to.deep.equal([200, true]);
  expect(scene.sent.length).to.equal(1);
  expect((await scene.deliveries())[0]).to.include({ cause: 'test', event_name: 'temp', journey: json.journey });
});

it('a hook for one device hears no other', async () => {
  const scene = await createHookScene();
  await scene.hook({ deviceid: 'E00FCE680000000000000001' });
  await scene.publish('temp', 'api');
  await scene.publishFrom(1, 'temp', 'one');
  await scene.publishFrom(2, 'temp', 'two');
  expect(scene.sent.map(({ body }) => JSON.parse(body!).data)).to.deep.equal(['one']);
});
