// Product firmware: uploaded, locked, released, flashed, deleted (spec/cloud-api.md §2.6, §3.3).
import { expect } from '@esm-bundle/chai';
import { buildModule, fileForm } from '../support/build-module.ts';
import { connectDevice } from '../support/connect-device.ts';
import { createTestCloud, settle } from '../support/test-cloud.ts';

const version = (product_version: number, product_id = 3) =>
  buildModule({ product_version, product_id, payload: `version ${product_version}` });

async function withFleet() {
  const test = createTestCloud();
  const token = await test.login();
  const { product } = (await test.call('POST', '/v1/user/products', { token, body: { product: { name: 'Lamp', platform_id: 3 } } })).json;
  const [board] = (await test.call('GET', '/v1/devices', { token })).json;
  const path = `/v1/products/${product.id}`;
  await test.call('POST', `${path}/devices`, { token, body: { id: board.id } });
  const upload = (bytes: Uint8Array<ArrayBuffer>, fields: Record<string, string>, field = 'file') =>
    test.call('POST', `${path}/firmware`, { token, body: fileForm(field, 'firmware.bin', bytes, fields) });
  const eventsNamed = async (name: string): Promise<string[]> => {
    const { events } = (await test.call('GET', `/pocket/events?limit=200&prefix=${encodeURIComponent(name)}`)).json;
    return events.map((event: { data: string }) => event.data).reverse();
  };
  return { ...test, test, token, product: product.id as number, path, id: board.id as string, upload, eventsNamed };
}

it('a module whose footer fits becomes a version', async () => {
  const { upload, call, token, path, product } = await withFleet();
  const bytes = version(1);
  const { status, json } = await upload(bytes, { version: '1', title: 'First', description: 'It blinks' });
  expect(status).to.equal(201);
  expect(json).to.deep.include({
    version: 1,
    title: 'First',
    description: 'It blinks',
    name: 'firmware.bin',
    size: bytes.length,
    product_default: false,
    product_id: product,
    groups: [],
    device_count: 0,
    uploaded_by: { username: 'student@example.com' },
  });
  expect(json._id).to.match(/^[0-9a-f]{24}$/);
  expect((await call('GET', `${path}/firmware`, { token })).json).to.deep.equal([json]);
  expect((await call('GET', `${path}/firmware/1`, { token })).json).to.deep.equal(json);
  const binary = await call('GET', `${path}/firmware/1/binary`, { token });
  expect(new Uint8Array(await binary.response.arrayBuffer())).to.deep.equal(bytes);
  expect(binary.response.headers.get('content-type')).to.equal('application/octet-stream');
});

it('the field binary and a product id in the footer are accepted as well', async () => {
  const { upload, product } = await withFleet();
  expect((await upload(version(1), { version: '1', title: 'a' }, 'binary')).status).to.equal(201);
  expect((await upload(version(2, product), { version: '2', title: 'b' })).status).to.equal(201);
});

it('each thing that does not fit is told by name', async () => {
  const { upload } = await withFleet();
  await upload(version(1), { version: '1', title: 'a' });
  const refused = async (bytes: Uint8Array<ArrayBuffer>, fields: Record<string, string>) => {
    const { status, json } = await upload(bytes, fields);
    expect(status).to.equal(400);
    return json.errors[0] as string;
  };
  expect(await refused(version(1), { version: '2' })).to.contain('version must be 1');
  expect(await refused(version(1), { version: '1' })).to.contain('already');
  expect(await refused(buildModule({ platform_id: 12, product_version: 2, product_id: 12 }), { version: '2' })).to.contain('Argon');
  expect(await refused(version(2, 8178), { version: '2' })).to.contain('8178');
  expect(await refused(buildModule(), { version: '2' })).to.contain('PRODUCT_VERSION');
  expect(await refused(new Uint8Array(100), { version: '2' })).to.contain('not a firmware module');
  expect(
    await refused(
      version(2).map((byte, at) => (at === 26 ? 0 : byte)),
      { version: '2' },
    ),
  ).to.contain('damaged');
  expect(await refused(version(2), {})).to.contain('version');
});

