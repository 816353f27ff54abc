// The official CLI over the bridge: its commands as it sends them (spec/cloud-api.md §9.2), each answer with the fields it reads.
// What it puts on the wire is measured, and written down here; the program itself runs in cli-program.site.test.ts.
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import type { Page } from 'puppeteer-core';
import { startBridge } from '../../src/build/bridge-server.mjs';
import { readModule } from '../../src/model/firmware-module.ts';
import { openBridgedPage, type Bridge } from '../support/bridged-page.ts';
import { flashedOnto, playDevice } from '../support/play-device.ts';
import { DIST, newVisitor, type Visitor } from '../support/site.ts';
import { until } from '../support/visit.ts';

const TOOL = { 'x-particle-tool': 'particle-cli@3.51.0', 'user-agent': 'particle-cli/3.51.0' };

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- what comes off the wire is looked at, field by field
type Wire = any;

let bridge: Bridge;
let visitor: Visitor;
let page: Page;
let token = '';
let board = '';

const send = async (method: string, path: string, body?: unknown): Promise<Response> => {
  const form = body instanceof FormData || body instanceof URLSearchParams;
  return fetch(`http://localhost:${bridge.port}${path}`, {
    method,
    headers: {
      ...TOOL,
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(body === undefined || form ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: form ? body : JSON.stringify(body) }),
  });
};
const ask = async (method: string, path: string, body?: unknown): Promise<Wire> => {
  const answer = await send(method, path, body);
  assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${answer.ok ? '' : await answer.clone().text()}`);
  return answer.status === 204 ? {} : answer.json();
};

const project = (fields: Record<string, string>, text = '#include "Particle.h"\nvoid setup() {}\nvoid loop() {}\n'): FormData => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', new Blob([text]), 'src/app.cpp');
  form.append('file2', new Blob(['name=app\n']), 'project.properties');
  return form;
};

before(async () => {
  bridge = await startBridge({ folder: DIST, port: 0, onLink: () => {} });
  visitor = await newVisitor();
  page = await openBridgedPage(visitor, bridge);
});
after(async () => {
  await visitor.close();
  await bridge.close();
});

it('login, login with a token, list', async () => {
  const login = new URLSearchParams({
    username: 'student@example.com',
    password: 'pocket-cloud',
    grant_type: 'password',
    client_id: 'particle-cli',
    client_secret: 'particle-cli',
    expires_in: '7776000',
  });
  const given = await ask('POST', '/oauth/token', login);
  assert.match(given.access_token, /^[0-9a-f]{40}$/);
  assert.equal(given.expires_in, 7_776_000);
  token = given.access_token;
  assert.equal((await ask('GET', '/v1/user')).username, 'student@example.com');
  assert.match((await ask('GET', '/v1/access_tokens/current')).expires_at, /^\d{4}-/);
  const devices = await ask('GET', '/v1/devices');
  assert.equal(devices[0].connected, false);
  board = devices[0].id;
  await playDevice(page, board);
  const device = await ask('GET', `/v1/devices/${board}`);
  assert.equal(device.connected, true);
  assert.deepEqual([device.functions, device.variables], [['led'], { temp: 'double' }]);
});

it('publish and subscribe', async () => {
  const stop = new AbortController();
  const stream = await fetch(`http://localhost:${bridge.port}/v1/devices/events/from-cli`, {
    headers: { ...TOOL, authorization: `Bearer ${token}` },
    signal: stop.signal,
  });
  const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader();
  assert.equal((await reader.read()).value, ':ok\n\n');
  assert.equal((await ask('POST', '/v1/devices/events', { name: 'from-cli', data: '42' })).ok, true);
  assert.match((await reader.read()).value ?? '', /^event: from-cli\ndata: \{"data":"42"/);
  stop.abort();
  await reader.read().catch(() => {});
});

it('webhook create, list, delete', async () => {
  const made = await ask('POST', '/v1/integrations', { event: 'cli', url: 'https://echo.example/cli', integration_type: 'Webhook' });
  assert.match(made.id, /^[0-9a-f]{24}$/);
  const listed = async (): Promise<Wire[]> =>
    (await ask('GET', '/v1/integrations')).filter((one: Wire) => one.integration_type === 'Webhook' && one.id === made.id);
  const [hook] = await listed();
  assert.deepEqual([hook.event, hook.url, hook.requestType], ['cli', 'https://echo.example/cli', 'POST']);
  assert.equal((await send('DELETE', `/v1/integrations/${made.id}`)).status, 204);
  assert.deepEqual(await listed(), []);
  // The older CLI.
  const old = await ask('POST', `/v1/webhooks?access_token=${token}`, { event: 'old', url: 'https://echo.example/old' });
  assert.equal(old.ok, true);
  assert.equal((await ask('DELETE', `/v1/webhooks/${old.id}?access_token=${token}`)).ok, true);
});

