// The fleet of a product: who is in, who is shown, what its makers may change (spec/cloud-api.md §2.7).
import { expect } from '@esm-bundle/chai';
import { fileForm } from '../support/build-module.ts';
import { connectDevice } from '../support/connect-device.ts';
import { createTestCloud } from '../support/test-cloud.ts';

async function withProduct(platform_id = 3) {
  const test = createTestCloud();
  const token = await test.login();
  const { json } = await test.call('POST', '/v1/user/products', { token, body: { product: { name: 'Lamp', platform_id } } });
  const product = json.product.id as number;
  const devices = `/v1/products/${product}/devices`;
  const [board] = (await test.call('GET', '/v1/devices', { token })).json;
  const provision = async (): Promise<string> =>
    (await test.call('POST', '/v1/devices', { token, body: { product_id: product } })).json.device_id;
  return { ...test, token, product, devices, board: board.id as string, serial: board.serial_number as string, provision };
}

const NOBODY = { existingDeviceIds: [], nonmemberDeviceIds: [], invalidDeviceIds: [], protectedDeviceIds: [] };

it('a device is added by id once, and is in the product from then on', async () => {
  const { call, token, product, devices, board } = await withProduct();
  const first = await call('POST', devices, { token, body: { id: board } });
  expect([first.status, first.json]).to.deep.equal([200, { ...NOBODY, updated: 1, updatedDeviceIds: [board] }]);
  const second = await call('POST', devices, { token, body: { id: board.toUpperCase() } });
  expect(second.json).to.deep.equal({ ...NOBODY, updated: 0, updatedDeviceIds: [], existingDeviceIds: [board] });
  const { json } = await call('GET', `${devices}/${board}`, { token });
  expect(json).to.deep.include({
    id: board,
    product_id: product,
    platform_id: 3,
    owner: 'student@example.com',
    development: false,
    denied: false,
    quarantined: false,
    groups: [],
    firmware_version: null,
  });
  expect((await call('GET', `/v1/devices/${board}`, { token })).json.product_id).to.equal(product);
});

it('a file with ids or serial numbers adds devices like a list', async () => {
  const { call, token, devices, board, serial } = await withProduct();
  const byId = await call('POST', devices, { token, body: fileForm('file', 'devices.txt', `\r\n${board}\r\n`) });
  expect(byId.json.updatedDeviceIds).to.deep.equal([board]);
  await call('DELETE', `${devices}/${board}`, { token });
  const bySerial = await call('POST', devices, { token, body: fileForm('file', 'devices.txt', `${serial}\nnot-a-device\n`) });
  expect(bySerial.json).to.deep.equal({ ...NOBODY, updated: 1, updatedDeviceIds: [board], invalidDeviceIds: ['not-a-device'] });
});

it('an unknown device and one of another platform are invalid', async () => {
  const { call, token, devices, board } = await withProduct(12);
  const unknown = 'f'.repeat(24);
  const { json } = await call('POST', devices, { token, body: { ids: [board, unknown], import_method: 'many' } });
  expect(json).to.deep.equal({ ...NOBODY, updated: 0, updatedDeviceIds: [], invalidDeviceIds: [board, unknown] });
});

it('somebody else’s device does not become a member', async () => {
  const { call, login, board } = await withProduct();
  await call('POST', '/v1/users', { body: { username: 'other@example.com', password: 'other-secret' } });
  const token = await login('other@example.com', 'other-secret');
  const { product } = (await call('POST', '/v1/user/products', { token, body: { product: { name: 'Mine', platform_id: 3 } } })).json;
  const { json } = await call('POST', `/v1/products/${product.id}/devices`, { token, body: { id: board } });
  expect(json).to.deep.equal({ ...NOBODY, updated: 0, updatedDeviceIds: [], nonmemberDeviceIds: [board] });
});