it('a version is not released before a device runs it', async () => {
  const { upload, call, token, path } = await withFleet();
  await upload(version(1), { version: '1', title: 'a' });
  const { status, json } = await call('PUT', `${path}/firmware/release`, { token, body: { version: 1, product_default: true } });
  expect([status, json.errors[0]]).to.satisfy(([code, text]: [number, string]) => code === 400 && text.includes('No device'));
});

it('a released default reaches a device at its next handshake, and the rest follows from what it reports', async () => {
  const { test, upload, call, token, path, id, eventsNamed } = await withFleet();
  await upload(version(1), { version: '1', title: 'a' });
  await upload(version(2), { version: '2', title: 'b' });
  const second = (await call('POST', '/v1/devices', { token, body: { product_id: (await call('GET', path, { token })).json.product.id } }))
    .json.device_id;
  const pioneer = await connectDevice(test, second, { product_id: 3, firmware_version: 2 });
  const board = await connectDevice(test, id, { product_id: 3, firmware_version: 1 });
  const released = await call('PUT', `${path}/firmware/release`, { token, body: { version: 2, product_default: true } });
  expect([released.status, released.json.product_default, typeof released.json.updated_at]).to.deep.equal([200, true, 'string']);
  await settle();
  expect(board.calls).to.deep.equal([]);
  expect((await call('GET', `${path}/devices/${id}`, { token })).json).to.deep.include({
    firmware_version: 1,
    targeted_firmware_release_version: 2,
  });
  await board.greet({ product_id: 3, firmware_version: 1 });
  await settle();
  expect(board.calls.map(({ type }) => type)).to.deep.equal(['flash']);
  expect(atob(board.calls[0]?.bytes ?? '')).to.contain('version 2');
  expect(await eventsNamed('spark/flash/status')).to.deep.equal([`started ${version(2).length}`, 'success']);
  expect((await eventsNamed('spark/status')).at(-1)).to.equal('auto-update');
  await board.greet({ product_id: 3, firmware_version: 2 });
  await settle();
  expect(board.calls).to.have.length(1);
  expect(pioneer.calls).to.deep.equal([]);
  expect((await call('GET', `${path}/firmware/2`, { token })).json.device_count).to.equal(2);
});

it('an intelligent release updates online devices at once, development devices never', async () => {
  const { test, upload, call, token, path, id, product } = await withFleet();
  for (const number of [1, 2]) await upload(version(number), { version: String(number), title: 'x' });
  const provision = async () => (await call('POST', '/v1/devices', { token, body: { product_id: product } })).json.device_id;
  const [runs, develops] = [await provision(), await provision()];
  await connectDevice(test, runs, { product_id: 3, firmware_version: 2 });
  const board = await connectDevice(test, id, { product_id: 3, firmware_version: 1 });
  const bench = await connectDevice(test, develops, { product_id: 3, firmware_version: 1 });
  await call('PUT', `${path}/devices/${develops}`, { token, body: { development: true } });
  await call('PUT', `${path}/firmware/release`, { token, body: { version: 2, product_default: true, intelligent: true } });
  await settle();
  expect(board.calls.map(({ type }) => type)).to.deep.equal(['flash']);
  expect(bench.calls).to.deep.equal([]);
});

