// The official particle-api-js 12.0.3, its browser build as it is published, against this cloud: every method a lesson needs (spec/cloud-api.md §8).
import { expect } from '@esm-bundle/chai';
import type Particle from 'particle-api-js';
import { buildModule } from '../support/build-module.ts';
import { connectDevice } from '../support/connect-device.ts';
import { BASE, createTestCloud, settle, type TestCloud } from '../support/test-cloud.ts';

/** Whatever JSON holds. */
type Wire = ReturnType<typeof JSON.parse>;
/** The library's methods, their options and answers loosely typed on purpose: what is sent and read here is the wire. */
type Api = { [Method in keyof Particle]: (options?: Record<string, unknown>) => Promise<Wire> };
declare global {
  interface Window {
    Particle?: new (options: Record<string, unknown>) => Api;
  }
}

const realFetch = window.fetch;
let current: TestCloud | null = null;

before(async () => {
  // Stands in for the service worker: whatever the library asks of the cloud's address is the cloud's.
  window.fetch = async (input, init) => {
    const request = new Request(input, init);
    return request.url.startsWith(BASE) && current ? current.cloud.fetch(request, 'page') : realFetch(input, init);
  };
  const script = document.createElement('script');
  script.src = '/node_modules/particle-api-js/dist/particle.min.js';
  const loaded = new Promise((resolve, reject) => {
    script.onload = resolve;
    script.onerror = reject;
  });
  document.head.append(script);
  await loaded;
});

after(() => {
  window.fetch = realFetch;
});

const MODULE = buildModule({ payload: 'compiled' });
const client = (options: Record<string, unknown> = {}): Api => new window.Particle!({ baseUrl: BASE, ...options });
const bodyOf = async (answer: Promise<{ body: Wire }>): Promise<Wire> => (await answer).body;
const statusOf = async (answer: Promise<Wire>): Promise<number> => {
  try {
    return (await answer).statusCode;
  } catch (error) {
    return (error as { statusCode: number }).statusCode;
  }
};

async function signedIn() {
  const test = createTestCloud({
    ports: { compiler: { compile: async () => ({ ok: true, bytes: MODULE, sizeInfo: '', output: '' }) } },
  });
  current = test;
  const { access_token } = await bodyOf(client().login({ username: 'student@example.com', password: 'pocket-cloud' }));
  const api = client({ auth: access_token });
  const [board] = await bodyOf(api.listDevices({}));
  const makeProduct = async (): Promise<number> => {
    const answer = await bodyOf(api.post({ uri: '/v1/user/products', data: { product: { name: 'Lamp', platform_id: 3 } } }));
    return answer.product.id;
  };
  return { test, api, auth: access_token as string, id: board.id as string, makeProduct };
}

it('the session of the lesson: sign in, list, create a product, add the device, create an integration, publish, stream', async () => {
  const { test, api, id, makeProduct } = await signedIn();
  const product = await makeProduct();
  expect((await bodyOf(api.addDeviceToProduct({ product, deviceId: id }))).updated).to.equal(1);
  const hook = await bodyOf(
    api.createIntegration({
      product,
      event: 'WebhookDemo01',
      settings: { integration_type: 'Webhook', url: 'https://demo.example/hook', requestType: 'POST' },
    }),
  );
  expect(hook).to.include({ ok: true, event: 'WebhookDemo01', integration_type: 'Webhook' });
  const stream = await api.getEventStream({ product, name: 'Webhook' });
  const heard: { name: string; data: string; coreid: string }[] = [];
  stream.on('event', (event: { name: string; data: string; coreid: string }) => heard.push(event));
  expect(await bodyOf(api.publishEvent({ product, name: 'WebhookDemo01', data: '{"t":25}' }))).to.deep.equal({ ok: true });
  await test.advance(0);
  // The library's own reader answers in later turns.
  for (let turn = 0; turn < 100 && heard.length === 0; turn++) await settle();
  expect(heard[0]).to.deep.include({ name: 'WebhookDemo01', data: '{"t":25}', coreid: 'api' });
  expect(test.sent.map((request) => request.url)).to.deep.equal(['https://demo.example/hook']);
  stream.abort();
  const listed = await bodyOf(api.listIntegrations({ product }));
  expect(listed.map((one: { id: string }) => one.id)).to.deep.equal([hook.id]);
  expect(
    await statusOf(
      api.editIntegration({
        product,
        integrationId: hook.id,
        event: 'Webhook',
        settings: { integration_type: 'Webhook', url: 'https://demo.example/other' },
      }),
    ),
  ).to.equal(200);
  expect(await statusOf(api.deleteIntegration({ product, integrationId: hook.id }))).to.equal(204);
});

