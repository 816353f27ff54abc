// Variables, functions, ping and signal: an online device answers; offline, unknown and slow ones fail as told (spec/cloud-api.md §2.3–2.5).
import { expect } from '@esm-bundle/chai';
import { connectDevice } from '../support/connect-device.ts';
import { createTestCloud, settle } from '../support/test-cloud.ts';

const SCRIPT = {
  functions: { setLevel: (arg: string) => Number(arg) + 1 },
  variables: { temp: 21.5, name: '<b>lamp</b>', on: true },
};

async function withBoard() {
  const test = createTestCloud();
  const token = await test.login();
  const [board] = (await test.call('GET', '/v1/devices', { token })).json;
  return { ...test, test, token, id: board.id as string };
}

it('a device is online while its link is open, and both clients’ fields say so', async () => {
  const { test, call, token, id } = await withBoard();
  const state = async () => {
    const { online, connected, functions, variables } = (await call('GET', `/v1/devices/${id}`, { token })).json;
    return { online, connected, functions, variables };
  };
  expect(await state()).to.deep.equal({ online: false, connected: false, functions: [], variables: {} });
  const device = await connectDevice(test, id, SCRIPT);
  expect(await state()).to.deep.equal({
    online: true,
    connected: true,
    functions: ['setLevel'],
    variables: { temp: 'double', name: 'string', on: 'bool' },
  });
  await device.disconnect();
  expect((await state()).online).to.equal(false);
});

it('a variable is read with its device around it, or raw', async () => {
  const { test, call, token, id } = await withBoard();
  await connectDevice(test, id, SCRIPT);
  const { status, json } = await call('GET', `/v1/devices/${id}/temp`, { token });
  expect(status).to.equal(200);
  expect(json).to.deep.include({ cmd: 'VarReturn', name: 'temp', result: 21.5 });
  expect(json.coreInfo).to.deep.include({ deviceID: id, name: 'pocket_board', connected: true, product_id: 3 });
  expect((await call('GET', '/v1/devices/pocket_board/on', { token })).json.result).to.equal(true);
  const raw = await call('GET', `/v1/devices/${id}/name?format=raw`, { token });
  expect(await raw.response.text()).to.equal('<b>lamp</b>');
  expect(raw.response.headers.get('content-type')).to.contain('text/plain');
  expect(raw.response.headers.get('x-content-type-options')).to.equal('nosniff');
});

it('a function takes arg, args or params and answers an int32', async () => {
  const { test, call, token, id } = await withBoard();
  const device = await connectDevice(test, id, SCRIPT);
  const run = async (body: unknown) => (await call('POST', `/v1/devices/${id}/setLevel`, { token, body })).json;
  expect(await run({ arg: '4' })).to.deep.equal({ id, name: 'setLevel', connected: true, return_value: 5 });
  expect((await run({ args: '5' })).return_value).to.equal(6);
  expect((await run(new URLSearchParams({ params: '6' }))).return_value).to.equal(7);
  expect((await run({ arg: 7 })).return_value).to.equal(8);
  expect((await run({})).return_value).to.equal(1);
  expect(device.calls.map(({ type, name, arg }) => [type, name, arg])).to.deep.equal(
    ['4', '5', '6', '7', ''].map((arg) => ['function', 'setLevel', arg]),
  );
  expect(await (await call('POST', `/v1/devices/${id}/setLevel?format=raw`, { token, body: { arg: '1' } })).response.text()).to.equal('2');
});

it('what a device does not have is 404, by name', async () => {
  const { test, call, token, id } = await withBoard();
  const device = await connectDevice(test, id, SCRIPT);
  const missing = await call('GET', `/v1/devices/${id}/constructor`, { token });
  expect([missing.status, missing.json]).to.deep.equal([404, { ok: false, error: 'Variable not found' }]);
  const unknown = await call('POST', `/v1/devices/${id}/dance`, { token, body: { arg: '' } });
  expect([unknown.status, unknown.json]).to.deep.equal([404, { ok: false, error: 'Function dance not found' }]);
  expect(device.calls).to.deep.equal([]);
});

it('an offline device is 400 for functions by the rules of 2016, 408 by the newer ones', async () => {
  const { call, token, id } = await withBoard();
  const run = async () => {
    const { status, json } = await call('POST', `/v1/devices/${id}/setLevel`, { token, body: { arg: '1' } });
    return [status, json];
  };
  expect(await run()).to.deep.equal([400, { ok: false, error: 'Timed out.' }]);
  const variable = await call('GET', `/v1/devices/${id}/temp`, { token });
  expect([variable.status, variable.json]).to.deep.equal([408, { error: 'Timed out.' }]);
  await call('PUT', '/pocket/settings', { body: { rules: 'current' } });
  expect(await run()).to.deep.equal([408, { ok: false, error: 'Timed out.' }]);
});

