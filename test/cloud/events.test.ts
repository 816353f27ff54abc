// Publish and event streams: rules, scopes, framing, resume (spec/cloud-api.md §4).
import { expect } from '@esm-bundle/chai';
import { connectDevice } from '../support/connect-device.ts';
import { createTestCloud, settle, type TestCloud } from '../support/test-cloud.ts';

const publish = (cloud: TestCloud, token: string, name: string, data?: string, path = '/v1/devices/events') =>
  cloud.call('POST', path, { token, body: { name, data } });

async function withProduct(): Promise<TestCloud & { token: string; product: number; device: string }> {
  const cloud = createTestCloud();
  const token = await cloud.login();
  const device = (await cloud.call('GET', '/v1/devices', { token })).json[0].id;
  const made = await cloud.call('POST', '/v1/user/products', { token, body: { product: { name: 'Lamp', platform_id: 3 } } });
  const product = made.json.product.id;
  await cloud.call('POST', `/v1/products/${product}/devices`, { token, body: { id: device } });
  return { ...cloud, token, product, device };
}

it('a stream begins with :ok and carries one frame an event, byte for byte', async () => {
  const cloud = createTestCloud();
  const token = await cloud.login();
  const stream = await cloud.listen(`/v1/devices/events?access_token=${token}`);
  const { status, json } = await publish(cloud, token, 'temp', '72');
  await settle();
  expect(status).to.equal(200);
  expect(json).to.deep.equal({ ok: true });
  expect(stream.text()).to.equal(
    ':ok\n\nevent: temp\ndata: {"data":"72","ttl":"60","published_at":"2026-01-01T12:00:00.000Z","coreid":"api"}\n\n',
  );
  await stream.close();
});

it('the stream says what kind it is before its first byte', async () => {
  const { cloud, login } = createTestCloud();
  const token = await login();
  const response = await cloud.fetch(new Request(`https://x.example/cloud/v1/devices/events?access_token=${token}`));
  expect(response.headers.get('content-type')).to.equal('text/event-stream');
  expect(response.headers.get('cache-control')).to.equal('no-cache');
  await response.body?.cancel();
});

it('a silent stream gets a bare newline every nine seconds', async () => {
  const { listen, login, advance } = createTestCloud();
  const stream = await listen('/v1/devices/events', await login());
  await advance(8_999);
  expect(stream.text()).to.equal(':ok\n\n');
  await advance(1);
  expect(stream.text()).to.equal(':ok\n\n\n');
  await advance(18_000);
  expect(stream.text()).to.equal(':ok\n\n\n\n\n');
  await stream.close();
});

it('a product stream adds product id, privacy and firmware version of the device', async () => {
  const cloud = await withProduct();
  await cloud.call('POST', `/pocket/devices/${cloud.device}/handshake`, {
    body: { platform_id: 3, product_id: cloud.product, firmware_version: 7, system_firmware_version: '6.3.0' },
  });
  const stream = await cloud.listen(`/v1/products/${cloud.product}/events`, cloud.token);
  await cloud.call('POST', `/pocket/devices/${cloud.device}/events`, { body: { name: 'temp', data: '1' } });
  await settle();
  const { data } = stream.events().find(({ event }) => event === 'temp') as { data: Record<string, unknown> };
  expect(Object.keys(data)).to.deep.equal(['data', 'ttl', 'published_at', 'coreid', 'userid', 'version', 'public', 'productID']);
  expect(data).to.include({ coreid: cloud.device, version: 7, public: false, productID: cloud.product });
  await stream.close();
});

it('a product publish reaches the product stream and not the account’s own', async () => {
  const cloud = await withProduct();
  const mine = await cloud.listen('/v1/devices/events', cloud.token);
  const all = await cloud.listen('/v1/events/only', cloud.token);
  const product = await cloud.listen(`/v1/products/${cloud.product}/events`, cloud.token);
  await publish(cloud, cloud.token, 'only-product', '1', `/v1/products/${cloud.product}/events`);
  await publish(cloud, cloud.token, 'only-mine', '1');
  await settle();
  expect(mine.events().map(({ event }) => event)).to.deep.equal(['only-mine']);
  expect(all.events().map(({ event }) => event)).to.deep.equal(['only-mine']);
  expect(product.events().map(({ event }) => event)).to.deep.equal(['only-product']);
  await Promise.all([mine, all, product].map((stream) => stream.close()));
});

