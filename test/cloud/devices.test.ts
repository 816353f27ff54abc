// The devices of an account: found, renamed, claimed, handed over, given up (spec/cloud-api.md §1.6, §2.1–2.3).
import { expect } from '@esm-bundle/chai';
import { connectDevice } from '../support/connect-device.ts';
import { createTestCloud } from '../support/test-cloud.ts';

async function withBoard() {
  const test = createTestCloud();
  const token = await test.login();
  const [board] = (await test.call('GET', '/v1/devices', { token })).json;
  const other = async () => {
    await test.call('POST', '/v1/users', { body: { username: 'other@example.com', password: 'other-secret' } });
    return test.login('other@example.com', 'other-secret');
  };
  return { ...test, test, token, id: board.id as string, other };
}

it('the list is an array with the whole wire shape', async () => {
  const { call, token, id } = await withBoard();
  const { json } = await call('GET', '/v1/devices', { token });
  expect(json).to.have.length(1);
  expect(json[0]).to.deep.include({
    id,
    name: 'pocket_board',
    platform_id: 3,
    product_id: 3,
    status: 'normal',
    cellular: false,
    online: false,
    connected: false,
    notes: null,
    owner: 'student@example.com',
  });
  expect(json[0]).not.to.have.any.keys('owner_id', 'customer_id', 'virtual', 'created_at', 'app_hash');
});

it('a device is found by id in any case and by name', async () => {
  const { call, token, id } = await withBoard();
  for (const name of [id, id.toUpperCase(), 'pocket_board'])
    expect((await call('GET', `/v1/devices/${name}`, { token })).json.id).to.equal(id);
});

it('an unknown device and somebody else’s are 403 by the rules of 2016, 404 by the newer ones', async () => {
  const { call, id, other } = await withBoard();
  const token = await other();
  const answer = async (name: string) => {
    const { status, json } = await call('GET', `/v1/devices/${name}`, { token });
    return [status, json.error];
  };
  for (const name of [id, 'f'.repeat(24), 'nothing', '__proto__']) expect(await answer(name)).to.deep.equal([403, 'Permission Denied']);
  await call('PUT', '/pocket/settings', { body: { rules: 'current' } });
  expect((await answer(id))[0]).to.equal(404);
});

it('name and notes change, and the answer tells what', async () => {
  const { call, token, id } = await withBoard();
  const { json } = await call('PUT', `/v1/devices/${id}`, { token, body: { name: ' desk lamp ' } });
  expect([json.id, json.name]).to.deep.equal([id, 'desk lamp']);
  expect(json.updated_at).to.match(/Z$/);
  expect((await call('PUT', '/v1/devices/desk%20lamp', { token, body: new URLSearchParams({ notes: 'x' }) })).json.notes).to.equal('x');
  expect((await call('GET', `/v1/devices/${id}`, { token })).json).to.deep.include({ name: 'desk lamp', notes: 'x' });
});

it('a name that is taken, too long or reads as an id is refused', async () => {
  const { call, token, id } = await withBoard();
  const { product } = (await call('POST', '/v1/user/products', { token, body: { product: { name: 'Lamp', platform_id: 3 } } })).json;
  const second = (await call('POST', '/v1/devices', { token, body: { product_id: product.id } })).json.device_id;
  for (const name of ['POCKET_BOARD', 'a'.repeat(24), 'x'.repeat(65), ' ']) {
    const { status, json } = await call('PUT', `/v1/devices/${second}`, { token, body: { name } });
    expect([status, json.errors[0].includes('name')], name).to.deep.equal([400, true]);
  }
  expect((await call('PUT', `/v1/devices/${id}`, { token, body: {} })).status).to.equal(400);
});

