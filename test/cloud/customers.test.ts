// Clients, customers and what their tokens may do (spec/cloud-api.md §1.4, §1.5).
import { expect } from '@esm-bundle/chai';
import { laterRoutes } from '../../src/cloud/later-routes.ts';
import { routes } from '../../src/cloud/routes.ts';
import { connectDevice } from '../support/connect-device.ts';
import { BASE, createTestCloud } from '../support/test-cloud.ts';

async function withClient(client: Record<string, unknown> = { name: 'My App', type: 'installed' }) {
  const test = createTestCloud();
  const token = await test.login();
  const { product } = (await test.call('POST', '/v1/user/products', { token, body: { product: { name: 'Lamp', platform_id: 3 } } })).json;
  const path = `/v1/products/${product.id}`;
  const made = await test.call('POST', `${path}/clients`, { token, body: client });
  const pair = { client_id: made.json.client.id as string, client_secret: made.json.client.secret as string };
  const [board] = (await test.call('GET', '/v1/devices', { token })).json;
  return { ...test, test, token, product: product.id as number, path, made, pair, id: board.id as string };
}

const form = (fields: Record<string, string>) => new URLSearchParams(fields);

it('a client’s secret is told once', async () => {
  const { made, call, token, path } = await withClient();
  expect(made.status).to.equal(200);
  const { id, secret, ...rest } = made.json.client;
  expect(id).to.match(/^my-app-\d{4}$/);
  expect(secret).to.match(/^[0-9a-f]{40}$/);
  expect(rest).to.deep.equal({ name: 'My App', type: 'installed' });
  expect((await call('GET', `${path}/clients`, { token })).json).to.deep.equal({ ok: true, clients: [{ id, ...rest }] });
  expect((await call('PUT', `${path}/clients/${id}`, { token, body: { name: 'Renamed', scope: 'customers:create' } })).json).to.deep.equal({
    ok: true,
    client: { id, name: 'Renamed', type: 'installed', scope: 'customers:create' },
  });
  expect((await call('DELETE', `${path}/clients/${id}`, { token })).status).to.equal(204);
  expect((await call('GET', `${path}/clients`, { token })).json.clients).to.deep.equal([]);
});

it('clients of an account and of a product are kept apart', async () => {
  const { call, token, path, pair } = await withClient();
  const own = (await call('POST', '/v1/clients', { token, body: { name: 'Mine' } })).json.client;
  expect((await call('GET', '/v1/clients', { token })).json.clients.map((client: { id: string }) => client.id)).to.deep.equal([own.id]);
  expect((await call('DELETE', `/v1/clients/${pair.client_id}`, { token })).status).to.equal(404);
  expect((await call('GET', `${path}/clients/`, { token })).json.clients).to.have.length(1);
});

it('a web client needs an address to return to', async () => {
  const { call, token, path } = await withClient();
  const make = async (redirect_uri?: string) =>
    (await call('POST', `${path}/clients`, { token, body: { name: 'Web', type: 'web', redirect_uri } })).status;
  expect([await make(), await make('somewhere'), await make('https://app.example/done')]).to.deep.equal([400, 400, 200]);
});

it('a client makes a customer and gets the customer’s token; simple sign-in works from then on', async () => {
  const { call, path, pair } = await withClient();
  const made = await call('POST', `${path}/customers`, {
    body: form({ email: 'jane@example.com', password: 'x', grant_type: 'client_credentials', ...pair }),
  });
  expect(made.status).to.equal(200);
  expect(made.json).to.deep.include({ token_type: 'bearer', scope: 'customer=jane@example.com' });
  const login = (password: string) =>
    call('POST', '/oauth/token', { body: form({ grant_type: 'password', username: 'jane@example.com', password, ...pair }) });
  expect((await login('x')).status).to.equal(200);
  expect((await login('y')).json.error).to.equal('invalid_grant');
  const again = await call('POST', `${path}/customers`, { body: form({ email: 'jane@example.com', password: 'x', ...pair }) });
  expect([again.status, again.json.ok]).to.deep.equal([409, false]);
});

it('without a client, or with a wrong one, no customer is made: 401', async () => {
  const { call, path, pair } = await withClient();
  const make = async (fields: Record<string, string>) => {
    const { status, json } = await call('POST', `${path}/customers`, { body: form({ email: 'jane', password: 'x', ...fields }) });
    return [status, json.error];
  };
  expect(await make({})).to.deep.equal([401, 'invalid_client']);
  expect(await make({ ...pair, client_secret: 'no' })).to.deep.equal([401, 'invalid_client']);
  expect(await make({ client_id: 'particle', client_secret: 'particle' })).to.deep.equal([401, 'invalid_client']);
});

