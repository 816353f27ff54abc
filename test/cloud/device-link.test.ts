// A device is online while its link is open; calls go down the link, answers and events come up.
import { expect } from '@esm-bundle/chai';
import { createTestCloud, settle, type TestCloud } from '../support/test-cloud.ts';

const HELLO = {
  platform_id: 3,
  system_firmware_version: '6.2.0',
  functions: ['led'],
  variables: { temp: 'int32' },
  subscriptions: ['hook-response/'],
};

async function withDevice(): Promise<TestCloud & { token: string; id: string; path: string }> {
  const cloud = createTestCloud();
  const token = await cloud.login();
  const { id } = (await cloud.call('GET', '/v1/devices', { token })).json[0];
  return { ...cloud, token, id, path: `/pocket/devices/${id}` };
}

const online = async (cloud: TestCloud & { token: string; id: string }): Promise<boolean> =>
  (await cloud.call('GET', `/v1/devices/${cloud.id}`, { token: cloud.token })).json.online;

const statuses = async (cloud: TestCloud): Promise<string[]> =>
  (await cloud.call('GET', '/pocket/events?prefix=spark/status')).json.events.map((event: { data: string }) => event.data).reverse();

it('a device that shook hands is online while its link is open, and the cloud says so once', async () => {
  const cloud = await withDevice();
  expect((await cloud.call('POST', `${cloud.path}/handshake`, { body: HELLO })).json).to.include({ ok: true, id: cloud.id, online: false });
  expect(await online(cloud)).to.equal(false);
  const link = await cloud.listen(`${cloud.path}/link`);
  expect(await online(cloud)).to.equal(true);
  await cloud.call('POST', `${cloud.path}/handshake`, { body: HELLO });
  await link.close();
  expect(await online(cloud)).to.equal(false);
  expect(await statuses(cloud)).to.deep.equal(['online', 'offline']);
});

it('a link without a handshake does not make a device online; the handshake after it does', async () => {
  const cloud = await withDevice();
  const link = await cloud.listen(`${cloud.path}/link`);
  expect(await online(cloud)).to.equal(false);
  await cloud.call('POST', `${cloud.path}/handshake`, { body: HELLO });
  expect(await online(cloud)).to.equal(true);
  await link.close();
});

it('a second link replaces the first without going offline', async () => {
  const cloud = await withDevice();
  await cloud.call('POST', `${cloud.path}/handshake`, { body: HELLO });
  const first = await cloud.listen(`${cloud.path}/link`);
  const second = await cloud.listen(`${cloud.path}/link`);
  await settle();
  expect(first.ended()).to.equal(true);
  expect(await online(cloud)).to.equal(true);
  expect(await statuses(cloud)).to.deep.equal(['online']);
  await second.close();
});

it('a function call goes down the link and its answer comes back', async () => {
  const cloud = await withDevice();
  await cloud.call('POST', `${cloud.path}/handshake`, { body: HELLO });
  const link = await cloud.listen(`${cloud.path}/link`);
  const calling = cloud.call('POST', `/v1/devices/${cloud.id}/led`, { token: cloud.token, body: { arg: 'on' } });
  await settle();
  const { event, data } = link.events()[0] as { event: string; data: Record<string, unknown> };
  expect(event).to.equal('call');
  expect(data).to.include({ type: 'function', name: 'led', arg: 'on' });
  await cloud.call('POST', `${cloud.path}/link/${String(data['id'])}`, { body: { ok: true, value: 42 } });
  expect((await calling).json).to.include({ return_value: 42, connected: true });
  expect((await cloud.call('POST', `${cloud.path}/link/${String(data['id'])}`, { body: { ok: true } })).status).to.equal(404);
  await link.close();
});

it('a device that does not answer times out on the clock', async () => {
  const cloud = await withDevice();
  await cloud.call('POST', `${cloud.path}/handshake`, { body: HELLO });
  const link = await cloud.listen(`${cloud.path}/link`);
  const calling = cloud.call('GET', `/v1/devices/${cloud.id}/temp`, { token: cloud.token });
  await settle();
  await cloud.advance(60_000);
  expect((await calling).status).to.equal(408);
  await link.close();
});

it('a call that waits ends when the link does', async () => {
  const cloud = await withDevice();
  await cloud.call('POST', `${cloud.path}/handshake`, { body: HELLO });
  const link = await cloud.listen(`${cloud.path}/link`);
  const calling = cloud.call('GET', `/v1/devices/${cloud.id}/temp`, { token: cloud.token });
  await settle();
  await link.close();
  expect((await calling).status).to.equal(408);
});

it('events that a device subscribed to come down its link, others do not', async () => {
  const cloud = await withDevice();
  await cloud.call('POST', `${cloud.path}/handshake`, { body: HELLO });
  const link = await cloud.listen(`${cloud.path}/link`);
  await cloud.call('POST', '/v1/devices/events', { token: cloud.token, body: { name: 'hook-response/x/0', data: 'yes' } });
  await cloud.call('POST', '/v1/devices/events', { token: cloud.token, body: { name: 'other', data: 'no' } });
  await settle();
  expect(link.events().map(({ data }) => [data.type, data.name, data.data])).to.deep.equal([['event', 'hook-response/x/0', 'yes']]);
  await link.close();
});

