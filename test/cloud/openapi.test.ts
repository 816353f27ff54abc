// The cloud serves the description that the build wrote, with its own address.
import { expect } from '@esm-bundle/chai';
import { createTestCloud } from '../support/test-cloud.ts';

it('the description is served with the address of this cloud', async () => {
  const { call } = createTestCloud({ ports: { description: async () => ({ openapi: '3.1.0', paths: {} }) } });
  const { status, json } = await call('GET', '/openapi.json');
  expect(status).to.equal(200);
  expect(json).to.deep.equal({ openapi: '3.1.0', paths: {}, servers: [{ url: 'https://site.example/docs/cloud' }] });
});

it('without the file the cloud says how to get it', async () => {
  const { call } = createTestCloud();
  const { status, json } = await call('GET', '/openapi.json');
  expect(status).to.equal(404);
  expect(json.error).to.contain('online');
});