it('webhooks of the account are made, listed and deleted by their own methods', async () => {
  const { api } = await signedIn();
  const made = await bodyOf(api.createWebhook({ event: 'Mine', url: 'https://demo.example/hook' }));
  expect(made.ok).to.equal(true);
  expect((await bodyOf(api.listWebhooks({}))).map((hook: { event: string }) => hook.event)).to.include('Mine');
  expect(await statusOf(api.deleteWebhook({ hookId: made.id }))).to.equal(200);
});

it('a stream refused is a rejection with the cloud’s own words', async () => {
  await signedIn();
  const refused = await client({ auth: '0'.repeat(40) })
    .getEventStream({ deviceId: 'mine' })
    .then(
      () => null,
      (error: unknown) => error,
    );
  expect(refused).to.deep.include({ statusCode: 401 });
});

it('a wrong password is a rejection that tells why', async () => {
  await signedIn();
  const error = await client()
    .login({ username: 'student@example.com', password: 'x' })
    .catch((reason: unknown) => reason);
  expect(error).to.deep.include({ statusCode: 400, shortErrorDescription: 'User credentials are invalid' });
});

it('tokens are revoked one, current and all', async () => {
  const { api, auth } = await signedIn();
  const other = (await bodyOf(api.login({ username: 'student@example.com', password: 'pocket-cloud' }))).access_token;
  expect(await bodyOf(api.deleteAccessToken({ token: other }))).to.deep.equal({ ok: true });
  expect(await statusOf(client({ auth: other }).getUserInfo({}))).to.equal(401);
  expect(await bodyOf(api.deleteCurrentAccessToken({ auth }))).to.deep.equal({ ok: true });
  expect(await statusOf(api.getUserInfo({}))).to.equal(401);
  const fresh = (await bodyOf(client().login({ username: 'student@example.com', password: 'pocket-cloud' }))).access_token;
  expect(await bodyOf(client({ auth: fresh }).deleteActiveAccessTokens({}))).to.deep.equal({ ok: true });
  expect(await statusOf(client({ auth: fresh }).getUserInfo({}))).to.equal(401);
});

it('accounts are made, read, changed, reset and deleted', async () => {
  const { api } = await signedIn();
  expect(
    await bodyOf(api.createUser({ username: 'ada@example.com', password: 'ada-secret', accountInfo: { first_name: 'Ada' } })),
  ).to.deep.equal({ ok: true });
  const auth = (await bodyOf(api.login({ username: 'ada@example.com', password: 'ada-secret' }))).access_token;
  const ada = client({ auth });
  expect((await bodyOf(ada.getUserInfo({}))).username).to.equal('ada@example.com');
  expect((await bodyOf(ada.setUserInfo({ accountInfo: { first_name: 'A.' } }))).ok).to.equal(true);
  expect(await statusOf(ada.changeUsername({ username: 'lovelace@example.com', currentPassword: 'ada-secret' }))).to.equal(200);
  expect(await statusOf(ada.changeUserPassword({ password: 'next-secret', currentPassword: 'ada-secret' }))).to.equal(200);
  expect((await bodyOf(ada.trackingIdentity({ full: true }))).email).to.equal('lovelace@example.com');
  expect((await bodyOf(ada.resetPassword({ username: 'lovelace@example.com' }))).ok).to.equal(true);
  expect(await statusOf(ada.deleteUser({ password: 'next-secret' }))).to.equal(204);
  expect(await statusOf(ada.getUserInfo({}))).to.equal(401);
});

