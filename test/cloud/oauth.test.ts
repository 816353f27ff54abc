// What a token can be got with, how long it lives, and how it ends (spec/cloud-api.md §1.1, §1.2).
import { expect } from '@esm-bundle/chai';
import { createTestCloud } from '../support/test-cloud.ts';

const form = (fields: Record<string, string>) => new URLSearchParams(fields);
const CLIENT = { client_id: 'particle', client_secret: 'particle' };
const LOGIN = { grant_type: 'password', username: 'student@example.com', password: 'pocket-cloud', ...CLIENT };
const basic = (name: string, secret: string) => ({ authorization: `Basic ${btoa(`${name}:${secret}`)}` });

/** A product with one client, as a maker sets it up. */
async function withProduct() {
  const test = createTestCloud();
  const token = await test.login();
  const made = await test.call('POST', '/v1/user/products', { token, body: { product: { name: 'Lamp', platform_id: 3 } } });
  const product = made.json.product.id as number;
  const { json } = await test.call('POST', `/v1/products/${product}/clients`, { token, body: { name: 'My App', type: 'installed' } });
  return { test, token, product, client: { client_id: json.client.id as string, client_secret: json.client.secret as string } };
}

it('a password gives a bearer token of 90 days with a refresh token', async () => {
  const { call } = createTestCloud();
  const { status, json } = await call('POST', '/oauth/token', { body: form(LOGIN) });
  expect(status).to.equal(200);
  expect(json.token_type).to.equal('bearer');
  expect(json.access_token).to.match(/^[0-9a-f]{40}$/);
  expect(json.refresh_token).to.match(/^[0-9a-f]{40}$/);
  expect(json.expires_in).to.equal(7_776_000);
});

it('the pairs of the official tools and a Basic header are accepted', async () => {
  const { call } = createTestCloud();
  const { client_id: _id, client_secret: _secret, ...person } = LOGIN;
  for (const [name, secret] of [
    ['particle', 'particle'],
    ['particle-api', 'particle-api'],
    ['particle-cli', 'particle-cli'],
    // The CLI up to 3.43 says this in its source.
    ['CLI2', 'client_secret_here'],
  ] as const) {
    expect((await call('POST', '/oauth/token', { body: form({ ...person, client_id: name, client_secret: secret }) })).status).to.equal(
      200,
    );
    expect((await call('POST', '/oauth/token', { body: form(person), headers: basic(name, secret) })).status).to.equal(200);
  }
  for (const wrong of [{ client_id: 'CLI2', client_secret: 'CLI2' }, { client_id: 'CLI2' }, { client_id: 'nobody' }])
    expect((await call('POST', '/oauth/token', { body: form({ ...person, ...wrong } as Record<string, string>) })).status).to.equal(400);
});

it('JSON is accepted like a form', async () => {
  const { call } = createTestCloud();
  expect((await call('POST', '/oauth/token', { body: { ...LOGIN, expires_in: 60 } })).json.expires_in).to.equal(60);
});

it('a wrong password, an unknown client and an unknown grant are each told by their own code', async () => {
  const { call } = createTestCloud();
  const ask = async (fields: Record<string, string>) => {
    const { status, json } = await call('POST', '/oauth/token', { body: form({ ...LOGIN, ...fields }) });
    return [status, json.error, typeof json.error_description];
  };
  expect(await ask({ password: 'wrong' })).to.deep.equal([400, 'invalid_grant', 'string']);
  expect(await ask({ username: 'nobody@example.com' })).to.deep.equal([400, 'invalid_grant', 'string']);
  expect(await ask({ client_secret: 'x' })).to.deep.equal([400, 'invalid_client', 'string']);
  expect(await ask({ grant_type: 'magic' })).to.deep.equal([400, 'unsupported_grant_type', 'string']);
  expect(await ask({ grant_type: 'authorization_code' })).to.deep.equal([400, 'unsupported_grant_type', 'string']);
  expect(await ask({ grant_type: 'urn:custom:mfa-otp' })).to.deep.equal([400, 'invalid_grant', 'string']);
});

it('a token ends when the clock of the cloud says so', async () => {
  const test = createTestCloud();
  const { json } = await test.call('POST', '/oauth/token', { body: form({ ...LOGIN, expires_in: '60' }) });
  const token = json.access_token;
  await test.advance(59_000);
  expect((await test.call('GET', '/v1/user', { token })).status).to.equal(200);
  await test.advance(2_000);
  const late = await test.call('GET', '/v1/user', { token });
  expect([late.status, late.json.error]).to.deep.equal([401, 'invalid_token']);
});

it('expires_in 0 means never, expires_at means that moment', async () => {
  const test = createTestCloud();
  const never = (await test.call('POST', '/oauth/token', { body: form({ ...LOGIN, expires_in: '0' }) })).json;
  expect([never.expires_in, never.expires_at]).to.deep.equal([0, null]);
  const at = new Date(test.clock.now() + 3_600_000).toISOString();
  expect((await test.call('POST', '/oauth/token', { body: form({ ...LOGIN, expires_at: at }) })).json.expires_at).to.equal(at);
  const past = await test.call('POST', '/oauth/token', { body: form({ ...LOGIN, expires_at: '2001-01-01T00:00:00Z' }) });
  expect(past.status).to.equal(400);
  await test.advance(20 * 365 * 86_400_000);
  expect((await test.call('GET', '/v1/user', { token: never.access_token })).status).to.equal(200);
});

