import { expect } from '@esm-bundle/chai';
import { createCloudClient } from '../../src/client/cloud-client.ts';
import { CloudUnreachable } from '../../src/client/cloud-unreachable.ts';
import { ApiError } from '../../src/model/errors.ts';
import { BASE, createTestCloud } from '../support/test-cloud.ts';

const client = (token?: string) => {
  const test = createTestCloud();
  const cloud = createCloudClient({
    base: BASE,
    fetch: (input, init) => test.cloud.fetch(new Request(input, init), 'test-page'),
    token: async () => token ?? (await test.login()),
  });
  return { test, cloud };
};

const failure = async (work: Promise<unknown>): Promise<unknown> => {
  try {
    await work;
  } catch (error) {
    return error;
  }
  throw new Error('It did not fail');
};

it('goes from a password to a product with an integration', async () => {
  const { cloud } = client();
  expect((await cloud.grant('student@example.com', 'pocket-cloud')).access_token).to.match(/^[0-9a-f]{40}$/);
  expect((await cloud.user()).username).to.equal('student@example.com');
  const [device] = await cloud.devices();
  expect(device?.name).to.equal('pocket_board');
  const product = await cloud.createProduct({ name: 'thermometer', platform_id: 12 });
  expect((await cloud.products()).map(({ name }) => name)).to.deep.equal(['thermometer']);
  const { id } = await cloud.createIntegration({ event: 'temp', url: 'https://echo.example/' }, product.id);
  expect((await cloud.integrations(product.id)).map((one) => one.id)).to.deep.equal([id]);
  expect((await cloud.integration(id, product.id)).event).to.equal('temp');
  await cloud.deleteIntegration(id, product.id);
  await cloud.deleteProduct(product.id);
  expect(await cloud.products()).to.deep.equal([]);
});

it('a wrong password is the caller’s mistake, by its code', async () => {
  const { cloud } = client();
  const error = await failure(cloud.grant('student@example.com', 'wrong'));
  expect(error).to.be.instanceOf(ApiError);
  expect((error as ApiError).code).to.equal('invalid_grant');
  expect((error as ApiError).detail).to.not.equal('');
});

it('an unknown token, a missing product and bad values have codes of their own', async () => {
  const stranger = client('0'.repeat(40)).cloud;
  expect(((await failure(stranger.devices())) as ApiError).code).to.equal('invalid_token');
  const { cloud } = client();
  expect(((await failure(cloud.product(4711))) as ApiError).code).to.equal('not_found');
  const wrong = (await failure(cloud.createIntegration({ event: '', url: 'nowhere' }, null))) as ApiError;
  expect(wrong.code).to.equal('validation');
  expect(wrong.extra.errors).to.have.length.greaterThan(0);
});

it('no answer, a page of somebody else and a broken cloud are nobody’s mistake', async () => {
  const answering = (answer: () => Promise<Response>) => createCloudClient({ base: BASE, fetch: answer });
  const cases = [
    answering(() => Promise.reject(new TypeError('offline'))),
    answering(() => Promise.resolve(new Response('<!doctype html>', { status: 404 }))),
    answering(() => Promise.resolve(new Response('{"error":"boom"}', { status: 500 }))),
  ];
  for (const cloud of cases) expect(await failure(cloud.info())).to.be.instanceOf(CloudUnreachable);
});

it('puts every filter of the log into the address, and nothing that was left out', async () => {
  let asked = '';
  const cloud = createCloudClient({
    base: BASE,
    fetch: (async (input: string) => {
      asked = input;
      return new Response('{"events":[],"more":false}');
    }) as typeof fetch,
  });
  await cloud.events({ prefix: 'a/b c', limit: 5, text: '', after: 0 });
  expect(asked).to.equal(`${BASE}/pocket/events?prefix=a%2Fb+c&limit=5&after=0`);
});
