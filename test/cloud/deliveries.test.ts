// The delivery log, replays, previews and gauges.
import { expect } from '@esm-bundle/chai';
import { createHookScene, SERVER } from '../support/hook-scene.ts';

it('lists deliveries newest first, by hook, state and page', async () => {
  let status = 200;
  const scene = await createHookScene(() => ({ status }));
  await scene.useRules('current');
  const one = await scene.hook();
  const two = await scene.hook({ event: 'other' });
  for (let i = 0; i < 4; i++) await scene.publish('temp', String(i));
  status = 500;
  await scene.publish('other');
  const list = async (query: string) => (await scene.call('GET', `/pocket/deliveries${query}`)).json;
  expect((await list('')).deliveries.map((row: { seq: number }) => row.seq)).to.deep.equal([5, 4, 3, 2, 1]);
  expect((await list(`?integration=${two}`)).deliveries.length).to.equal(1);
  expect((await list('?state=error')).deliveries[0].integration_id).to.equal(two);
  const page = await list(`?integration=${one}&limit=3`);
  expect([page.deliveries.length, page.more]).to.deep.equal([3, true]);
  const rest = await list(`?integration=${one}&limit=3&before=${page.deliveries[2].seq}`);
  expect([rest.deliveries.length, rest.more]).to.deep.equal([1, false]);
});

it('lists what one account or one product sent, and reads nothing that others did', async () => {
  const scene = await createHookScene();
  const { token } = scene;
  await scene.hook();
  const { id: me } = (await scene.call('GET', '/v1/user/identify', { token })).json;
  await scene.publish('temp', 'mine');
  const { product } = (await scene.call('POST', '/v1/user/products', { token, body: { product: { name: 'Lamp', platform_id: 3 } } })).json;
  await scene.call('POST', `/v1/products/${product.id}/integrations`, { token, body: { event: 'glow', url: SERVER } });
  await scene.call('POST', `/v1/products/${product.id}/events`, { token, body: { name: 'glow', data: 'lamp' } });
  await scene.advance(0);
  // As many others as a slow list would have to read.
  const [row] = await scene.store.transaction(['deliveries'], 'readonly', (tx) => tx.getAll('deliveries', { limit: 1 }));
  await scene.store.transaction(['deliveries'], 'readwrite', async (tx) => {
    for (let n = 0; n < 600; n++) await tx.put('deliveries', { ...row!, id: `other${n}`, seq: 1000 + n, user_id: 'other', product_id: 7 });
  });
  let read = 0;
  const { transaction } = scene.store;
  scene.store.transaction = (tables, mode, work) =>
    transaction(tables, mode, (tx) =>
      work({
        ...tx,
        getAll: async (table, query) => {
          const rows = await tx.getAll(table, query);
          read += rows.length;
          return rows;
        },
      }),
    );
  const list = async (query: string): Promise<string[]> =>
    (await scene.call('GET', `/pocket/deliveries${query}`)).json.deliveries.map((one: { event_name: string }) => one.event_name);
  read = 0;
  expect(await list(`?user=${me}`)).to.deep.equal(['glow', 'temp']);
  expect(await list(`?product=${product.id}`)).to.deep.equal(['glow']);
  expect(await list(`?user=${me}&product=7`)).to.deep.equal([]);
  expect(read).to.be.lessThan(700);
  read = 0;
  expect(await list(`?user=${me}&limit=10`)).to.deep.equal(['glow', 'temp']);
  expect(read).to.be.lessThan(10);
});

it('a delivery tells its request, its answer and its key', async () => {
  const scene = await createHookScene(() => ({ body: 'thanks', headers: { 'x-server': 'yes' } }));
  await scene.hook();
  await scene.publish('temp', '72');
  const [{ id }] = (await scene.call('GET', '/pocket/deliveries')).json.deliveries;
  const { json } = await scene.call('GET', `/pocket/deliveries/${id}`);
  expect(json).to.include({ state: 'success', attempt: 1, cause: 'event', coreid: 'api', error: null });
  expect(json.request).to.include({ method: 'POST', url: SERVER });
  expect(json.request.headers['Idempotency-Key']).to.equal(json.idempotency_key);
  expect(json.response).to.deep.equal({ status: 200, headers: { 'x-server': 'yes' }, body: 'thanks', truncated: false });
  expect((await scene.call('GET', '/pocket/deliveries/none')).status).to.equal(404);
});

