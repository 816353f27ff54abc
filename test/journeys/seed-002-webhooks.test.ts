// What the webhook guide (seed 002) promises, on a manual clock and with the rules of 2016.
import { expect } from '@esm-bundle/chai';
import { createHookScene, SERVER, type HookScene } from '../support/hook-scene.ts';

const length = (text: string): number => new TextEncoder().encode(text).length;
const times = async (count: number, work: (index: number) => Promise<void>): Promise<void> => {
  for (let i = 0; i < count; i++) await work(i);
};

/** `count` events at one moment, from as many devices as that takes: each may publish four at once. */
const burst = (scene: HookScene, count: number): Promise<void> => times(count, (index) => scene.publishFrom(Math.floor(index / 4), 'temp'));

it('publishing an event makes a web request to the hook’s address', async () => {
  const scene = await createHookScene();
  await scene.hook();
  await scene.publish('temp', '72');
  expect(scene.sent.map(({ method, url }) => `${method} ${url}`)).to.deep.equal([`POST ${SERVER}`]);
});

it('three events show that a webhook succeeded: the event, hook-sent, hook-response', async () => {
  const scene = await createHookScene(() => ({ body: 'ok' }));
  await scene.hook();
  await scene.publish('temp', '72');
  const events = scene.stream.events();
  expect(scene.told()).to.deep.equal(['temp: 72', 'hook-sent/temp: undefined', 'hook-response/temp/0: ok']);
  expect(events.map(({ data }) => data.coreid)).to.deep.equal(['api', 'particle-internal', 'particle-internal']);
  expect(events[1]!.data.ttl).to.equal('60');
});

it('an answer without a body makes no hook-response', async () => {
  const scene = await createHookScene(() => ({ body: '' }));
  await scene.hook();
  await scene.publish('temp', '72');
  expect(scene.told()).to.deep.equal(['temp: 72', 'hook-sent/temp: undefined']);
});

it('GET and PUT requests can be made as well as POST', async () => {
  const scene = await createHookScene();
  for (const requestType of ['GET', 'PUT', 'DELETE', 'post']) await scene.hook({ requestType });
  await scene.publish('temp', '72');
  expect(scene.sent.map(({ method }) => method).toSorted()).to.deep.equal(['DELETE', 'GET', 'POST', 'PUT']);
});

it('the ThingSpeak hook sends its form with the value', async () => {
  const scene = await createHookScene(() => ({ body: '18' }));
  await scene.hook({ url: 'https://api.thingspeak.com/update', form: { api_key: 'YOUR_API_KEY', field1: '{{PARTICLE_EVENT_VALUE}}' } });
  await scene.publish('temp', '72');
  const fields = new URLSearchParams(scene.sent[0]!.body!);
  expect(fields.get('api_key')).to.equal('YOUR_API_KEY');
  expect(fields.get('field1')).to.equal('72');
  expect(scene.told().at(-1)).to.equal('hook-response/temp/0: 18');
});