it('a device stream carries what that device said, and a product device stream too', async () => {
  const cloud = await withProduct();
  const streams = [
    await cloud.listen(`/v1/devices/${cloud.device}/events`, cloud.token),
    await cloud.listen('/v1/devices/pocket_board/events', cloud.token),
    await cloud.listen(`/v1/products/${cloud.product}/devices/${cloud.device.toUpperCase()}/events`, cloud.token),
    await cloud.listen(`/v1/products/${cloud.product}/devices/events/said`, cloud.token),
  ];
  await publish(cloud, cloud.token, 'said-by-api');
  await cloud.call('POST', `/pocket/devices/${cloud.device}/events`, { body: { name: 'said-by-device' } });
  await settle();
  for (const stream of streams) expect(stream.events().map(({ event }) => event)).to.deep.equal(['said-by-device']);
  await Promise.all(streams.map((stream) => stream.close()));
});

it('prefixes are case-sensitive, decoded, and may hold slashes', async () => {
  const cloud = createTestCloud();
  const token = await cloud.login();
  const encoded = await cloud.listen('/v1/devices/events/room%2Fa', token);
  const plain = await cloud.listen('/v1/events/room/a', token);
  for (const name of ['room/a', 'room/abc', 'Room/a', 'room']) await publish(cloud, token, name);
  await settle();
  for (const stream of [encoded, plain]) {
    expect(stream.events().map(({ event }) => event)).to.deep.equal(['room/a', 'room/abc']);
    await stream.close();
  }
});

it('an unknown device, product or token is refused as JSON before the stream begins', async () => {
  const { call, login } = createTestCloud();
  const token = await login();
  expect((await call('GET', '/v1/devices/ffffffffffffffffffffffff/events', { token })).status).to.equal(403);
  expect((await call('GET', '/v1/products/999/events', { token })).json).to.deep.equal({ ok: false, error: 'Product not found.' });
  expect((await call('GET', '/v1/devices/events')).json.error).to.equal('invalid_request');
  expect((await call('GET', '/v1/devices/events?access_token=x')).json.error).to.equal('invalid_token');
  expect((await call('GET', '/v1/events', { token })).status).to.equal(400);
});

it('a stream resumes behind an event id, without a gap and without a double', async () => {
  const cloud = createTestCloud();
  const token = await cloud.login();
  for (let n = 1; n <= 450; n++) await publish(cloud, token, `n${n}`);
  const first = (await cloud.call('GET', '/pocket/events?limit=1&prefix=n10')).json.events.at(-1).id - 9;
  const [stream] = await Promise.all([
    cloud.listen(`/v1/devices/events?after=${first + 9}`, token),
    publish(cloud, token, 'n451'),
    publish(cloud, token, 'n452'),
  ]);
  await publish(cloud, token, 'n453');
  await settle();
  const names = stream.events().map(({ event }) => event);
  expect(new Set(names).size).to.equal(names.length);
  expect(names.at(-1)).to.equal('n453');
  expect(names.slice(-4)).to.deep.equal(['n450', 'n451', 'n452', 'n453']);
  await stream.close();
});

it('one encoded chunk serves fifty streams, and a closed one gets nothing more', async () => {
  const cloud = createTestCloud();
  const token = await cloud.login();
  const streams = await Promise.all(Array.from({ length: 50 }, () => cloud.listen('/v1/devices/events', token)));
  await streams[0]?.close();
  expect(cloud.cloud.openStreams).to.equal(49);
  await publish(cloud, token, 'all');
  await settle();
  expect(streams.map((stream) => stream.events().length)).to.deep.equal([0, ...Array.from({ length: 49 }, () => 1)]);
  await Promise.all(streams.map((stream) => stream.close()));
  expect(cloud.cloud.openStreams).to.equal(0);
});

