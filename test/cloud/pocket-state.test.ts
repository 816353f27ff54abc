// The cloud as a file, from the start, and the same again from the same seed.
import { expect } from '@esm-bundle/chai';
import { createTestCloud, settle, type TestCloud } from '../support/test-cloud.ts';

async function used(seed = 'test'): Promise<TestCloud & { token: string }> {
  const cloud = createTestCloud({ seed, http: () => ({ body: 'yes' }) });
  const token = await cloud.login();
  await cloud.call('POST', '/v1/user/products', { token, body: { product: { name: 'Lamp', platform_id: 3 } } });
  await cloud.call('POST', '/v1/devices/events', { token, body: { name: 'FirstEvent', data: 'x' } });
  await cloud.advance(5_000);
  return { ...cloud, token };
}

it('the same seed and the same requests give the same bytes', async () => {
  const [one, two, other] = [await used(), await used(), await used('else')];
  const file = async (cloud: TestCloud) => (await cloud.call('GET', '/pocket/export')).response.text();
  expect(await file(one)).to.equal(await file(two));
  expect(one.token).to.equal(two.token);
  expect(one.token).to.not.equal(other.token);
});

it('an exported cloud, imported into another, is the same cloud: tokens, products, history, ids to come', async () => {
  const from = await used();
  const file = (await from.call('GET', '/pocket/export')).json;
  const into = createTestCloud({ seed: 'else' });
  expect((await into.call('POST', '/pocket/import', { body: file })).json).to.deep.equal({ ok: true });
  const again = (await into.call('GET', '/pocket/export')).json;
  expect(again.tables).to.deep.equal({ ...file.tables, settings: [{ ...file.tables.settings[0], time: again.tables.settings[0].time }] });
  expect((await into.call('GET', '/v1/products', { token: from.token })).json.products.length).to.equal(1);
  expect((await into.call('GET', '/pocket/clock')).json.now).to.equal(file.exported_at);
  expect(await into.login()).to.equal(await from.login());
});

it('binaries survive as bytes', async () => {
  const from = createTestCloud();
  await from.cloud.ready;
  const row = {
    id: 'b'.repeat(24),
    bytes: new Uint8Array([0, 1, 127, 128, 255]),
    platform_id: 3,
    created_at: '2026-01-01T00:00:00.000Z',
    expires_at: null,
  };
  await from.store.transaction(['binaries'], 'readwrite', (tx) => tx.put('binaries', row));
  const into = createTestCloud();
  await into.call('POST', '/pocket/import', { body: (await from.call('GET', '/pocket/export')).json });
  expect(await into.store.transaction(['binaries'], 'readonly', (tx) => tx.getAll('binaries'))).to.deep.equal([row]);
});

it('the file says what is in it', async () => {
  const { call } = createTestCloud();
  const { json, response } = await call('GET', '/pocket/export');
  expect(json.contains).to.contain('access tokens').and.to.contain('password');
  expect(response.headers.get('content-disposition')).to.contain('attachment');
});

it('a file that is none changes nothing and names what is wrong', async () => {
  const cloud = await used();
  const file = (await cloud.call('GET', '/pocket/export')).json;
  const refused = async (change: object): Promise<string> => {
    const { status, json } = await cloud.call('POST', '/pocket/import', { body: { ...file, ...change } });
    expect(status).to.equal(400);
    return json.errors[0];
  };
  const tables = (change: object) => ({ tables: { ...file.tables, ...change } });
  expect(await refused({ format: 'x' })).to.contain('format');
  expect(await refused({ schema: 99 })).to.contain('schema');
  expect(await refused({ tables: null })).to.contain('tables');
  expect(await refused(tables({ moons: [] }))).to.contain('tables.moons');
  expect(await refused(tables({ devices: [{ id: 'x' }] }))).to.contain('tables.devices[0].name');
  expect(await refused(tables({ devices: [5] }))).to.contain('tables.devices[0]');
  expect(await refused(tables({ settings: [] }))).to.contain('tables.settings');
  expect(await refused(tables({ settings: [{ ...file.tables.settings[0], time: { epoch: 1, origin: 1 } }] }))).to.contain('time');
  expect(await refused(tables({ settings: [{ ...file.tables.settings[0], sequence: 'many' }] }))).to.contain('sequence');
  expect((await cloud.call('GET', '/pocket/export')).json.tables).to.deep.equal(file.tables);
});

it('reset gives a new starter account, forgets the rest and ends every stream', async () => {
  const cloud = await used();
  const stream = await cloud.listen('/v1/devices/events', cloud.token);
  await cloud.call('POST', '/pocket/reset', { body: { seed: 'fresh' } });
  await settle();
  expect(stream.ended()).to.equal(true);
  expect((await cloud.call('GET', '/v1/user', { token: cloud.token })).status).to.equal(401);
  expect((await cloud.call('GET', '/pocket/events')).json.events).to.deep.equal([]);
  const fresh = createTestCloud({ seed: 'fresh' });
  expect(await cloud.login()).to.equal(await fresh.login());
});