it('a device that says nothing for 30 s is 408', async () => {
  const { test, call, token, id } = await withBoard();
  await connectDevice(test, id, { ...SCRIPT, mute: ['function'] });
  let done = false;
  const asked = call('POST', `/v1/devices/${id}/setLevel`, { token, body: { arg: '1' } }).then((answer) => {
    done = true;
    return answer;
  });
  await test.advance(29_000);
  expect(done).to.equal(false);
  await test.advance(2_000);
  const { status, json } = await asked;
  expect([status, json]).to.deep.equal([408, { error: 'Timed out.' }]);
});

it('a device that goes away during a call ends the call', async () => {
  const { test, call, token, id } = await withBoard();
  const device = await connectDevice(test, id, { ...SCRIPT, mute: ['function'] });
  const asked = call('POST', `/v1/devices/${id}/setLevel`, { token, body: { arg: '1' } });
  await settle();
  await device.disconnect();
  expect((await asked).status).to.equal(400);
});

it('an argument longer than the device takes is refused with the number', async () => {
  const { test, call, token, id } = await withBoard();
  const run = async (arg: string) => (await call('POST', `/v1/devices/${id}/setLevel`, { token, body: { arg } })).status;
  const device = await connectDevice(test, id, SCRIPT);
  expect([await run('1'.repeat(1024)), await run('é'.repeat(513))]).to.deep.equal([200, 400]);
  await device.greet({ ...SCRIPT, system_firmware_version: '0.7.0' });
  expect([await run('1'.repeat(63)), await run('1'.repeat(64))]).to.deep.equal([200, 400]);
  await device.greet({ ...SCRIPT, system_firmware_version: '2.3.1' });
  expect([await run('1'.repeat(622)), await run('1'.repeat(623))]).to.deep.equal([200, 400]);
});

it('ping asks the device itself', async () => {
  const { test, call, token, id } = await withBoard();
  const ping = async () => (await call('PUT', `/v1/devices/${id}/ping`, { token, body: {} })).json;
  expect(await ping()).to.deep.equal({ online: false, ok: true });
  const device = await connectDevice(test, id, SCRIPT);
  expect(await ping()).to.deep.equal({ online: true, ok: true });
  expect(device.calls.map(({ type }) => type)).to.deep.equal(['ping']);
});

it('signal makes a device shine, and an offline one answers 500 as clients know it', async () => {
  const { test, call, token, id } = await withBoard();
  const signal = (value: string) => call('PUT', `/v1/devices/${id}`, { token, body: { signal: value } });
  const offline = await signal('1');
  expect([offline.status, offline.json]).to.deep.equal([500, { ok: false, code: 500, errors: [{ error: 'Timed out.' }] }]);
  const device = await connectDevice(test, id, SCRIPT);
  expect((await signal('1')).json).to.deep.equal({ id, connected: true, signaling: true });
  expect((await signal('0')).json).to.deep.equal({ id, connected: true, signaling: false });
  expect(device.calls.map(({ type, arg }) => [type, arg])).to.deep.equal([
    ['signal', '1'],
    ['signal', '0'],
  ]);
});

it('a product reaches its devices under its own path, and not those of others', async () => {
  const { test, call, token, id } = await withBoard();
  const { product } = (await call('POST', '/v1/user/products', { token, body: { product: { name: 'Lamp', platform_id: 3 } } })).json;
  await connectDevice(test, id, SCRIPT);
  const path = `/v1/products/${product.id}/devices/${id}`;
  expect((await call('GET', `${path}/temp`, { token })).status).to.equal(404);
  await call('POST', `/v1/products/${product.id}/devices`, { token, body: { id } });
  expect((await call('GET', `${path}/temp`, { token })).json.result).to.equal(21.5);
  expect((await call('POST', `${path}/setLevel`, { token, body: { arg: '1' } })).json.return_value).to.equal(2);
  expect((await call('PUT', `${path}/ping`, { token })).json.online).to.equal(true);
});

it('the worker of a run hears what was meant for it, not the mail of a run before it', async () => {
  const { call, id } = await withBoard();
  const wait = async (run: string): Promise<unknown> => (await call('POST', `/pocket/devices/${id}/wait`, { body: { ms: 0, run } })).json;
  await call('POST', `/pocket/devices/${id}/mail`, { body: { run: 'ended', messages: [{ type: 'button', down: true }] } });
  await call('POST', `/pocket/devices/${id}/mail`, { body: { run: 'next', messages: [{ type: 'ping' }] } });
  expect(await wait('next')).to.deep.equal({ messages: [{ type: 'ping' }] });
  expect(await wait('next')).to.deep.equal({ messages: [] });
});