it('a changed password with invalidateTokens ends every token', async () => {
  const { api } = await signedIn();
  await api.changeUserPassword({ password: 'next-secret', currentPassword: 'pocket-cloud', invalidateTokens: true });
  expect(await statusOf(api.getUserInfo({}))).to.equal(401);
});

it('a device is renamed, noted, signalled, pinged, called and read', async () => {
  const { test, api, id } = await signedIn();
  await connectDevice(test, id, { functions: { on: (arg) => Number(arg) }, variables: { temp: 21 } });
  expect((await bodyOf(api.renameDevice({ deviceId: id, name: 'lamp' }))).name).to.equal('lamp');
  expect((await bodyOf(api.setDeviceNotes({ deviceId: id, notes: 'desk' }))).notes).to.equal('desk');
  expect((await bodyOf(api.signalDevice({ deviceId: id, signal: true }))).signaling).to.equal(true);
  expect(await bodyOf(api.put({ uri: `/v1/devices/${id}/ping`, data: {} }))).to.deep.equal({ online: true, ok: true });
  expect((await bodyOf(api.callFunction({ deviceId: 'lamp', name: 'on', argument: '7' }))).return_value).to.equal(7);
  expect((await bodyOf(api.getVariable({ deviceId: id, name: 'temp' }))).result).to.equal(21);
  expect(await statusOf(api.getVariable({ deviceId: id, name: 'nothing' }))).to.equal(404);
  expect((await bodyOf(api.getDevice({ deviceId: id }))).notes).to.equal('desk');
  expect(
    (await bodyOf(api.lookupSerialNumber({ serialNumber: (await bodyOf(api.getDevice({ deviceId: id }))).serial_number }))).deviceID,
  ).to.equal(id);
});

it('a device is given up, claimed again and made by claim code', async () => {
  const { test, api, id, makeProduct } = await signedIn();
  const device = await connectDevice(test, id);
  expect(await bodyOf(api.removeDevice({ deviceId: id }))).to.deep.equal({ ok: true });
  expect((await bodyOf(api.claimDevice({ deviceId: id }))).ok).to.equal(true);
  await api.removeDevice({ deviceId: id });
  const { claim_code } = await bodyOf(api.getClaimCode({}));
  await device.greet({ claim_code });
  expect((await bodyOf(api.listDevices({}))).map((one: { id: string }) => one.id)).to.deep.equal([id]);
  expect((await bodyOf(api.provisionDevice({ productId: await makeProduct() }))).device_id).to.match(/^[0-9a-f]{24}$/);
});

it('sources are compiled, downloaded and flashed', async () => {
  const { test, api, id } = await signedIn();
  const device = await connectDevice(test, id);
  const files = { 'src/app.cpp': new Blob(['void loop() {}']), 'project.properties': new Blob(['name=app']) };
  const compiled = await bodyOf(api.compileCode({ files, platformId: 3 }));
  expect(compiled.ok).to.equal(true);
  const bytes = await api.downloadFirmwareBinary({ binaryId: compiled.binary_id });
  expect(new Uint8Array(bytes)).to.deep.equal(MODULE);
  expect((await bodyOf(api.flashDevice({ deviceId: id, files }))).message).to.equal('Update started');
  await settle();
  expect(device.calls.map(({ type }) => type)).to.deep.equal(['flash']);
  expect((await bodyOf(api.listBuildTargets({ onlyFeatured: true }))).targets[0].platforms).to.deep.equal([3]);
  const [version] = await bodyOf(api.listDeviceOsVersions({ platformId: 3 }));
  expect((await bodyOf(api.getDeviceOsVersion({ version: version.version }))).version).to.equal(version.version);
});

