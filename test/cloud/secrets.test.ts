// Tokens, client secrets and passwords stay where they belong: no console, no bug report, no change feed, no error answer repeats one.
import { expect } from '@esm-bundle/chai';
import { createTestCloud } from '../support/test-cloud.ts';

const PASSWORD = 'correct-horse-battery';
const LEVELS = ['debug', 'log', 'info', 'warn', 'error'] as const;

it('nothing that the cloud says on the side holds a secret', async () => {
  const said: string[] = [];
  const kept = LEVELS.map((level) => console[level]);
  for (const level of LEVELS) console[level] = (...words: unknown[]) => said.push(words.map(String).join(' '));
  const secrets: string[] = [PASSWORD];
  try {
    const test = createTestCloud();
    const { call, bugs } = test;
    const feed = await test.listen('/pocket/changes');
    await call('POST', '/v1/users', { body: { username: 'ada@example.com', password: PASSWORD } });
    const token = await test.login('ada@example.com', PASSWORD);
    const { product } = (await call('POST', '/v1/user/products', { token, body: { product: { name: 'Lamp', platform_id: 12 } } })).json;
    const { client } = (await call('POST', `/v1/products/${product.id}/clients`, { token, body: { name: 'App', type: 'installed' } })).json;
    const { claim_code } = (await call('POST', '/v1/device_claims', { token })).json;
    secrets.push(token, client.secret, claim_code);

    const refusals = [
      await call('GET', `/v1/nothing?access_token=${token}`),
      await call('POST', '/oauth/token', { body: { grant_type: PASSWORD, password: PASSWORD, client_secret: client.secret } }),
      await call('PUT', '/v1/user', { token, body: { password: 'another-one', current_password: `${PASSWORD}x` } }),
      await call('DELETE', '/v1/user', { token, body: { password: { nested: PASSWORD } } }),
      await call('POST', '/v1/devices/events', {
        token,
        body: `{"name": "x", "data": "${PASSWORD}"`,
        headers: { 'content-type': 'application/json' },
      }),
      await call('GET', `/v1/devices/${token}`, { token: `${token.slice(0, 39)}x` }),
      await call('POST', '/pocket/import', { body: { format: client.secret, tables: { users: [{ id: PASSWORD }] } } }),
    ];
    for (const { status, response } of refusals) {
      expect(status).to.be.within(400, 499);
      said.push(await response.clone().text());
    }
    // A bug of our own, with a secret at hand: the store breaks while a token is looked up and while one is made.
    const { transaction } = test.store;
    test.store.transaction = () => Promise.reject(new Error('broken'));
    for (const path of ['/oauth/token', '/v1/devices', `/v1/access_tokens/${token}`]) {
      const url = `https://site.example/docs/cloud${path}`;
      const answer = await test.cloud.fetch(
        new Request(url, {
          method: path === '/v1/devices' ? 'GET' : path === '/oauth/token' ? 'POST' : 'DELETE',
          headers: { authorization: `Bearer ${token}x` },
          ...(path === '/oauth/token'
            ? { body: new URLSearchParams({ grant_type: 'password', username: 'ada@example.com', password: PASSWORD }) }
            : {}),
        }),
      );
      expect(answer.status).to.equal(500);
      said.push(await answer.text());
    }
    test.store.transaction = transaction;
    expect(bugs.length).to.be.greaterThan(0);
    said.push(...bugs.map((bug) => `${(bug as Error).message} ${(bug as Error).stack}`));
    bugs.length = 0;
    said.push(
      feed.text(),
      JSON.stringify((await call('GET', '/pocket/limits')).json),
      JSON.stringify((await call('GET', '/pocket/info')).json),
    );
  } finally {
    LEVELS.forEach((level, at) => (console[level] = kept[at]!));
  }
  expect(said.join('\n').length).to.be.greaterThan(1000);
  for (const secret of secrets) for (const line of said) expect(line.includes(secret), line.slice(0, 200)).to.equal(false);
});

it('an export says what it contains, and holds passwords as digests only', async () => {
  const test = createTestCloud();
  await test.call('POST', '/v1/users', { body: { username: 'ada@example.com', password: PASSWORD } });
  const { response, json } = await test.call('GET', '/pocket/export');
  expect(json.contains).to.contain('access tokens').and.to.contain('client secrets').and.to.contain('password digests');
  expect(await response.clone().text()).to.not.contain(PASSWORD);
});