it('a removed device is a sandbox device again', async () => {
  const { call, token, devices, board } = await withProduct();
  await call('POST', devices, { token, body: { id: board } });
  expect((await call('DELETE', `${devices}/${board}`, { token })).status).to.equal(204);
  expect((await call('GET', `/v1/devices/${board}`, { token })).json).to.deep.include({ product_id: 3, platform_id: 3 });
  const gone = await call('GET', `${devices}/${board}`, { token });
  expect([gone.status, gone.json.ok]).to.deep.equal([404, false]);
});

it('a denied device stays listed, and importing it again approves it', async () => {
  const { call, token, devices, board } = await withProduct();
  await call('POST', devices, { token, body: { id: board } });
  await call('DELETE', `${devices}/${board}`, { token, body: { deny: true } });
  expect((await call('GET', `${devices}/${board}`, { token })).json).to.deep.include({ denied: true, quarantined: true });
  expect((await call('POST', devices, { token, body: { id: board } })).json.updated).to.equal(1);
  expect((await call('GET', `${devices}/${board}`, { token })).json).to.deep.include({ denied: false, quarantined: false });
});

it('each change is answered with what changed', async () => {
  const { call, token, devices, board } = await withProduct();
  await call('POST', devices, { token, body: { id: board } });
  const put = async (body: unknown) => {
    const { json } = await call('PUT', `${devices}/${board}`, { token, body });
    const { updated_at, ...rest } = json;
    expect(updated_at, JSON.stringify(json)).to.match(/^\d{4}-.*Z$/);
    return rest;
  };
  expect(await put({ name: 'desk_lamp' })).to.deep.equal({ id: board, name: 'desk_lamp' });
  expect(await put({ notes: 'On the desk' })).to.deep.equal({ id: board, notes: 'On the desk' });
  expect(await put({ notes: null })).to.deep.equal({ id: board, notes: null });
  expect(await put({ development: true })).to.deep.equal({ id: board, development: true });
  expect(await put(new URLSearchParams({ development: 'false' }))).to.deep.equal({ id: board, development: false });
  expect(await put({ groups: ['GroupA', 'b'] })).to.deep.equal({ id: board, groups: ['GroupA', 'b'] });
  expect(await put({ quarantined: true })).to.deep.equal({ id: board, quarantined: true });
  expect((await put({ quarantined: false }))['quarantined']).to.equal(false);
  expect(await put({ firmware_updates_enabled: false })).to.deep.equal({ id: board, firmware_updates_enabled: false });
});

it('groups that a device is put into come to be, and many devices change groups at once', async () => {
  const { call, token, product, devices, board, provision } = await withProduct();
  await call('POST', devices, { token, body: { id: board } });
  const second = await provision();
  await call('PUT', `${devices}/${board}`, { token, body: { groups: ['a'] } });
  const done = await call('PUT', devices, {
    token,
    body: { action: 'groups', devices: [board, second], metadata: { add: ['b'], remove: ['a'] } },
  });
  expect([done.status, done.json]).to.deep.equal([200, { ok: true }]);
  for (const id of [board, second]) expect((await call('GET', `${devices}/${id}`, { token })).json.groups).to.deep.equal(['b']);
  const { groups } = (await call('GET', `/v1/products/${product}/groups`, { token })).json;
  expect(groups.map((group: { name: string; device_count: number }) => [group.name, group.device_count])).to.deep.equal([
    ['a', 0],
    ['b', 2],
  ]);
});

it('a firmware lock needs a version that was uploaded', async () => {
  const { call, token, devices, board } = await withProduct();
  await call('POST', devices, { token, body: { id: board } });
  const { status, json } = await call('PUT', `${devices}/${board}`, { token, body: { desired_firmware_version: 7 } });
  expect(status).to.equal(400);
  expect(json.errors[0]).to.contain('desired_firmware_version').and.contain('7');
});