it('a replay sends the same request under a new key', async () => {
  const scene = await createHookScene();
  await scene.hook();
  await scene.publish('temp', '72');
  const [{ id }] = (await scene.call('GET', '/pocket/deliveries')).json.deliveries;
  const { json } = await scene.call('POST', `/pocket/deliveries/${id}/replay`);
  await scene.advance(0);
  expect(json.ids.length).to.equal(1);
  expect(scene.sent[1]!.body).to.equal(scene.sent[0]!.body);
  expect(scene.sent[1]!.headers['Idempotency-Key']).to.not.equal(scene.sent[0]!.headers['Idempotency-Key']);
  expect((await scene.deliveries())[1]).to.include({ id: json.ids[0], cause: 'replay', state: 'success' });
});

it('a replay may be changed, and repeated', async () => {
  const scene = await createHookScene();
  await scene.hook();
  await scene.publish('temp', '72');
  const [{ id }] = (await scene.call('GET', '/pocket/deliveries')).json.deliveries;
  await scene.call('POST', `/pocket/deliveries/${id}/replay`, { body: { times: 5, request: { method: 'put', body: 'changed' } } });
  await scene.advance(0);
  expect(scene.sent.slice(1).map(({ method, url, body }) => `${method} ${url} ${body}`)).to.deep.equal(
    Array(5).fill(`PUT ${SERVER} changed`),
  );
  const bad = await scene.call('POST', `/pocket/deliveries/${id}/replay`, { body: { request: { headers: { 'X-A': 'a\nb' } } } });
  expect(bad.status).to.equal(400);
});

it('a replay reaches the server of a disabled hook', async () => {
  const scene = await createHookScene();
  const id = await scene.hook();
  await scene.publish('temp');
  await scene.call('PUT', `/v1/integrations/${id}`, { token: scene.token, body: { event: 'temp', url: SERVER, disabled: true } });
  await scene.publish('temp');
  expect(scene.sent.length).to.equal(1);
  const rows = await scene.deliveries();
  expect(rows[1]).to.include({ state: 'skipped', error: 'The webhook is disabled' });
  await scene.call('POST', `/pocket/deliveries/${rows[0]!.id}/replay`);
  await scene.advance(0);
  expect(scene.sent.length).to.equal(2);
});

it('a preview is the request that would be sent', async () => {
  const scene = await createHookScene();
  const settings = {
    event: 'temp',
    url: 'https://a.example/{{x}}',
    json: { v: '{{{x}}}' },
    noDefaults: true,
    responseTopic: '{{{PARTICLE_DEVICE_ID}}}/r',
  };
  const { json } = await scene.call('POST', '/pocket/preview', {
    body: { integration: settings, event: { name: 'temp', data: '{"x":"a b"}' } },
  });
  expect(json).to.include({ triggers: true, error: null });
  expect(json.request).to.include({ method: 'POST', url: 'https://a.example/a%20b', body: '{"v":"a b"}' });
  expect(json.topics).to.deep.equal({ response: 'api/r/0', error: 'api/r/0', sent: 'hook-sent/temp' });
  expect(scene.sent.length).to.equal(0);
});

it('a preview says what is wrong', async () => {
  const scene = await createHookScene();
  const { status, json } = await scene.call('POST', '/pocket/preview', {
    body: { integration: { event: 'other', url: SERVER, json: '{{#a}}' }, event: { name: 'temp' } },
  });
  expect(status).to.equal(200);
  expect(json).to.include({ triggers: false, request: null, error: 'json: The section "a" is never closed.' });
});