it('a customer without a password comes from the maker’s own back end', async () => {
  const { call, path, pair, token } = await withClient();
  const bare = await call('POST', `${path}/customers`, { body: form({ email: 'id-1', ...pair }) });
  expect([bare.status, bare.json.errors[0].includes('no_password')]).to.deep.equal([400, true]);
  expect((await call('POST', `${path}/customers`, { body: form({ email: 'id-1', no_password: 'true', ...pair }) })).status).to.equal(200);
  const own = (await call('POST', '/oauth/token', { body: form({ grant_type: 'client_credentials', ...pair }) })).json.access_token;
  expect((await call('POST', `${path}/customers`, { token: own, body: { email: 'id-2' } })).status).to.equal(200);
  expect((await call('POST', `${path}/customers`, { token, body: { email: 'id-3' } })).status).to.equal(200);
  const login = await call('POST', '/oauth/token', {
    body: form({ grant_type: 'password', username: 'id-2', password: 'anything', ...pair }),
  });
  expect(login.json.error).to.equal('invalid_grant');
});

it('a page with a client’s id alone is sent back to the client’s address with the token behind the hash', async () => {
  const { call, path, pair } = await withClient({ name: 'Page', type: 'web', redirect_uri: 'https://app.example/done' });
  const { response } = await call('POST', `${path}/customers`, {
    body: form({ email: 'jane', password: 'x', response_type: 'token', client_id: pair.client_id }),
  });
  expect(response.status).to.equal(302);
  const target = new URL(response.headers.get('location') ?? '');
  expect(target.origin + target.pathname).to.equal('https://app.example/done');
  expect(new URLSearchParams(target.hash.slice(1)).get('access_token')).to.match(/^[0-9a-f]{40}$/);
});

it('a customer claims a device of the product by code, and may call it and nothing of the product', async () => {
  const { test, call, token, path, pair, id } = await withClient();
  await call('POST', `${path}/devices`, { token, body: { id } });
  const jane = (await call('POST', `${path}/customers`, { body: form({ email: 'jane', password: 'x', ...pair }) })).json.access_token;
  const { claim_code } = (await call('POST', `${path}/device_claims`, { token: jane })).json;
  await connectDevice(test, id, { claim_code, functions: { on: () => 1 } });
  expect(
    (await call('GET', '/v1/devices', { token: jane })).json.map((device: { id: string; owner: string }) => [device.id, device.owner]),
  ).to.deep.equal([[id, 'jane']]);
  expect((await call('POST', `/v1/devices/${id}/on`, { token: jane, body: { arg: '' } })).json.return_value).to.equal(1);
  expect((await call('POST', '/v1/devices/events', { token: jane, body: { name: 'hello' } })).status).to.equal(200);
  const forbidden: [string, string][] = [
    ['GET', path],
    ['GET', `${path}/devices`],
    ['PUT', `${path}/devices/${id}`],
    ['GET', '/v1/products/99999'],
    ['GET', '/v1/user'],
    ['GET', '/v1/clients'],
    ['POST', '/v1/user/products'],
    ['POST', `${path}/events`],
    ['DELETE', '/v1/access_tokens'],
  ];
  for (const [method, where] of forbidden) {
    const { status, json } = await call(method, where, { token: jane, ...(method === 'GET' ? {} : { body: { name: 'x' } }) });
    expect([status, json.error], `${method} ${where}`).to.deep.equal([403, 'unauthorized']);
  }
});

it('the product lists customers that have a device', async () => {
  const { test, call, token, path, pair, id } = await withClient();
  await call('POST', `${path}/devices`, { token, body: { id } });
  await call('POST', `${path}/customers`, { body: form({ email: 'joe', password: 'x', ...pair }) });
  const jane = (await call('POST', `${path}/customers`, { body: form({ email: 'jane', password: 'x', ...pair }) })).json.access_token;
  expect((await call('GET', `${path}/customers`, { token })).json).to.deep.equal({ customers: [], devices: [], meta: { total_pages: 0 } });
  const { claim_code } = (await call('POST', '/v1/device_claims', { token: jane })).json;
  await connectDevice(test, id, { claim_code });
  const { json } = await call('GET', `${path}/customers?per_page=10`, { token });
  expect(json.customers).to.deep.equal([{ id: json.customers[0].id, username: 'jane', full_name: '', devices: [id] }]);
  expect(json.meta.total_pages).to.equal(1);
  const fleet = (await call('GET', `${path}/devices`, { token })).json;
  expect(fleet.customers).to.deep.equal(json.customers);
});

it('with a customer go its tokens and codes, not its device', async () => {
  const { test, call, token, path, pair, id } = await withClient();
  await call('POST', `${path}/devices`, { token, body: { id } });
  const jane = (await call('POST', `${path}/customers`, { body: form({ email: 'jane', password: 'x', ...pair }) })).json.access_token;
  const code = async () => (await call('POST', '/v1/device_claims', { token: jane })).json.claim_code;
  const device = await connectDevice(test, id, { claim_code: await code() });
  const pending = await code();
  expect((await call('DELETE', `${path}/customers/jane`, { token })).json).to.deep.equal({ ok: true });
  expect((await call('GET', '/v1/devices', { token: jane })).status).to.equal(401);
  await device.greet({ claim_code: pending });
  expect((await call('GET', `${path}/devices/${id}`, { token })).json.owner).to.equal(null);
});