it('two tabs that boot at once make one cloud', async () => {
  const one = createTestCloud({ seed: 'one' });
  const two = createTestCloud({ seed: 'two', store: one.store });
  await Promise.all([one.cloud.ready, two.cloud.ready]);
  const users = await one.store.transaction(['users'], 'readonly', (tx) => tx.getAll('users'));
  expect(users.map((user) => user.username)).to.deep.equal(['student@example.com']);
});

it('the starter account has a virtual board and a webhook to the echo server', async () => {
  const { call, login } = createTestCloud();
  const token = await login();
  const [device] = (await call('GET', '/v1/devices', { token })).json;
  expect(device).to.include({ name: 'pocket_board', platform_id: 3, product_id: 3, online: false });
  expect(device.id).to.match(/^e00fce68[0-9a-f]{16}$/);
  const [hook] = (await call('GET', '/v1/integrations', { token })).json;
  expect(hook).to.include({ event: 'FirstEvent', url: 'https://echo.example/first-event', integration_type: 'Webhook' });
});

it('settings change the rule set and the allowed hosts, nothing else', async () => {
  const { call } = createTestCloud();
  const { json } = await call('PUT', '/pocket/settings', {
    body: { rules: 'current', allowed_hosts: ['API.Example.com', 'api.example.com'] },
  });
  expect(json).to.deep.include({ rules: 'current', allowed_hosts: ['api.example.com'] });
  expect(json).to.not.have.property('seed');
  expect((await call('PUT', '/pocket/settings', { body: { rules: '2017' } })).status).to.equal(400);
  expect((await call('PUT', '/pocket/settings', { body: { allowed_hosts: ['https://x.com/'] } })).status).to.equal(400);
  expect((await call('GET', '/pocket/info')).json).to.include({ rules: 'current', saved: false, home: 'page', name: 'pocket-cloud' });
});

it('the change feed greets, then names what changed, but never a secret', async () => {
  const cloud = createTestCloud();
  const feed = await cloud.listen('/pocket/changes');
  const token = await cloud.login();
  const { json } = await cloud.call('POST', '/v1/clients', { token, body: { name: 'App', type: 'installed' } });
  await cloud.call('POST', '/v1/users', { body: { username: 'new@example.com', password: 'geheimgeheim' } });
  await cloud.call('POST', '/v1/device_claims', { token });
  await cloud.call('POST', '/v1/devices/events', { token, body: { name: 'temp' } });
  await settle();
  expect(feed.events()[0]).to.deep.include({ event: 'hello' });
  const changes = feed
    .events()
    .filter(({ event }) => event === 'change')
    .map(({ data }) => data);
  expect(changes.map(({ table }) => table)).to.include.members(['tokens', 'clients', 'users', 'claim_codes', 'events']);
  expect(changes.find(({ table }) => table === 'events').ids).to.deep.equal([1]);
  expect(feed.text()).to.not.contain(token).and.to.not.contain(json.client.secret).and.to.not.contain('geheim');
  await feed.close();
});

it('a full disk is answered 507, loses nothing, and the cloud goes on when there is room', async () => {
  const cloud = await used();
  const before = (await cloud.call('GET', '/pocket/export')).json.tables;
  const { transaction } = cloud.store;
  const { ApiError } = await import('../../src/model/errors.ts');
  cloud.store.transaction = (tables, mode, work) =>
    transaction(tables, mode, async (tx) => {
      const result = await work(tx);
      if (mode === 'readwrite') throw new ApiError('quota_exceeded', 'The browser gives this site no more storage.');
      return result;
    });
  const publish = () => cloud.call('POST', '/v1/devices/events', { token: cloud.token, body: { name: 'x' } });
  expect(await publish()).to.deep.include({ status: 507, json: { ok: false, error: 'The browser gives this site no more storage.' } });
  cloud.store.transaction = transaction;
  expect((await cloud.call('GET', '/pocket/export')).json.tables).to.deep.equal(before);
  expect((await publish()).status).to.equal(200);
});

it('a file that would break time or the timeline is refused, and a date beyond all dates is not followed', async () => {
  const file = (await createTestCloud().call('GET', '/pocket/export')).json;
  const settings = file.tables.settings[0];
  const refused = async (change: object) => {
    const { status, json } = await createTestCloud().call('POST', '/pocket/import', { body: { ...file, ...change } });
    expect(status, JSON.stringify(change)).to.equal(400);
    return json.errors[0] as string;
  };
  const timed = (time: object) => ({ tables: { ...file.tables, settings: [{ ...settings, time: { ...settings.time, ...time } }] } });
  expect(await refused(timed({ rate: 1e300 }))).to.include('time');
  expect(await refused(timed({ rate: -1 }))).to.include('time');
  const job = { id: 1, kind: 'nonsense', due: 0, lease_until: 0, payload: {} };
  expect(await refused({ tables: { ...file.tables, jobs: [job] } })).to.include('jobs[0]');
  expect(await refused({ tables: { ...file.tables, jobs: [{ ...job, kind: 'deliver' }] } })).to.include('jobs[0]');
  const cloud = createTestCloud();
  expect((await cloud.call('POST', '/pocket/import', { body: { ...file, exported_at: '+275760-09-13T00:00:00.000Z' } })).status).to.equal(
    200,
  );
  expect((await cloud.call('GET', '/pocket/info')).status).to.equal(200);
});
