// Products: made, changed, counted, and deleted only when nothing is left (spec/cloud-api.md §3.1).
import { expect } from '@esm-bundle/chai';
import { createTestCloud } from '../support/test-cloud.ts';

async function signedIn() {
  const test = createTestCloud();
  const token = await test.login();
  const make = (product: Record<string, unknown>) => test.call('POST', '/v1/user/products', { token, body: { product } });
  return { ...test, token, make };
}

it('a new product has an id from 1000 on and a slug of its name and three digits', async () => {
  const { make } = await signedIn();
  const { status, json } = await make({ name: 'Smart Lamp', description: 'It shines', platform_id: 3 });
  expect(status).to.equal(200);
  expect(json.ok).to.equal(true);
  expect(json.product).to.deep.include({
    id: 1000,
    platform_id: 3,
    name: 'Smart Lamp',
    description: 'It shines',
    user: 'student@example.com',
    groups: [],
    device_count: 0,
    requires_activation_codes: false,
  });
  expect(json.product.slug).to.match(/^smart-lamp-v\d{3}$/);
});

it('a form with brackets makes the same product', async () => {
  const { call, token } = await signedIn();
  const body = new URLSearchParams({ 'product[name]': 'Lamp', 'product[platform_id]': '12' });
  expect((await call('POST', '/v1/products', { token, body })).json.product).to.deep.include({ name: 'Lamp', platform_id: 12 });
});

it('a taken name, a missing name and a platform without products are refused by name', async () => {
  const { make } = await signedIn();
  await make({ name: 'Lamp', platform_id: 3 });
  const refused = async (product: Record<string, unknown>) => {
    const { status, json } = await make(product);
    expect([status, json.ok]).to.deep.equal([400, false]);
    return json.errors[0];
  };
  expect(await refused({ name: 'lamp', platform_id: 3 })).to.contain('name');
  expect(await refused({ platform_id: 3 })).to.equal('product.name is missing.');
  expect(await refused({ name: 'Core', platform_id: 0 })).to.contain('product.platform_id');
  expect(await refused({ name: 'x'.repeat(65), platform_id: 3 })).to.contain('product.name');
});

it('a product is read by id and by slug, as an object', async () => {
  const { make, call, token } = await signedIn();
  const { product } = (await make({ name: 'Lamp', platform_id: 3 })).json;
  expect((await call('GET', `/v1/products/${product.id}`, { token })).json).to.deep.equal({ product });
  expect((await call('GET', `/v1/products/${product.slug}/`, { token })).json.product.id).to.equal(product.id);
  expect((await call('GET', '/v1/products', { token })).json).to.deep.equal({ products: [product] });
  expect((await call('GET', '/v1/user/products', { token })).json).to.deep.equal({ products: [product] });
});

it('somebody else’s product cannot be told from none', async () => {
  const { make, call, login } = await signedIn();
  const { product } = (await make({ name: 'Lamp', platform_id: 3 })).json;
  await call('POST', '/v1/users', { body: { username: 'other@example.com', password: 'other-secret' } });
  const other = await login('other@example.com', 'other-secret');
  for (const path of [`/v1/products/${product.id}`, '/v1/products/99999', '/v1/products/nothing-v000']) {
    const { status, json } = await call('GET', path, { token: other });
    expect([status, json]).to.deep.equal([404, { ok: false, error: 'Product not found.' }]);
  }
});

it('name, description and settings change, the rest stays', async () => {
  const { make, call, token } = await signedIn();
  const { product } = (await make({ name: 'Lamp', platform_id: 3, settings: { a: 1 } })).json;
  const { json } = await call('PUT', `/v1/products/${product.id}`, {
    token,
    body: { product: { description: 'New', settings: { b: 2 } } },
  });
  expect(json.product).to.deep.include({ name: 'Lamp', slug: product.slug, description: 'New' });
  expect(json.product.settings).to.deep.include({ a: 1, b: 2 });
});

it('a product with devices or integrations is not deleted, and the answer says what is left', async () => {
  const { make, call, token } = await signedIn();
  const { product } = (await make({ name: 'Lamp', platform_id: 3 })).json;
  const path = `/v1/products/${product.id}`;
  const [device] = (await call('GET', '/v1/devices', { token })).json;
  await call('POST', `${path}/devices`, { token, body: { id: device.id } });
  const hook = await call('POST', `${path}/integrations`, {
    token,
    body: { event: 'x', url: 'https://a.example/', integration_type: 'Webhook' },
  });
  const first = await call('DELETE', path, { token });
  expect([first.status, first.json.ok]).to.deep.equal([400, false]);
  expect(first.json.error).to.contain('1 device').and.contain('1 integration');
  await call('DELETE', `${path}/devices/${device.id}`, { token });
  await call('DELETE', `${path}/integrations/${hook.json.id}`, { token });
  expect((await call('DELETE', path, { token })).status).to.equal(204);
  expect((await call('GET', path, { token })).status).to.equal(404);
});

it('a deleted product’s id is not given to a product made later while its events are kept', async () => {
  const { make, call, token } = await signedIn();
  const { product } = (await make({ name: 'Lamp', platform_id: 3 })).json;
  await call('POST', `/v1/products/${product.id}/events`, { token, body: { name: 'hello' } });
  await call('DELETE', `/v1/products/${product.id}`, { token });
  expect((await make({ name: 'Lamp', platform_id: 3 })).json.product.id).to.be.above(product.id);
});

it('an account without organizations gets an empty list', async () => {
  const { call, token } = await signedIn();
  expect((await call('GET', '/v1/orgs', { token })).json).to.deep.equal({ organizations: [] });
});