it('without options the request is JSON with event, data, published_at and coreid', async () => {
  const scene = await createHookScene();
  await scene.hook();
  await scene.publish('temp', '72');
  const { headers, body } = scene.sent[0]!;
  expect(headers['Content-Type']).to.equal('application/json');
  expect(Object.keys(JSON.parse(body!))).to.deep.equal(['event', 'data', 'published_at', 'coreid']);
  expect(JSON.parse(body!).published_at).to.match(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
});

it('the guide’s own template hook changes its address with the event', async () => {
  const scene = await createHookScene();
  await scene.hook({
    event: 'custom_templates',
    url: 'http://my-awesome-website.particle/{{my-var}}',
    json: { 'my-temp': '{{my-temp}}', source: '{{SPARK_CORE_ID}}' },
    mydevices: true,
  });
  await scene.publish('custom_templates', '{ "my-var": "foo", "my-temp": "98.6F" }');
  expect(scene.sent[0]!.url).to.equal('http://my-awesome-website.particle/foo');
  expect(JSON.parse(scene.sent[0]!.body!)).to.include({ 'my-temp': '98.6F', source: 'api' });
});

it('a host is contacted at most 120 times in a minute, whatever the number of hooks', async () => {
  const scene = await createHookScene();
  await scene.hook();
  await scene.hook();
  await burst(scene, 75);
  expect(scene.sent.length).to.equal(120);
  await scene.advance(59_999);
  expect(scene.sent.length).to.equal(120);
});

it('a burst waits its turn and goes out smoothly, two a second', async () => {
  const scene = await createHookScene();
  await scene.hook();
  await burst(scene, 130);
  expect(scene.sent.length).to.equal(120);
  await scene.advance(60_000);
  expect(scene.sent.length).to.equal(121);
  await scene.advance(500);
  expect(scene.sent.length).to.equal(122);
  await scene.advance(4_000);
  expect(scene.sent.length).to.equal(130);
});

it('requests over the limit and the queue are dropped, and the stream says so', async () => {
  const scene = await createHookScene();
  await scene.hook();
  await burst(scene, 250);
  const dropped = scene.told().filter((line) => line.includes('dropped'));
  expect(dropped.length).to.equal(10);
  expect(dropped[0]).to.equal('hook-response/temp/0: Too many requests to server.example in a minute (120), dropped');
  await scene.advance(200_000);
  expect(scene.sent.length).to.equal(240);
});

it('another host is not held up by a busy one', async () => {
  const scene = await createHookScene();
  await scene.hook();
  await scene.hook({ event: 'other', url: 'https://other.example/' });
  await burst(scene, 130);
  await scene.publish('other');
  expect(scene.sent.filter(({ url }) => url.includes('other.example')).length).to.equal(1);
});

it('a device triggers at most 10 hooks in a minute', async () => {
  const scene = await createHookScene();
  await scene.hook();
  await times(12, async () => {
    await scene.publishFrom(1, 'temp');
    await scene.advance(1_000);
  });
  await scene.publishFrom(2, 'temp');
  expect(scene.sent.length).to.equal(11);
  expect(scene.told().filter((line) => line.includes('Too many webhooks from this device')).length).to.equal(2);
  await scene.advance(47_999);
  await scene.publishFrom(1, 'temp');
  expect(scene.sent.length).to.equal(11);
  await scene.advance(1_001);
  await scene.publishFrom(1, 'temp');
  expect(scene.sent.length).to.equal(12);
});

it('an account has at most 20 webhooks', async () => {
  const scene = await createHookScene();
  // The starter account brings the first.
  await times(19, async () => void (await scene.hook()));
  const { status, json } = await scene.call('POST', '/v1/integrations', { token: scene.token, body: { event: 'temp', url: SERVER } });
  expect(status).to.equal(403);
  expect(json.ok).to.equal(false);
  expect(json.error).to.match(/^Too many web hooks/);
});

it('without a device on the account nothing is triggered', async () => {
  const scene = await createHookScene();
  await scene.hook();
  await scene.store.transaction(['devices'], 'readwrite', async (tx) => {
    for (const device of await tx.getAll('devices')) await tx.delete('devices', device.id);
  });
  await scene.publish('temp');
  expect(scene.sent.length).to.equal(0);
  expect(scene.told()[1]).to.match(/at least one device/);
});

it('ten errors in a row disable a hook and say so', async () => {
  const scene = await createHookScene(() => ({ status: 500 }));
  const id = await scene.hook();
  await times(10, (device) => scene.publishFrom(device, 'temp'));
  expect(scene.told().at(-1)).to.equal('hook-response/temp/0: Too many errors, webhook disabled');
  await scene.publishFrom(11, 'temp');
  expect(scene.sent.length).to.equal(10);
  const { json } = await scene.call('GET', `/v1/integrations/${id}`, { token: scene.token });
  expect(json.integration.disabled).to.equal(true);
  expect(json.integration.health).to.include({ consecutive_errors: 10, errors_until_disabled: 10, disabled_reason: 'Too many errors' });
});

it('nine errors and a success do not disable a hook', async () => {
  let status = 500;
  const scene = await createHookScene(() => ({ status }));
  const id = await scene.hook();
  await times(9, (device) => scene.publishFrom(device, 'temp'));
  status = 200;
  await scene.publishFrom(20, 'temp');
  status = 404;
  await times(9, (device) => scene.publishFrom(30 + device, 'temp'));
  const { json } = await scene.call('GET', `/v1/integrations/${id}`, { token: scene.token });
  expect(json.integration.disabled).to.equal(false);
  expect(json.integration.health.consecutive_errors).to.equal(9);
});

it('a disabled hook can be enabled again and starts a new run', async () => {
  const scene = await createHookScene(() => ({ status: 500 }));
  const id = await scene.hook();
  await times(10, (device) => scene.publishFrom(device, 'temp'));
  const { status } = await scene.call('PUT', `/v1/integrations/${id}`, {
    token: scene.token,
    body: { event: 'temp', url: SERVER, disabled: false },
  });
  expect(status).to.equal(200);
  await scene.publishFrom(40, 'temp');
  expect(scene.sent.length).to.equal(11);
  const { json } = await scene.call('GET', `/v1/integrations/${id}`, { token: scene.token });
  expect(json.integration.health).to.include({ consecutive_errors: 1, disabled_reason: null });
});

it('the response event is named after the triggering event, not the filter', async () => {
  const scene = await createHookScene(() => ({ body: 'sunny' }));
  await scene.hook({ event: 'my-hooks' });
  await scene.publish('my-hooks/get_weather');
  expect(scene.told().at(-1)).to.equal('hook-response/my-hooks/get_weather/0: sunny');
});

it('response chunks of 512 bytes come at four per second', async () => {
  const answer = 'w'.repeat(2200);
  const scene = await createHookScene(() => ({ body: answer }));
  await scene.hook();
  await scene.publish('temp');
  const chunks = () => scene.stream.events().filter(({ event }) => event.startsWith('hook-response/'));
  expect(chunks().length).to.equal(1);
  await scene.advance(249);
  expect(chunks().length).to.equal(1);
  await scene.advance(1);
  expect(chunks().length).to.equal(2);
  await scene.advance(750);
  expect(chunks().map(({ event }) => event)).to.deep.equal([0, 1, 2, 3, 4].map((index) => `hook-response/temp/${index}`));
  const moments = chunks().map(({ data }) => Date.parse(data.published_at));
  expect(moments.map((moment) => moment - moments[0]!)).to.deep.equal([0, 250, 500, 750, 1000]);
  expect(chunks().map(({ data }) => length(data.data))).to.deep.equal([512, 512, 512, 512, 152]);
  expect(
    chunks()
      .map(({ data }) => data.data)
      .join(''),
  ).to.equal(answer);
});

it('the first 100 KB of an answer are sent and the rest is dropped', async () => {
  const scene = await createHookScene(() => ({ body: 'x'.repeat(120 * 1024) }));
  await scene.hook();
  await scene.publish('temp');
  await scene.advance(60_000);
  const chunks = scene.stream.events().filter(({ event }) => event.startsWith('hook-response/'));
  expect(chunks.length).to.equal(200);
  expect(chunks.reduce((sum, { data }) => sum + length(data.data), 0)).to.equal(102_400);
});

it('an error of the server comes back in the response event', async () => {
  const scene = await createHookScene(() => ({ status: 404, body: 'nothing here' }));
  await scene.hook();
  await scene.publish('temp');
  expect(scene.told()).to.deep.equal(['temp: ', 'hook-sent/temp: undefined', 'hook-response/temp/0: error status 404 from server.example']);
});

it('a product’s hook is triggered by any device of the product, and by no other', async () => {
  const scene = await createHookScene();
  const { json: created } = await scene.call('POST', '/v1/user/products', {
    token: scene.token,
    body: { product: { name: 'demo', platform_id: 6 } },
  });
  const product = (created.product?.id ?? created.id) as number;
  const made = await scene.call('POST', `/v1/products/${product}/integrations`, {
    token: scene.token,
    body: { event: 'temp', url: SERVER },
  });
  expect(made.status).to.equal(201);
  await scene.publish('temp', 'from the account');
  expect(scene.sent.length).to.equal(0);
  await scene.call('POST', `/v1/products/${product}/events`, { token: scene.token, body: { name: 'temp', data: 'from the product' } });
  await scene.advance(0);
  expect(scene.sent.length).to.equal(1);
  await scene.store.transaction(['devices'], 'readwrite', async (tx) => {
    const device = (await tx.getAll('devices', { limit: 1 }))[0]!;
    await tx.put('devices', { ...device, id: 'e00fce680000000000000777', name: 'in_product', product_id: product, owner_id: null });
  });
  await scene.publishFrom(777, 'temp', 'from a device of the product');
  expect(scene.sent.length).to.equal(2);
});