it('drain ends every stream cleanly', async () => {
  const cloud = createTestCloud();
  const token = await cloud.login();
  const streams = [
    await cloud.listen('/v1/devices/events', token),
    await cloud.listen('/pocket/changes'),
    await cloud.listen('/pocket/events/stream'),
  ];
  void cloud.cloud.drain();
  await settle();
  expect(streams.map((stream) => stream.ended())).to.deep.equal([true, true, true]);
  expect(cloud.cloud.openStreams).to.equal(0);
});

it('a stream ends with the right to it: a revoked token, a member who left, a token that expired', async () => {
  const cloud = createTestCloud();
  const token = await cloud.login();
  const { product } = (await cloud.call('POST', '/v1/user/products', { token, body: { product: { name: 'Lamp', platform_id: 3 } } })).json;
  await cloud.call('POST', '/v1/users', { body: { username: 'mate@example.com', password: 'mate-secret' } });
  await cloud.call('POST', `/v1/products/${product.id}/team`, { token, body: { username: 'mate@example.com' } });
  const mate = await cloud.login('mate@example.com', 'mate-secret');
  const short = new URLSearchParams({
    grant_type: 'password',
    username: 'student@example.com',
    password: 'pocket-cloud',
    expires_in: '60',
  });
  const brief = (
    await cloud.call('POST', '/oauth/token', { body: short, headers: { authorization: `Basic ${btoa('particle:particle')}` } })
  ).json.access_token;
  const revoked = await cloud.login();
  const streams = {
    kept: await cloud.listen('/v1/devices/events', token),
    revoked: await cloud.listen('/v1/devices/events/a', revoked),
    member: await cloud.listen(`/v1/products/${product.id}/events`, mate),
    brief: await cloud.listen('/v1/devices/events', brief),
  };
  const ended = () => Object.entries(streams).flatMap(([name, stream]) => (stream.ended() ? [name] : []));
  await cloud.call('DELETE', `/v1/access_tokens/${revoked}`);
  await settle();
  expect(ended()).to.deep.equal(['revoked']);
  await cloud.call('DELETE', `/v1/products/${product.id}/team/mate@example.com`, { token });
  await settle();
  expect(ended()).to.deep.equal(['revoked', 'member']);
  cloud.clock.pass(60_000);
  await publish(cloud, token, 'late');
  await settle();
  expect(ended()).to.deep.equal(['revoked', 'member', 'brief']);
  expect(streams.brief.events()).to.deep.equal([]);
  expect(streams.kept.events().length).to.equal(1);
});

it('who comes back to a cloud that makes room for another is sent away at once', async () => {
  const cloud = createTestCloud();
  const token = await cloud.login();
  void cloud.cloud.drain();
  for (const path of ['/v1/devices/events', '/pocket/changes', '/pocket/events/stream?after=0']) {
    const stream = await cloud.listen(path, token);
    expect([path, stream.status, stream.ended()]).to.deep.equal([path, 200, true]);
  }
  expect(cloud.cloud.openStreams).to.equal(0);
});

it('events stored together are told in the order of their ids', async () => {
  const cloud = createTestCloud();
  const token = await cloud.login();
  const stream = await cloud.listen('/pocket/events/stream');
  // The first and third trigger a webhook: more to store, so they are done later.
  await Promise.all(['FirstEvent', 'plain', 'FirstEvent', 'plain'].map((name) => publish(cloud, token, name)));
  await settle();
  expect(stream.events().map(({ data }) => data.name)).to.deep.equal(['FirstEvent', 'plain', 'FirstEvent', 'plain']);
  const ids = stream.events().map(({ id }) => Number(id));
  expect(ids).to.deep.equal(ids.toSorted((a, b) => a - b));
  await stream.close();
});