it('a product’s fleet is imported by file, changed, locked, flashed and emptied', async () => {
  const { test, api, id, makeProduct } = await signedIn();
  const product = await makeProduct();
  expect((await bodyOf(api.listProducts({}))).products[0].id).to.equal(product);
  expect((await bodyOf(api.getProduct({ product }))).product.id).to.equal(product);
  expect((await bodyOf(api.addDeviceToProduct({ product, file: new Blob([`${id}\n`]) }))).updated).to.equal(1);
  expect(
    (await bodyOf(api.listDevices({ product, deviceId: id, groups: [], sortAttr: 'deviceId', sortDir: 'asc', page: 1, perPage: 5 }))).meta
      .total_pages,
  ).to.equal(1);
  expect((await bodyOf(api.markAsDevelopmentDevice({ product, deviceId: id }))).development).to.equal(true);
  const bytes = buildModule({ product_id: 3, product_version: 1 });
  const uploaded = await bodyOf(api.uploadProductFirmware({ product, file: new Blob([bytes]), version: 1, title: 'One', description: '' }));
  expect(uploaded.version).to.equal(1);
  expect(
    (await bodyOf(api.lockDeviceProductFirmware({ product, deviceId: id, desiredFirmwareVersion: 1, flash: false })))
      .desired_firmware_version,
  ).to.equal(1);
  expect((await bodyOf(api.unlockDeviceProductFirmware({ product, deviceId: id }))).desired_firmware_version).to.equal(null);
  await connectDevice(test, id, { product_id: 3, firmware_version: 1 });
  expect(
    (await bodyOf(api.releaseProductFirmware({ product, version: 1, product_default: true, groups: [], intelligent: true })))
      .product_default,
  ).to.equal(true);
  expect((await bodyOf(api.listProductFirmware({ product }))).map((row: { version: number }) => row.version)).to.deep.equal([1]);
  expect((await bodyOf(api.updateProductFirmware({ product, version: 1, title: 'Two' }))).title).to.equal('Two');
  expect((await bodyOf(api.getProductFirmware({ product, version: 1 }))).device_count).to.equal(1);
  expect(new Uint8Array(await api.downloadProductFirmware({ product, version: 1 }))).to.deep.equal(bytes);
  expect(await statusOf(api.removeDeviceOwner({ product, deviceId: id }))).to.equal(200);
  expect(await statusOf(api.removeDevice({ product, deviceId: id, deny: false }))).to.equal(204);
});

it('clients, customers and the team are managed', async () => {
  const { api, makeProduct } = await signedIn();
  const product = await makeProduct();
  const made = (await bodyOf(api.createOAuthClient({ product, name: 'App', type: 'installed' }))).client;
  expect((await bodyOf(api.updateOAuthClient({ product, clientId: made.id, name: 'Lamp app' }))).client.name).to.equal('Lamp app');
  expect((await bodyOf(api.listOAuthClients({ product }))).clients[0].id).to.equal(made.id);
  const app = client({ clientId: made.id, clientSecret: made.secret });
  expect((await bodyOf(app.createCustomer({ product, email: 'jane@example.com', password: 'x' }))).scope).to.equal(
    'customer=jane@example.com',
  );
  expect((await bodyOf(app.login({ username: 'jane@example.com', password: 'x' }))).access_token).to.have.length(40);
  const owner = (await bodyOf(app.loginAsClientOwner({}))).access_token;
  expect(await statusOf(client({ auth: owner }).getProduct({ product }))).to.equal(200);
  expect((await bodyOf(api.inviteTeamMember({ product, username: 'mate@example.com' }))).invited).to.equal('mate@example.com');
  expect((await bodyOf(api.listTeamMembers({ product }))).team).to.have.length(2);
  expect(await bodyOf(api.removeTeamMember({ product, username: 'mate@example.com' }))).to.deep.equal({ ok: true });
  expect(await statusOf(api.deleteOAuthClient({ product, clientId: made.id }))).to.equal(204);
});

it('the generic calls reach any path, and an unknown one is a JSON error', async () => {
  const { api } = await signedIn();
  expect(await statusOf(api.get({ uri: '/v1/user' }))).to.equal(200);
  expect(await statusOf(api.head({ uri: '/v1/user' }).catch((error: unknown) => Promise.reject(error)))).to.equal(200);
  expect(await statusOf(api.delete({ uri: '/v1/access_tokens/0' }))).to.equal(200);
  expect(await statusOf(api.request({ uri: '/v1/user', method: 'get' }))).to.equal(200);
  expect(await statusOf(api.get({ uri: '/v1/nothing' }))).to.equal(404);
  expect(await statusOf(api.patch({ uri: '/v1/user', data: {} }))).to.equal(405);
});