it('pages, filters and sorting cut the list', async () => {
  const { call, token, devices, board, provision } = await withProduct();
  await call('POST', devices, { token, body: { id: board } });
  const others = [await provision(), await provision(), await provision(), await provision()];
  await call('PUT', `${devices}/${others[0]}`, { token, body: { name: 'kitchen', groups: ['home'] } });
  await call('PUT', `${devices}/${others[1]}`, { token, body: { quarantined: true } });
  const list = async (query: string) => {
    const { json } = await call('GET', `${devices}?${query}`, { token });
    return { ids: json.devices.map((device: { id: string }) => device.id), meta: json.meta };
  };
  const all = [board, ...others].toSorted();
  expect(await list('sortAttr=deviceId&per_page=2&page=2')).to.deep.equal({
    ids: all.slice(2, 4),
    meta: { total_pages: 3, total_records: 5, devices_total: 5 },
  });
  expect((await list('sortAttr=deviceId&sortDir=desc&per_page=1')).ids).to.deep.equal([all.at(-1)]);
  expect((await list('deviceName=KITCH')).ids).to.deep.equal([others[0]]);
  expect((await list(`deviceId=${board.slice(-8)}`)).ids).to.deep.equal([board]);
  expect((await list('groups=home,nothing')).ids).to.deep.equal([others[0]]);
  expect((await list('quarantined=true')).ids).to.deep.equal([others[1]]);
  const wrong = await call('GET', `${devices}?sortAttr=color`, { token });
  expect([wrong.status, wrong.json.errors[0]]).to.satisfy(
    ([status, text]: [number, string]) => status === 400 && text.includes('sortAttr'),
  );
});

it('the owner can be taken away; the device stays in the product', async () => {
  const { call, token, devices, board, product } = await withProduct();
  await call('POST', devices, { token, body: { id: board } });
  expect((await call('DELETE', `${devices}/${board}/owner`, { token })).json).to.deep.equal({ ok: true });
  expect((await call('GET', `${devices}/${board}`, { token })).json).to.deep.include({ owner: null, product_id: product });
});

it('a board that says it is of the product waits there for approval, and does not speak for it until then', async () => {
  const test = await withProduct();
  const { call, token, product, devices, board } = test;
  await connectDevice(test, board, { product_id: product, firmware_version: 1 });
  expect((await call('GET', `${devices}/${board}`, { token })).json).to.deep.include({ quarantined: true, product_id: product });
  const stream = await test.listen(`/v1/products/${product}/events/hello`, token);
  const publish = () => call('POST', `/pocket/devices/${board}/events`, { body: { name: 'hello' } });
  await publish();
  await test.advance(2_000);
  expect(stream.events()).to.deep.equal([]);
  expect((await call('PUT', `${devices}/${board}`, { token, body: { quarantined: false } })).json.quarantined).to.equal(false);
  await publish();
  await test.advance(2_000);
  expect(stream.events().map(({ event }) => event)).to.deep.equal(['hello']);
  await stream.close();
});

it('a board of another account does not enter a product by what it says', async () => {
  const test = await withProduct();
  const { call, login, board, product } = test;
  await call('POST', '/v1/users', { body: { username: 'other@example.com', password: 'other-secret' } });
  const token = await login('other@example.com', 'other-secret');
  const theirs = (await call('POST', '/v1/user/products', { token, body: { product: { name: 'Trap', platform_id: 3 } } })).json.product.id;
  expect(theirs).to.be.above(product);
  await connectDevice(test, board, { product_id: theirs, firmware_version: 1 });
  expect((await call('GET', `/v1/products/${theirs}/devices`, { token })).json.devices).to.deep.equal([]);
});

it('ten thousand ids fit into one import, one more does not', async () => {
  const { call, token, devices, board } = await withProduct();
  const unknown = Array.from({ length: 9_999 }, (_, at) => `a${at.toString(16).padStart(23, '0')}`);
  const { status, json } = await call('POST', devices, { token, body: { ids: [board, ...unknown] } });
  expect([status, json.updated, json.invalidDeviceIds.length]).to.deep.equal([200, 1, 9_999]);
  const over = await call('POST', devices, { token, body: { ids: [board, 'f'.repeat(24), ...unknown] } });
  expect([over.status, over.json.errors[0].includes('ids')]).to.deep.equal([400, true]);
});