it('publishes that come together get the ids, deliveries and jobs that they would get one by one', async () => {
  const stored = async (together: boolean) => {
    const cloud = createTestCloud({ seed: 'same' });
    const token = await cloud.login();
    const body = { event: 'Fir', url: 'https://two.example/' };
    expect((await cloud.call('POST', '/v1/integrations', { token, body })).status).to.equal(201);
    const names = ['FirstEvent', 'plain', 'FirstEvent', 'FirstEvent'];
    if (together) await Promise.all(names.map((name) => publish(cloud, token, name)));
    else for (const name of names) await publish(cloud, token, name);
    return cloud.store.transaction(['events', 'deliveries', 'jobs'], 'readonly', async (tx) => ({
      events: await tx.getAll('events'),
      deliveries: await tx.getAll('deliveries', { index: 'seq' }),
      jobs: await tx.getAll('jobs'),
    }));
  };
  const one = await stored(false);
  expect(one.deliveries.length).to.equal(6);
  expect(await stored(true)).to.deep.equal(one);
});

it('what another version of the cloud stored meanwhile reaches the streams of this one, once', async () => {
  const old = createTestCloud();
  const token = await old.login();
  await publish(old, token, 'before');
  const next = createTestCloud({ store: old.store, ports: { clock: old.clock } });
  await next.cloud.ready;
  const streams = [await next.listen('/v1/devices/events', token), await next.listen('/pocket/events/stream?after=0')];
  await publish(old, token, 'old1');
  await publish(next, token, 'new1');
  await publish(old, token, 'old2');
  await settle();
  await next.cloud.catchUp();
  await publish(next, token, 'new2');
  await settle();
  const told = (at: number): string[] => streams[at]!.events().map(({ event, data }) => (at === 0 ? event : data.name));
  expect(told(0).toSorted()).to.deep.equal(['new1', 'new2', 'old1', 'old2']);
  expect(told(1).toSorted()).to.deep.equal(['before', 'new1', 'new2', 'old1', 'old2']);
  await Promise.all(streams.map((stream) => stream.close()));
});

it('an imported file is not told as if it had just happened', async () => {
  const cloud = createTestCloud();
  const token = await cloud.login();
  for (let n = 0; n < 5; n++) await publish(cloud, token, 'past');
  const file = (await cloud.call('GET', '/pocket/export')).json;
  const other = createTestCloud();
  await other.call('POST', '/pocket/import', { body: file });
  const stream = await other.listen('/pocket/events/stream');
  await publish(other, token, 'now');
  await other.cloud.catchUp();
  await settle();
  expect(stream.events().map(({ data }) => data.name)).to.deep.equal(['now']);
  await stream.close();
});

it('the stream of a page in the back/forward cache is ended at the next keep-alive', async () => {
  let alive = true;
  const { listen, login, advance, cloud } = createTestCloud({ ports: { isAlive: async () => alive } });
  const stream = await listen('/v1/devices/events', await login());
  await advance(9_000);
  expect(stream.ended()).to.equal(false);
  alive = false;
  await advance(9_000);
  expect(stream.ended()).to.equal(true);
  expect(cloud.openStreams).to.equal(0);
});

it('HEAD on a stream leaves none open', async () => {
  const { call, cloud, login } = createTestCloud();
  expect((await call('HEAD', '/v1/devices/events', { token: await login() })).status).to.equal(200);
  await settle();
  expect(cloud.openStreams).to.equal(0);
});

it('publish takes JSON, a form and ttl as text or number, and the token anywhere', async () => {
  const { call, login } = createTestCloud();
  const token = await login();
  const path = '/v1/devices/events';
  expect(
    (await call('POST', path, { token, body: new URLSearchParams({ name: 'a', data: 'x', private: 'true', ttl: '60' }) })).status,
  ).to.equal(200);
  expect((await call('POST', path, { body: { name: 'b', ttl: 30, access_token: token } })).status).to.equal(200);
  expect((await call('POST', `${path}/?access_token=${token}`, { body: { name: 'c', data: null } })).status).to.equal(200);
  const { events } = (await call('GET', '/pocket/events')).json;
  expect(events.map((event: { name: string; data: string | null; ttl: string }) => [event.name, event.data, event.ttl])).to.deep.equal([
    ['c', null, '60'],
    ['b', null, '30'],
    ['a', 'x', '60'],
  ]);
});