it('a product’s client gets a product token, and with a scope a customer’s', async () => {
  const { test, product, client } = await withProduct();
  const own = await test.call('POST', '/oauth/token', { body: form({ grant_type: 'client_credentials', ...client }) });
  expect(own.status).to.equal(200);
  const productToken = own.json.access_token;
  expect((await test.call('GET', `/v1/products/${product}`, { token: productToken })).status).to.equal(200);
  for (const path of ['/v1/user', '/v1/devices', '/v1/products'])
    expect((await test.call('GET', path, { token: productToken })).json.error, path).to.equal('unauthorized');
  await test.call('POST', `/v1/products/${product}/customers`, { token: productToken, body: { email: 'jane@example.com' } });
  const scoped = await test.call('POST', '/oauth/token', {
    body: form({ grant_type: 'client_credentials', scope: 'customer=jane@example.com', ...client }),
  });
  expect([scoped.status, scoped.json.scope]).to.deep.equal([200, 'customer=jane@example.com']);
  expect((await test.call('GET', '/v1/devices', { token: scoped.json.access_token })).json).to.deep.equal([]);
  const unknown = await test.call('POST', '/oauth/token', {
    body: form({ grant_type: 'client_credentials', scope: 'customer=joe', ...client }),
  });
  expect([unknown.status, unknown.json.error]).to.deep.equal([400, 'invalid_grant']);
});

it('the clients of the official tools own no product, so they get no token of their own', async () => {
  const { call } = createTestCloud();
  const { status, json } = await call('POST', '/oauth/token', {
    body: form({ grant_type: 'client_credentials', client_id: 'particle-api', client_secret: 'particle-api' }),
  });
  expect([status, json.error]).to.deep.equal([400, 'invalid_client']);
});

it('a refresh token works once, within 14 days, for its own client', async () => {
  const { test, client } = await withProduct();
  const first = (await test.call('POST', '/oauth/token', { body: form({ grant_type: 'client_credentials', ...client }) })).json;
  const refresh = (refresh_token: string, pair: Record<string, string> = client) =>
    test.call('POST', '/oauth/token', { body: form({ grant_type: 'refresh_token', refresh_token, ...pair }) });
  expect((await refresh(first.refresh_token, CLIENT)).status).to.equal(400);
  const second = await refresh(first.refresh_token);
  expect(second.status).to.equal(200);
  expect(second.json.access_token).not.to.equal(first.access_token);
  expect((await refresh(first.refresh_token)).json.error).to.equal('invalid_grant');
  await test.advance(14 * 86_400_000 + 1000);
  expect((await refresh(second.json.refresh_token)).json.error).to.equal('invalid_grant');
});

it('the tokens of an account are listed with its password, and only with it', async () => {
  const test = createTestCloud();
  const token = await test.login();
  const listed = await test.call('GET', '/v1/access_tokens', { headers: basic('student@example.com', 'pocket-cloud') });
  expect(listed.json.map((row: { token: string; client: string }) => [row.token, row.client])).to.deep.equal([[token, 'particle']]);
  const wrong = await test.call('GET', '/v1/access_tokens', { headers: basic('student@example.com', 'x') });
  expect([wrong.status, wrong.json]).to.deep.equal([401, { ok: false, errors: ['Bad password'] }]);
  const nobody = await test.call('GET', '/v1/access_tokens', { headers: basic('nobody@example.com', 'x') });
  expect([nobody.status, nobody.json]).to.deep.equal([400, { ok: false, errors: ['Unknown user'] }]);
});

it('the current token tells its end and its client under both names', async () => {
  const test = createTestCloud();
  const { json } = await test.call('GET', '/v1/access_tokens/current', { token: await test.login() });
  expect(json).to.deep.include({ client: 'particle', client_id: 'particle', scopes: [], orgs: [] });
  expect(Date.parse(json.expires_at) - test.clock.now()).to.equal(7_776_000_000);
});

it('a token is revoked by itself, by its name or with all others', async () => {
  const test = createTestCloud();
  const alive = async (token: string) => (await test.call('GET', '/v1/user', { token })).status === 200;
  const [one, two, three, four] = [await test.login(), await test.login(), await test.login(), await test.login()];
  expect((await test.call('DELETE', '/v1/access_tokens/current', { token: one })).json).to.deep.equal({ ok: true });
  expect((await test.call('DELETE', `/v1/access_tokens/${two}`)).json).to.deep.equal({ ok: true });
  expect((await test.call('DELETE', `/v1/access_tokens/${'0'.repeat(40)}`)).json).to.deep.equal({ ok: true });
  expect([await alive(one), await alive(two), await alive(three)]).to.deep.equal([false, false, true]);
  await test.call('DELETE', '/v1/access_tokens', { token: three });
  expect([await alive(three), await alive(four)]).to.deep.equal([false, false]);
});
