// Looked-up tokens are remembered until anything about them changes.
import { expect } from '@esm-bundle/chai';
import { createCallerCache } from '../../src/cloud/caller-cache.ts';
import type { Caller } from '../../src/cloud/route.ts';
import { createTestCloud } from '../support/test-cloud.ts';

it('a token is looked up once for many calls', async () => {
  const { call, login, store } = createTestCloud();
  const token = await login();
  let reads = 0;
  const { transaction } = store;
  store.transaction = (tables, mode, work) => {
    if (tables.includes('tokens')) reads++;
    return transaction(tables, mode, work);
  };
  for (let n = 0; n < 5; n++) expect((await call('POST', '/v1/devices/events', { token, body: { name: 'a' } })).status).to.equal(200);
  expect(reads).to.equal(1);
});

it('a deleted token, a deleted account and a reset cloud are seen at once', async () => {
  const { call, login } = createTestCloud();
  const token = await login();
  const other = await login();
  const status = async (given: string) => (await call('GET', '/v1/devices', { token: given })).status;
  expect(await status(token)).to.equal(200);
  await call('DELETE', `/v1/access_tokens/${token}`);
  expect(await status(token)).to.equal(401);
  expect(await status(other)).to.equal(200);
  await call('POST', '/pocket/reset', { body: { seed: 'else' } });
  expect(await status(other)).to.equal(401);
});

it('what was read while it changed is not remembered', async () => {
  const cache = createCallerCache();
  let looks = 0;
  const look = async (): Promise<Caller> => {
    // A store may answer from before a change that is told first.
    if (looks++ === 0) cache.changed(['tokens']);
    return { token: {}, user: {} } as Caller;
  };
  for (let n = 0; n < 3; n++) await cache.find('t', look);
  expect(looks).to.equal(2);
});