it('publish refuses what is no event and names the field', async () => {
  const { call, login } = createTestCloud();
  const token = await login();
  const refused = async (body: unknown) => {
    const { status, json } = await call('POST', '/v1/devices/events', { token, body });
    return `${status} ${json.error ?? json.errors[0]}`.split(':')[0];
  };
  expect(await refused({})).to.equal('400 name');
  expect(await refused({ name: '' })).to.equal('400 name');
  expect(await refused({ name: 'x'.repeat(65) })).to.equal('400 name');
  expect(await refused({ name: 'grüße' })).to.equal('400 name');
  expect(await refused({ name: 'a\nevent' })).to.equal('400 name');
  expect(await refused({ name: 5 })).to.equal('400 name');
  expect(await refused({ name: 'a', data: 'x'.repeat(1025) })).to.equal('400 data');
  expect(await refused({ name: 'a', data: 'ü'.repeat(513) })).to.equal('400 data');
  expect(await refused({ name: 'a', data: { t: 1 } })).to.equal('400 data');
  expect(await refused({ name: 'a', ttl: 'soon' })).to.equal('400 ttl');
  expect((await call('GET', '/pocket/events')).json.events).to.deep.equal([]);
});

it('a name of 64 characters and data of 1024 bytes pass', async () => {
  const { call, login } = createTestCloud();
  const { status } = await call('POST', '/v1/devices/events', {
    token: await login(),
    body: { name: 'x'.repeat(64), data: 'ü'.repeat(512) },
  });
  expect(status).to.equal(200);
});

it('concurrent publishes share transactions and keep their order', async () => {
  const cloud = createTestCloud();
  const token = await cloud.login();
  let transactions = 0;
  const { transaction } = cloud.store;
  cloud.store.transaction = (tables, mode, work) => {
    if (mode === 'readwrite') transactions++;
    return transaction(tables, mode, work);
  };
  await Promise.all(Array.from({ length: 32 }, (_, n) => publish(cloud, token, `p${n}`)));
  const { events } = (await cloud.call('GET', '/pocket/events')).json;
  expect(events.map((event: { name: string }) => event.name).reverse()).to.deep.equal(Array.from({ length: 32 }, (_, n) => `p${n}`));
  expect(transactions).to.be.below(8);
});

it('the first test event passes through the starter webhook to the response', async () => {
  const cloud = createTestCloud({ http: () => ({ body: 'hello' }) });
  const token = await cloud.login();
  const stream = await cloud.listen('/v1/devices/events', token);
  await publish(cloud, token, 'FirstEvent', 'x');
  await cloud.advance(1000);
  expect(cloud.sent.map((request) => request.url)).to.deep.equal(['https://echo.example/first-event']);
  expect(stream.events().map((event) => event.event)).to.deep.equal(['FirstEvent', 'hook-sent/FirstEvent', 'hook-response/FirstEvent/0']);
  expect(stream.events()[2]?.data.data).to.equal('hello');
  await stream.close();
});

it('a device that changes hands takes no ear along: each owner hears what was said while it was theirs', async () => {
  const cloud = createTestCloud();
  const first = await cloud.login();
  const { id } = (await cloud.call('GET', '/v1/devices', { token: first })).json[0];
  await cloud.call('POST', '/v1/users', { body: { username: 'next@example.com', password: 'next-secret' } });
  const second = await cloud.login('next@example.com', 'next-secret');
  await connectDevice(cloud, id);
  const say = (name: string) => cloud.call('POST', `/pocket/devices/${id}/events`, { body: { name, data: '' } });
  const former = await cloud.listen(`/v1/devices/${id}/events`, first);
  await say('while-first');
  await cloud.call('DELETE', `/v1/devices/${id}`, { token: first });
  expect((await cloud.call('POST', '/v1/devices', { token: second, body: { id } })).status).to.equal(200);
  const owner = await cloud.listen(`/v1/devices/${id}/events?after=0`, second);
  await cloud.advance(2_000);
  await say('while-second');
  await settle();
  expect(former.text()).to.include('event: while-first').and.not.include('while-second');
  expect(owner.text()).to.include('event: while-second').and.not.include('while-first');
  await former.close();
  await owner.close();
});