it('a device that joins a product while it is linked hears that product at once', async () => {
  const cloud = await withDevice();
  await cloud.call('POST', `${cloud.path}/handshake`, { body: { ...HELLO, subscriptions: ['to-all'] } });
  const link = await cloud.listen(`${cloud.path}/link`);
  const { product } = (
    await cloud.call('POST', '/v1/user/products', { token: cloud.token, body: { product: { name: 'Lamp', platform_id: 3 } } })
  ).json;
  const say = () => cloud.call('POST', `/v1/products/${product.id}/events`, { token: cloud.token, body: { name: 'to-all' } });
  await say();
  await cloud.call('POST', `/v1/products/${product.id}/devices`, { token: cloud.token, body: { id: cloud.id } });
  await settle();
  expect(link.events()).to.deep.equal([]);
  await say();
  await settle();
  expect(link.events().map(({ data }) => data.name)).to.deep.equal(['to-all']);
  await link.close();
});

it('a device publishes as itself, but not as the cloud and not faster than one a second after four', async () => {
  const cloud = await withDevice();
  await cloud.call('POST', `${cloud.path}/handshake`, { body: HELLO });
  const publish = async (name: string) => (await cloud.call('POST', `${cloud.path}/events`, { body: { name, data: '1' } })).status;
  expect(await publish('SPARK/status')).to.equal(400);
  expect(await publish('particleX')).to.equal(400);
  expect([await publish('a'), await publish('a'), await publish('a'), await publish('a'), await publish('a')]).to.deep.equal([
    200, 200, 200, 200, 429,
  ]);
  await cloud.advance(1000);
  expect([await publish('a'), await publish('a')]).to.deep.equal([200, 429]);
  const { coreid, origin, user_id } = (await cloud.call('GET', '/pocket/events?limit=1&origin=device')).json.events[0];
  expect(coreid).to.equal(cloud.id);
  expect(origin).to.equal('device');
  expect(user_id).to.match(/^[0-9a-f]{24}$/);
});

it('the fifth event at once is refused with the seconds to wait', async () => {
  const cloud = await withDevice();
  for (let n = 0; n < 4; n++) await cloud.call('POST', `${cloud.path}/events`, { body: { name: 'a' } });
  const { response } = await cloud.call('POST', `${cloud.path}/events`, { body: { name: 'a' } });
  expect(response.headers.get('retry-after')).to.equal('1');
});

it('how much data a device may send follows its Device OS', async () => {
  const cloud = await withDevice();
  const size = async (version: string, bytes: number): Promise<number> => {
    await cloud.call('POST', `${cloud.path}/handshake`, { body: { ...HELLO, system_firmware_version: version } });
    await cloud.advance(10_000);
    return (await cloud.call('POST', `${cloud.path}/events`, { body: { name: 'a', data: 'x'.repeat(bytes) } })).status;
  };
  expect([await size('0.7.0', 255), await size('0.7.0', 256)]).to.deep.equal([200, 400]);
  expect([await size('1.5.2', 622), await size('1.5.2', 623)]).to.deep.equal([200, 400]);
  expect([await size('4.1.0', 1024), await size('4.1.0', 1025)]).to.deep.equal([200, 400]);
  expect([await size('6.3.0', 16_384), await size('6.3.0', 16_385)]).to.deep.equal([200, 400]);
});

it('a board that nobody knows becomes known by its handshake, and belongs to nobody', async () => {
  const cloud = await withDevice();
  const id = 'e00fce68aaaaaaaaaaaaaaaa';
  expect((await cloud.call('GET', `/pocket/devices/${id}/link`)).status).to.equal(404);
  expect((await cloud.call('POST', `/pocket/devices/${id}/handshake`, { body: { ...HELLO, platform_id: 12 } })).json).to.include({
    id,
    owner_id: null,
  });
  const link = await cloud.listen(`/pocket/devices/${id}/link`);
  expect((await cloud.call('POST', '/v1/devices', { token: cloud.token, body: { id } })).status).to.equal(200);
  await link.close();
});

it('a handshake that makes no sense is refused and names the field', async () => {
  const cloud = await withDevice();
  const say = async (change: object, path = cloud.path) => {
    const { status, json } = await cloud.call('POST', `${path}/handshake`, { body: { ...HELLO, ...change } });
    return `${status} ${json.errors[0]}`;
  };
  expect(await say({ platform_id: 'x' })).to.match(/^400 platform_id/);
  expect(await say({ platform_id: 12 })).to.match(/^409 platform_id/);
  expect(await say({ functions: [1] })).to.match(/^400 functions/);
  expect(await say({ variables: { a: 'float' } })).to.match(/^400 variables/);
  expect(await say({}, '/pocket/devices/xyz')).to.match(/^400 /);
});

it('a device that was online when the worker died is offline in its next life, until it links again', async () => {
  const cloud = await withDevice();
  await cloud.call('POST', `${cloud.path}/handshake`, { body: HELLO });
  await cloud.listen(`${cloud.path}/link`);
  const next = createTestCloud({ store: cloud.store });
  expect((await next.call('GET', `/v1/devices/${cloud.id}`, { token: cloud.token })).json.online).to.equal(false);
  const link = await next.listen(`${cloud.path}/link`);
  expect((await next.call('GET', `/v1/devices/${cloud.id}`, { token: cloud.token })).json.online).to.equal(true);
  expect(await statuses(next)).to.deep.equal(['online', 'offline', 'online']);
  await link.close();
});