it('a customer’s password is set by the maker, or by the customer on a page the product brands', async () => {
  const { test, call, token, path, pair } = await withClient();
  await call('POST', `${path}/customers`, { body: form({ email: 'jane@example.com', password: 'x', ...pair }) });
  const login = async (password: string) =>
    (await call('POST', '/oauth/token', { body: form({ grant_type: 'password', username: 'jane@example.com', password, ...pair }) }))
      .status;
  expect((await call('PUT', `${path}/customers/jane@example.com`, { token, body: { password: 'y' } })).json).to.deep.equal({ ok: true });
  expect([await login('x'), await login('y')]).to.deep.equal([400, 200]);
  await call('PUT', path, {
    token,
    body: { settings: { password_reset: { title: 'Lamps', color: '#AA3300', logo_text: 'L', evil: '<script>' } } },
  });
  await call('POST', '/v1/user/password-reset', { body: { username: 'jane@example.com', ...pair } });
  const [mail] = (await test.call('GET', '/pocket/mails')).json.mails;
  expect(mail.subject).to.contain('Lamps');
  const reset = `/pocket/password-reset/${new URL(mail.link, 'https://a.example').searchParams.get('code')}`;
  expect((await call('GET', reset)).json).to.deep.equal({ username: 'jane@example.com', title: 'Lamps', color: '#aa3300', logo_text: 'L' });
  await call('POST', reset, { body: { password: 'z' } });
  expect([await login('y'), await login('z')]).to.deep.equal([400, 200]);
});

it('a client made for one purpose gives tokens for that purpose', async () => {
  const { call, path, pair } = await withClient({ name: 'Sign up', scope: 'customers:create' });
  const own = (await call('POST', '/oauth/token', { body: form({ grant_type: 'client_credentials', ...pair }) })).json;
  expect(own.scope).to.equal('customers:create');
  expect((await call('POST', `${path}/customers`, { token: own.access_token, body: { email: 'jane' } })).status).to.equal(200);
  expect((await call('GET', `${path}/devices`, { token: own.access_token })).status).to.equal(403);
});

/** Everything that a customer's token may ask for; the devices among it are the customer's own. */
const CUSTOMERS_MAY = [
  'DELETE /v1/access_tokens/current',
  'DELETE /v1/devices/:device',
  'GET /v1/access_tokens/current',
  'GET /v1/devices',
  'GET /v1/devices/:device',
  'GET /v1/devices/:device/:name',
  'GET /v1/devices/:device/events',
  'GET /v1/devices/:device/events/:prefix{.+}',
  'GET /v1/devices/events',
  'GET /v1/devices/events/:prefix{.+}',
  'GET /v1/events',
  'GET /v1/events/:prefix{.+}',
  'GET /v1/serial_numbers/:serial',
  'POST /v1/device_claims',
  'POST /v1/devices',
  'POST /v1/devices/:device/:name',
  'POST /v1/devices/events',
  'POST /v1/products/:product/device_claims',
  'PUT /v1/devices/:device',
  'PUT /v1/devices/:device/backup_files',
  'PUT /v1/devices/:device/ping',
  'PUT /v1/devices/:device/unprotect',
];

it('of all calls with a token a customer may make exactly these; every other one is 403', async () => {
  const { test, token, path, id, product } = await withClient();
  const jane = (await test.call('POST', `${path}/customers`, { token, body: { email: 'jane' } })).json.access_token;
  const may: string[] = [];
  for (const route of [...routes, ...laterRoutes]) {
    if (route.access === 'none' || route.access === 'basic') continue;
    const name = `${route.method} ${route.path}`;
    const where = route.path
      .replace(':product', String(product))
      .replace(':device', id)
      .replace(/:\w+(\{[^}]*\})?/g, 'x');
    // Ends the token: what it answers is known from elsewhere.
    if (name === 'DELETE /v1/access_tokens/current') {
      may.push(name);
      continue;
    }
    const response = await test.cloud.fetch(
      new Request(BASE + where, {
        method: route.method,
        headers: { authorization: `Bearer ${jane}`, 'content-type': 'application/json' },
        body: route.method === 'GET' ? null : '{}',
      }),
    );
    const streams = response.headers.get('content-type')?.startsWith('text/event-stream');
    const { error } = streams ? { error: null } : JSON.parse(await response.text());
    if (streams) await response.body?.cancel();
    if (response.status === 403 && error === 'unauthorized') continue;
    // A device of somebody else is refused in its own words.
    expect([200, 400, 403, 404, 501], name).to.include(response.status);
    may.push(name);
  }
  expect(may.toSorted()).to.deep.equal(CUSTOMERS_MAY);
  expect((await test.call('GET', '/v1/access_tokens/current', { token: jane })).status).to.equal(200);
});
