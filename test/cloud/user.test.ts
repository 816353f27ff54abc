// Accounts: made, changed, their password forgotten, deleted (spec/cloud-api.md §1.3).
import { expect } from '@esm-bundle/chai';
import { createTestCloud, type TestCloud } from '../support/test-cloud.ts';

const STUDENT = 'student@example.com';

const newestMail = async (test: TestCloud) => (await test.call('GET', '/pocket/mails')).json.mails[0];
const codeOf = (mail: { link: string }) => new URL(mail.link, 'https://site.example/').searchParams.get('code');

it('the account says who it is and what it has', async () => {
  const test = createTestCloud();
  const token = await test.login();
  const { json } = await test.call('GET', '/v1/user', { token });
  expect(json).to.deep.include({
    username: STUDENT,
    subscription_ids: [],
    mfa: { enabled: false },
    wifi_device_count: 1,
    cellular_device_count: 0,
  });
  expect(JSON.stringify(json)).not.to.contain('password');
  const identity = (await test.call('GET', '/v1/user/identify', { token })).json;
  expect([identity.email, /^[0-9a-f]{24}$/.test(identity.id)]).to.deep.equal([STUDENT, true]);
});

it('a new account can sign in and has nothing', async () => {
  const test = createTestCloud();
  const made = await test.call('POST', '/v1/users', {
    body: { username: 'New@Example.com', password: 'new-secret', account_info: { first_name: 'Ada' }, utm: {} },
  });
  expect([made.status, made.json]).to.deep.equal([200, { ok: true }]);
  const token = await test.login('new@example.com', 'new-secret');
  expect((await test.call('GET', '/v1/user', { token })).json.account_info.first_name).to.equal('Ada');
  expect((await test.call('GET', '/v1/devices', { token })).json).to.deep.equal([]);
});

it('a name that is no address, a short password and a taken name are told', async () => {
  const { call } = createTestCloud();
  const refused = async (body: unknown) => {
    const { status, json } = await call('POST', '/v1/users', { body });
    expect([status, json.ok]).to.deep.equal([400, false]);
    return json.errors;
  };
  expect(await refused({ username: 'x', password: 'long-enough' })).to.deep.equal(['username must be an email address']);
  expect((await refused({ username: 'a@example.com', password: 'short' }))[0]).to.contain('password');
  expect(await refused({})).to.deep.equal(['username is missing.', 'password is missing.']);
  expect((await refused({ username: STUDENT, password: 'long-enough' }))[0]).to.contain('taken');
});

it('name and password change with the current password only, details without it', async () => {
  const test = createTestCloud();
  const token = await test.login();
  const put = async (body: unknown) => (await test.call('PUT', '/v1/user', { token, body })).status;
  expect(await put({ account_info: { company_name: 'Lamps' } })).to.equal(200);
  expect(await put({ username: 'me@example.com' })).to.equal(400);
  expect(await put({ username: 'me@example.com', current_password: 'wrong' })).to.equal(400);
  expect(await put({ username: 'me@example.com', current_password: 'pocket-cloud' })).to.equal(200);
  expect(await put({ password: 'next-secret', current_password: 'pocket-cloud' })).to.equal(200);
  expect((await test.call('GET', '/v1/user', { token })).json).to.deep.include({ username: 'me@example.com' });
  expect(await test.login('me@example.com', 'next-secret')).to.have.length(40);
});

it('a forgotten password is set anew through the mailed link, once, and old tokens end', async () => {
  const test = createTestCloud();
  const old = await test.login();
  const asked = await test.call('POST', '/v1/user/password-reset', { body: { username: STUDENT } });
  expect([asked.status, asked.json.ok]).to.deep.equal([200, true]);
  const mail = await newestMail(test);
  expect(mail.to).to.equal(STUDENT);
  expect(mail.link).to.match(/^reset-password\/\?code=/);
  const path = `/pocket/password-reset/${codeOf(mail)}`;
  expect((await test.call('GET', path)).json).to.deep.include({ username: STUDENT });
  expect((await test.call('POST', path, { body: { password: 'short' } })).status).to.equal(400);
  expect((await test.call('POST', path, { body: { password: 'brand-new-secret' } })).json).to.deep.equal({ ok: true });
  expect((await test.call('POST', path, { body: { password: 'brand-new-secret' } })).status).to.equal(404);
  expect((await test.call('GET', '/v1/user', { token: old })).status).to.equal(401);
  expect(await test.login(STUDENT, 'brand-new-secret')).to.have.length(40);
});

it('a link for a new password ends after an hour', async () => {
  const test = createTestCloud();
  await test.call('POST', '/v1/user/password-reset', { body: { username: STUDENT } });
  const path = `/pocket/password-reset/${codeOf(await newestMail(test))}`;
  await test.advance(3_600_001);
  expect((await test.call('GET', path)).status).to.equal(404);
});

it('asking for a name that nobody has sounds the same and sends nothing', async () => {
  const test = createTestCloud();
  const known = (await test.call('POST', '/v1/user/password-reset', { body: { username: STUDENT } })).json;
  const unknown = (await test.call('POST', '/v1/user/password-reset', { body: { username: 'nobody@example.com' } })).json;
  expect(unknown).to.deep.equal(known);
  expect((await test.call('GET', '/pocket/mails')).json.mails).to.have.length(1);
});

it('an account with products is not deleted; without them it goes with its tokens, and its devices are free', async () => {
  const test = createTestCloud();
  const token = await test.login();
  const { product } = (await test.call('POST', '/v1/user/products', { token, body: { product: { name: 'Lamp', platform_id: 3 } } })).json;
  const remove = async (password: string) => (await test.call('DELETE', '/v1/user', { token, body: { password } })).status;
  expect(await remove('wrong')).to.equal(400);
  expect(await remove('pocket-cloud')).to.equal(400);
  await test.call('DELETE', `/v1/products/${product.id}`, { token });
  expect(await remove('pocket-cloud')).to.equal(204);
  expect((await test.call('GET', '/v1/user', { token })).status).to.equal(401);
  const devices = await test.store.transaction(['devices'], 'readonly', (tx) => tx.getAll('devices'));
  expect(devices.map((device) => device.owner_id)).to.deep.equal([null]);
});

it('two-step sign-in is honestly not there', async () => {
  const test = createTestCloud();
  const { status, json } = await test.call('GET', '/v1/user/mfa-enable', { token: await test.login() });
  expect([status, json.ok]).to.deep.equal([501, false]);
});
