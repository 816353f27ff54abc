// What the webhook demo (seed 003) says of its hook, against the mocked demo server.
import { expect } from '@esm-bundle/chai';
import { demoHook } from '../../src/model/demo-hook.ts';
import { createServedScene } from '../support/hook-scene.ts';
import type { Listener } from '../support/test-cloud.ts';

const HOST = 'demo-server.example';
const BOARD = 'e00fce680000000000000042';

type Scene = Awaited<ReturnType<typeof createServedScene>> & {
  product: number;
  fleet: Listener;
  test(data: string): Promise<void>;
  lines(): string[];
};

/** A product with one board, its demo hook, and the demo server, started. */
async function startDemo(change: Record<string, unknown> = {}): Promise<Scene> {
  const scene = await createServedScene();
  const { json } = await scene.call('POST', '/v1/user/products', {
    token: scene.token,
    body: { product: { name: 'demo', platform_id: 13 } },
  });
  const product = (json.product?.id ?? json.id) as number;
  const { authorization } = await scene.servers.control(HOST, { op: 'start' });
  const made = await scene.call('POST', `/v1/products/${product}/webhooks`, {
    token: scene.token,
    body: { ...demoHook(String(authorization)), ...change },
  });
  if (made.status !== 201) throw new Error(JSON.stringify(made.json));
  await scene.store.transaction(['devices'], 'readwrite', async (tx) => {
    const device = (await tx.getAll('devices', { limit: 1 }))[0]!;
    await tx.put('devices', { ...device, id: BOARD, name: 'fleet_board', product_id: product, owner_id: null });
  });
  const fleet = await scene.listen(`/v1/products/${product}/events`, scene.token);
  return {
    ...scene,
    product,
    fleet,
    async test(data) {
      await scene.call('POST', `/v1/products/${product}/events`, { token: scene.token, body: { name: 'WebhookDemo01', data } });
      await scene.advance(1_000);
    },
    lines: () => fleet.events().map(({ event, data }) => `${event} by ${data.coreid}`),
  };
}

it('a test from the page passes every stop, as device "api"', async () => {
  const demo = await startDemo();
  await demo.test('{"t":25}');
  expect(demo.lines()).to.deep.equal([
    'WebhookDemo01 by api',
    'hook-sent/WebhookDemo01 by particle-internal',
    'api/hook-response/WebhookDemo01/0 by particle-internal',
  ]);
  const [hook] = ((await demo.servers.data(HOST)) as { hooks: { body: string }[] }).hooks;
  const received = JSON.parse(hook!.body);
  expect(received.deviceId).to.equal('api');
});

it('published JSON nests under sensor, with the time the cloud received it', async () => {
  const demo = await startDemo();
  await demo.test('{"id":7,"t":25}');
  const [hook] = ((await demo.servers.data(HOST)) as { hooks: { body: string }[] }).hooks;
  const received = JSON.parse(hook!.body);
  expect(received.sensor).to.deep.equal({ id: 7, t: 25 });
  expect(received.ts).to.equal(demo.fleet.events()[0]!.data.published_at);
});

it('default fields stay out of the data', async () => {
  const demo = await startDemo();
  await demo.test('1');
  expect(Object.keys(JSON.parse(demo.sent[0]!.body!))).to.deep.equal(['deviceId', 'ts', 'sensor']);
  expect(demo.sent[0]!.headers).to.include({ 'Content-Type': 'application/json' });
});

it('a device hears the answer to its own event under its own id', async () => {
  const demo = await startDemo();
  await demo.publishFrom(42, 'WebhookDemo01', '{"t":21}');
  await demo.advance(1_000);
  expect(demo.lines().at(-1)).to.equal(`${BOARD}/hook-response/WebhookDemo01/0 by particle-internal`);
});

it('the shared secret is checked, and a wrong one comes back as a hook-error', async () => {
  const demo = await startDemo({ headers: { 'Content-Type': 'application/json', Authorization: 'Bearer wrong' } });
  await demo.test('{"t":25}');
  const last = demo.fleet.events().at(-1)!;
  expect(last.event).to.equal('api/hook-error/WebhookDemo01/0');
  expect(last.data.data).to.equal('error status 401 from demo-server.example');
});

it('a demo that is not started refuses the connection', async () => {
  const demo = await startDemo();
  await demo.servers.control(HOST, { op: 'stop' });
  await demo.test('{"t":25}');
  expect(demo.lines()).to.deep.equal(['WebhookDemo01 by api', 'api/hook-error/WebhookDemo01/0 by particle-internal']);
});

it('a hook on WebhookDemo would be triggered by WebhookDemo02 too, a hook on WebhookDemo01 is not', async () => {
  const demo = await startDemo();
  await demo.call('POST', `/v1/products/${demo.product}/events`, { token: demo.token, body: { name: 'WebhookDemo02' } });
  await demo.advance(0);
  expect(demo.sent.length).to.equal(0);
});

it('an unclaimed fleet triggers the hooks of its product', async () => {
  const demo = await startDemo();
  await demo.store.transaction(['devices'], 'readwrite', async (tx) => {
    for (const device of await tx.getAll('devices')) if (device.owner_id !== null) await tx.delete('devices', device.id);
  });
  await demo.publishFrom(42, 'WebhookDemo01', '{"t":21}');
  expect(demo.sent.length).to.equal(1);
});

it('webhooks cannot be chained', async () => {
  const demo = await startDemo();
  await demo.call('POST', `/v1/products/${demo.product}/webhooks`, {
    token: demo.token,
    body: { event: 'api/hook-response', url: 'https://echo.example/chained' },
  });
  await demo.test('{"t":25}');
  expect(demo.sent.map(({ url }) => new URL(url).hostname)).to.deep.equal([HOST]);
});