it('every gauge tells use, limit and when it falls', async () => {
  const scene = await createHookScene(() => ({ status: 500 }));
  const id = await scene.hook();
  for (let i = 0; i < 3; i++) await scene.publish('temp');
  const { json } = await scene.call('GET', '/pocket/limits');
  expect(json.rules).to.equal('2016');
  const gauge = (name: string) => json.limits.find((one: { name: string }) => one.name === name);
  expect(gauge('requests-per-host')).to.include({ key: 'server.example', used: 3, limit: 120, window: 60_000, waiting: 0 });
  expect(gauge('triggers-per-device')).to.include({ key: 'api', used: 3, limit: 10 });
  expect(gauge('webhooks-per-user')).to.include({ key: 'student@example.com', used: 2, limit: 20, window: null, resets_at: null });
  expect(json.limits.find((one: { key: string }) => one.key === id)).to.include({ name: 'errors-in-a-row', used: 3, limit: 10 });
  expect(Date.parse(gauge('requests-per-host').resets_at) - scene.clock.now()).to.equal(60_000);
  await scene.advance(60_000);
  expect(
    (await scene.call('GET', '/pocket/limits')).json.limits.some((one: { name: string }) => one.name === 'requests-per-host'),
  ).to.equal(false);
});

it('a replay is bounded by its bytes, and says how often it can be', async () => {
  const scene = await createHookScene();
  await scene.hook();
  await scene.publish('temp');
  const [{ id }] = (await scene.call('GET', '/pocket/deliveries')).json.deliveries;
  const replay = (times: number, body: string) =>
    scene.call('POST', `/pocket/deliveries/${id}/replay`, { body: { times, request: { body } } });
  const { status, json } = await replay(500, 'x'.repeat(200_000));
  expect(status).to.equal(413);
  expect(json.error).to.match(/send it at most 83 times/);
  expect((await scene.deliveries()).length).to.equal(1);
  expect((await replay(120, 'small')).json.ids.length).to.equal(120);
  expect(new Set((await scene.deliveries()).map((row) => row.id)).size).to.equal(121);
});

it('a delivery whose event is not kept any more says so, not that its webhook was deleted', async () => {
  const scene = await createHookScene();
  const hook = await scene.hook();
  await scene.call('POST', '/v1/devices/events', { token: scene.token, body: { name: 'temp' } });
  await scene.store.transaction(['events'], 'readwrite', (tx) => tx.deleteRange('events', {}));
  await scene.advance(0);
  const [row] = await scene.deliveries();
  expect([row!.state, row!.error]).to.deep.equal(['skipped', 'The event is not kept any more']);
  const replay = () => scene.call('POST', `/pocket/deliveries/${row!.id}/replay`);
  expect((await replay()).json.errors[0]).to.contain('The event of this delivery');
  await scene.call('DELETE', `/v1/integrations/${hook}`, { token: scene.token });
  expect((await replay()).json.errors[0]).to.contain('The webhook of this delivery was deleted');
});

it('a webhook that is deleted while its server answers leaves no health behind and says nothing more', async () => {
  let release!: (answer: { body: string }) => void;
  const scene = await createHookScene(() => new Promise((resolve) => (release = resolve)));
  const hook = await scene.hook();
  await scene.call('POST', '/v1/devices/events', { token: scene.token, body: { name: 'temp' } });
  const running = scene.cloud.runDue();
  while (scene.sent.length === 0) await new Promise((resolve) => setTimeout(resolve));
  await scene.call('DELETE', `/v1/integrations/${hook}`, { token: scene.token });
  release({ body: 'late' });
  await running;
  expect(await scene.store.transaction(['health'], 'readonly', (tx) => tx.get('health', hook))).to.equal(undefined);
  expect(scene.told()).to.deep.equal(['temp: null']);
  expect((await scene.deliveries())[0]!.state).to.equal('success');
});

it('the windows of hosts that nobody asks any more are forgotten', async () => {
  const scene = await createHookScene();
  await scene.hook({ url: 'https://host{{n}}.example/', event: 'many' });
  for (let n = 0; n < 20; n++) await scene.publishFrom(n, 'many', JSON.stringify({ n }));
  const windows = async () => (await scene.store.transaction(['limits'], 'readonly', (tx) => tx.getAll('limits'))).length;
  expect(await windows()).to.equal(40);
  scene.clock.pass(60_000);
  for (let n = 0; n < 200; n++) await scene.call('POST', '/v1/devices/events', { token: scene.token, body: { name: 'other' } });
  await scene.advance(0);
  expect(await windows()).to.equal(0);
});