it('the impact of a release is counted before it, and is what the release then does', async () => {
  const { test, upload, call, token, path, id, product } = await withFleet();
  for (const number of [1, 2]) await upload(version(number), { version: String(number), title: 'x' });
  const provision = async () => (await call('POST', '/v1/devices', { token, body: { product_id: product } })).json.device_id as string;
  const [runs, develops, held, off] = [await provision(), await provision(), await provision(), await provision()];
  await connectDevice(test, runs, { product_id: 3, firmware_version: 2 });
  const board = await connectDevice(test, id, { product_id: 3, firmware_version: 1 });
  await connectDevice(test, develops, { product_id: 3, firmware_version: 1 });
  await call('PUT', `${path}/devices/${develops}`, { token, body: { development: true } });
  await call('PUT', `${path}/devices/${held}`, { token, body: { firmware_updates_enabled: false } });
  const impact = (query: string) => call('GET', `${path}/impact?action=release&${query}`, { token });
  const before = (await call('GET', '/pocket/export')).json.tables.firmware;
  const counts = { total: 5, updates: 3, at_next_handshake: 2, at_once: 0, held_back: 1, running: 1, untouched: 1 };
  expect((await impact('version=2&product_default=true')).json).to.deep.equal({ action: 'release', version: 2, impact: counts });
  expect((await impact('version=2&product_default=true&intelligent=true')).json.impact).to.deep.equal({
    ...counts,
    at_once: 1,
    at_next_handshake: 1,
  });
  await call('PUT', `${path}/devices/${off}`, { token, body: { groups: ['beta', 'slow'] } });
  expect((await impact('version=2&groups=beta,slow')).json.impact).to.include({ updates: 1, untouched: 3 });
  expect((await call('GET', '/pocket/export')).json.tables.firmware).to.deep.equal(before);
  for (const query of [
    'version=2',
    'version=9&product_default=true',
    'version=1&product_default=maybe',
    'version=2&groups=nothing',
    'action=delete&version=2',
  ])
    expect((await impact(query)).status, query).to.be.oneOf([400, 404]);
  await call('PUT', `${path}/firmware/release`, { token, body: { version: 2, product_default: true, intelligent: true } });
  await settle();
  expect(board.calls.map(({ type }) => type)).to.deep.equal(['flash']);
});

it('a release to a group wins over the default, a lock over both', async () => {
  const { test, upload, call, token, path, id } = await withFleet();
  for (const number of [1, 2, 3]) await upload(version(number), { version: String(number), title: 'x' });
  const device = await connectDevice(test, id, { product_id: 3, firmware_version: 1 });
  const target = async () => (await call('GET', `${path}/devices/${id}`, { token })).json.targeted_firmware_release_version;
  const release = (body: unknown) => call('PUT', `${path}/firmware/release`, { token, body });
  expect((await release({ version: 1, product_default: true })).status).to.equal(200);
  await call('PUT', `${path}/devices/${id}`, { token, body: { groups: ['beta'] } });
  await call('PUT', `${path}/devices/${id}`, { token, body: { desired_firmware_version: 2 } });
  expect(await target()).to.equal(2);
  await device.greet({ product_id: 3, firmware_version: 2 });
  expect(
    (
      await release(
        new URLSearchParams([
          ['version', '2'],
          ['groups[]', 'beta'],
        ]),
      )
    ).json.groups,
  ).to.deep.equal(['beta']);
  await call('PUT', `${path}/devices/${id}`, { token, body: { desired_firmware_version: null } });
  expect(await target()).to.equal(2);
  await call('PUT', `${path}/devices/${id}`, { token, body: { groups: [] } });
  expect(await target()).to.equal(1);
  expect((await release({ version: 2, groups: ['nothing'] })).status).to.equal(400);
  expect((await release({ version: 2 })).status).to.equal(400);
});

it('a lock with flash updates the device at once', async () => {
  const { test, upload, call, token, path, id } = await withFleet();
  await upload(version(1), { version: '1', title: 'x' });
  const device = await connectDevice(test, id, {});
  await call('PUT', `${path}/devices/${id}`, { token, body: { desired_firmware_version: 1, flash: true } });
  await settle();
  expect(device.calls.map(({ type }) => type)).to.deep.equal(['flash']);
});