it('call and get', async () => {
  assert.equal((await ask('POST', `/v1/devices/${board}/led`, { args: '41' })).return_value, 42);
  assert.equal((await ask('GET', `/v1/devices/${board}/temp`)).result, 21.5);
});

it('product device list, add, remove', async () => {
  const { product } = await ask('POST', '/v1/user/products', { product: { name: 'CLI lamp', platform_id: 3 } });
  const devices = `/v1/products/${product.id}/devices`;
  const file = new FormData();
  file.append('file', new Blob([`${board}\n`], { type: 'text/plain' }), 'devices.txt');
  const added = await ask('POST', devices, file);
  assert.deepEqual([added.updated, added.updatedDeviceIds, added.invalidDeviceIds], [1, [board], []]);
  const { devices: listed, meta } = await ask('GET', `${devices}?page=1&per_page=25`);
  assert.deepEqual([listed.length, listed[0].id, meta.total_pages], [1, board, 1]);
  assert.ok((await send('DELETE', `${devices}/${board}`)).ok);
  assert.equal((await ask('GET', devices)).devices.length, 0);
  await ask('DELETE', `/v1/products/${product.id}`);
});

let compiled = new Uint8Array();

it('compile: clang runs in the open page', async () => {
  // The page fetches its compiler when it is asked for the first time.
  const { ok, binary_url, sizeInfo } = await ask('POST', '/v1/binaries', project({ platform_id: '3', latest: 'true' }));
  assert.equal(ok, true);
  assert.match(sizeInfo, /^ *wasm +module\n\d+ +\d+\n$/);
  compiled = new Uint8Array(await (await send('GET', binary_url)).arrayBuffer());
  const read = readModule(compiled);
  assert.equal(read.ok && read.module.platform_id, 3);
  const broken: Wire = await (await send('POST', '/v1/binaries', project({ platform_id: '3' }, 'int x = oops;'))).json();
  assert.equal(broken.ok, false);
  assert.match(broken.errors[0], /src\/app\.cpp:1:\d+: error: .*oops/);
});

it('flash: sources and a binary reach the device, and its end is told', async () => {
  await until(
    async () => (await ask('GET', `/v1/devices/${board}`)).connected,
    (connected) => connected === true,
  );
  const flashed = await ask('PUT', `/v1/devices/${board}`, project({ deviceId: board }));
  assert.equal(flashed.message, 'Update started');
  const sources = await until(
    () => flashedOnto(page),
    (bytes) => bytes.length > 0,
  );
  assert.equal(readModule(sources).ok, true);
  const form = new FormData();
  form.append('file_type', 'binary');
  form.append('file', new Blob([compiled]), 'firmware.bin');
  assert.equal((await ask('PUT', `/v1/devices/${board}`, form)).status, 'Update started');
  await until(
    () => flashedOnto(page),
    (bytes) => Buffer.from(bytes).equals(Buffer.from(compiled)),
  );
  const { events } = await until(
    () => ask('GET', '/pocket/events?prefix=spark/flash/status'),
    ({ events: all }: Wire) => all.length === 4,
  );
  assert.deepEqual(
    events.map((event: Wire) => event.data.split(' ')[0]),
    ['success', 'started', 'success', 'started'],
  );
});

it('flash tinker puts the firmware of the site on the device', async () => {
  assert.equal((await ask('PUT', `/v1/devices/${board}`, { app: 'tinker' })).status, 'Update started');
  const built = new Uint8Array(await (await fetch(`http://localhost:${bridge.port}/firmware/tinker.bin`)).arrayBuffer());
  assert.ok(built.length > 1000);
  await until(
    () => flashedOnto(page),
    (bytes) => Buffer.from(bytes).equals(Buffer.from(built)),
  );
  assert.equal((await send('PUT', `/v1/devices/${board}`, { app: 'nothing' })).status, 501);
});

it('token revoke ends the token', async () => {
  assert.equal((await ask('DELETE', `/v1/access_tokens/${token}`)).ok, true);
  assert.equal((await send('GET', '/v1/devices')).status, 401);
});