it('a device that was given up can be claimed by whoever has it online', async () => {
  const { test, call, token, id, other } = await withBoard();
  const theirs = await other();
  expect((await call('POST', '/v1/devices', { token: theirs, body: { id } })).status).to.equal(403);
  expect((await call('DELETE', `/v1/devices/${id}`, { token })).json).to.deep.equal({ ok: true });
  expect((await call('GET', '/v1/devices', { token })).json).to.deep.equal([]);
  const offline = await call('POST', '/v1/devices', { token: theirs, body: { id } });
  expect([offline.status, offline.json.ok, offline.json.errors.length]).to.deep.equal([404, false, 1]);
  await connectDevice(test, id);
  const claimed = await call('POST', '/v1/devices', { token: theirs, body: { id } });
  expect(claimed.json).to.deep.include({ id, ok: true, connected: true });
  expect(claimed.json.user_id).to.equal((await call('GET', '/v1/user/identify', { token: theirs })).json.id);
});

it('an unknown device does not exist', async () => {
  const { call, token } = await withBoard();
  const { status, json } = await call('POST', '/v1/devices', { token, body: { id: 'f'.repeat(24) } });
  expect([status, json]).to.deep.equal([404, { ok: false, errors: ['device does not exist'] }]);
});

it('a transfer asks the owner by mail, and happens when the owner agrees', async () => {
  const { call, id, token, other } = await withBoard();
  const theirs = await other();
  const asked = await call('POST', '/v1/devices', { token: theirs, body: { id, request_transfer: true } });
  expect(asked.json).to.deep.equal({ ok: true, transfer_id: asked.json.transfer_id });
  expect(asked.json.transfer_id).to.match(/^[0-9a-f]{24}$/);
  const [mail] = (await call('GET', '/pocket/mails')).json.mails;
  expect(mail.to).to.equal('student@example.com');
  const code = new URL(mail.link, 'https://a.example/').searchParams.get('code');
  expect((await call('GET', `/pocket/transfers/${code}`)).json).to.deep.equal({ id, name: 'pocket_board' });
  expect((await call('POST', `/pocket/transfers/${code}`, { body: { accept: true } })).json).to.deep.equal({ ok: true });
  expect((await call('GET', '/v1/devices', { token })).json).to.deep.equal([]);
  expect((await call('GET', `/v1/devices/${id}`, { token: theirs })).json.owner).to.equal('other@example.com');
  expect((await call('POST', `/pocket/transfers/${code}`, { body: { accept: true } })).status).to.equal(404);
});

it('a device that connects with a claim code belongs to whoever asked for the code', async () => {
  const { test, call, token, id, other } = await withBoard();
  const theirs = await other();
  const { claim_code, device_ids } = (await call('POST', '/v1/device_claims', { token: theirs })).json;
  expect(claim_code).to.match(/^[A-Za-z0-9+/]{63}$/);
  expect(device_ids).to.deep.equal([]);
  await connectDevice(test, id, { claim_code });
  expect((await call('GET', `/v1/devices/${id}`, { token: theirs })).json.owner).to.equal('other@example.com');
  expect((await call('GET', '/v1/devices', { token })).json).to.deep.equal([]);
  expect((await call('POST', '/v1/device_claims', { token: theirs })).json.device_ids).to.deep.equal([id]);
});

it('a claim code ends after an hour and after its first use', async () => {
  const { test, call, token, id } = await withBoard();
  const code = async () => (await call('POST', '/v1/device_claims', { token })).json.claim_code as string;
  const owner = async () => (await test.store.transaction(['devices'], 'readonly', (tx) => tx.get('devices', id)))?.owner_id;
  await call('DELETE', `/v1/devices/${id}`, { token });
  const old = await code();
  await test.advance(3_600_001);
  const device = await connectDevice(test, id, { claim_code: old });
  expect(await owner()).to.equal(null);
  const fresh = await code();
  await device.greet({ claim_code: fresh });
  expect(await owner()).to.be.a('string');
  await call('DELETE', `/v1/devices/${id}`, { token });
  await device.greet({ claim_code: fresh });
  expect(await owner()).to.equal(null);
});

it('a serial number leads to its device', async () => {
  const { call, token, id } = await withBoard();
  const { serial_number } = (await call('GET', `/v1/devices/${id}`, { token })).json;
  expect((await call('GET', `/v1/serial_numbers/${serial_number}`, { token })).json).to.deep.equal({ ok: true, deviceID: id });
  expect((await call('GET', '/v1/serial_numbers/NOTHING', { token })).status).to.equal(404);
});