it('a device whose updates are off is told that one is pending', async () => {
  const { test, upload, call, token, path, id, eventsNamed } = await withFleet();
  await upload(version(1), { version: '1', title: 'x' });
  await call('PUT', `${path}/devices/${id}`, { token, body: { desired_firmware_version: 1, firmware_updates_enabled: false } });
  const device = await connectDevice(test, id, {});
  await settle();
  expect(device.calls).to.deep.equal([]);
  expect(await eventsNamed('particle/device/updates/')).to.deep.equal(['false', 'true']);
  await call('PUT', `${path}/devices/${id}`, { token, body: { firmware_updates_forced: true } });
  await device.greet({});
  await settle();
  expect(device.calls.map(({ type }) => type)).to.deep.equal(['flash']);
});

it('a version that is released or locked is not deleted, and the reason is told', async () => {
  const { test, upload, call, token, path, id } = await withFleet();
  for (const number of [1, 2]) await upload(version(number), { version: String(number), title: 'x' });
  const remove = (number: number) => call('DELETE', `${path}/firmware/${number}`, { token });
  await call('PUT', `${path}/devices/${id}`, { token, body: { desired_firmware_version: 2 } });
  expect((await remove(2)).json.errors[0]).to.contain('locked');
  await connectDevice(test, id, { product_id: 3, firmware_version: 1 });
  await call('PUT', `${path}/firmware/release`, { token, body: { version: 1, product_default: true } });
  const refused = await remove(1);
  expect([refused.status, refused.json.errors[0].includes('default')]).to.deep.equal([400, true]);
  await call('PUT', `${path}/devices/${id}`, { token, body: { desired_firmware_version: null } });
  expect((await remove(2)).status).to.equal(204);
  expect((await call('GET', `${path}/firmware/2`, { token })).status).to.equal(404);
});

it('title and description change; the module does not', async () => {
  const { upload, call, token, path } = await withFleet();
  await upload(version(1), { version: '1', title: 'x' });
  const { json } = await call('PUT', `${path}/firmware/1`, { token, body: { title: 'New', description: 'Better' } });
  expect(json).to.deep.include({ title: 'New', description: 'Better', version: 1 });
});

it('a binary is flashed to an online device and its end is told as an event', async () => {
  const { test, call, token, id, eventsNamed } = await withFleet();
  const flash = (bytes: Uint8Array<ArrayBuffer>) =>
    call('PUT', `/v1/devices/${id}`, { token, body: fileForm('file', 'firmware.bin', bytes, { file_type: 'binary' }) });
  const offline = await flash(version(1));
  expect([offline.status, offline.json]).to.deep.equal([500, { ok: false, code: 500, errors: ['Request Timed Out'] }]);
  let takes = true;
  const device = await connectDevice(test, id, { flash: () => takes });
  const started = await flash(version(1));
  expect([started.status, started.json]).to.deep.equal([200, { id, status: 'Update started' }]);
  await settle();
  expect(atob(device.calls[0]?.bytes ?? '')).to.contain('version 1');
  takes = false;
  await flash(version(1));
  await settle();
  const states = await eventsNamed('spark/flash/status');
  expect(states.map((data) => data.split(' ')[0])).to.deep.equal(['started', 'success', 'started', 'failed']);
  const wrong = await flash(buildModule({ platform_id: 12 }));
  expect([wrong.status, wrong.json.errors[0].includes('Argon')]).to.deep.equal([400, true]);
});

it('sources without a compiler are refused honestly, and nothing is flashed', async () => {
  const { test, call, token, id } = await withFleet();
  const device = await connectDevice(test, id, {});
  const sources = () => fileForm('file', 'src/app.cpp', 'void loop() {}');
  const flashed = await call('PUT', `/v1/devices/${id}`, { token, body: sources() });
  expect([flashed.status, flashed.json.ok]).to.deep.equal([501, false]);
  const compiled = await call('POST', '/v1/binaries', {
    token,
    body: fileForm('file', 'src/app.cpp', 'void loop() {}', { platform_id: '3' }),
  });
  expect([compiled.status, compiled.json.ok]).to.deep.equal([501, false]);
  expect((await call('PUT', `/v1/devices/${id}`, { token, body: { app: 'tinker' } })).status).to.equal(501);
  expect(device.calls).to.deep.equal([]);
});
