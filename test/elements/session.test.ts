import { expect } from '@esm-bundle/chai';
import { ApiError } from '../../src/model/errors.ts';
import { createDeviceStorage } from '../../src/device/virtual/device-storage.ts';
import { devicesDatabase } from '../../src/device/virtual/forget-devices.ts';
import { openElementPage } from '../support/element-page.ts';
import type { ElementPage } from '../support/element-page.ts';
import { keptMemory } from '../support/kept-memory.ts';

let page: ElementPage;
beforeEach(async () => {
  page = await openElementPage();
});
afterEach(() => page.close());

it('asks for one token quietly, however many calls need it', async () => {
  const tokens = await Promise.all([page.session.ensureToken(), page.session.ensureToken(), page.session.ensureToken()]);
  expect(new Set(tokens).size).to.equal(1);
  expect(page.session.account.signedIn).to.equal(false);
});

it('a token the cloud does not know any more is replaced without a word', async () => {
  const first = await page.session.ensureToken();
  await page.test.call('DELETE', `/v1/access_tokens/${first}`);
  page.session.view.refresh();
  await page.until(() => page.session.view.devices?.length === 1);
  expect(page.session.account.token).to.not.equal(first);
});

it('reads only what was asked for, and again only what changed', async () => {
  const { session } = page;
  const asked: string[] = [];
  const { fetch } = page.test.cloud;
  page.test.cloud.fetch = (request, client) => {
    asked.push(new URL(request.url).pathname.replace('/docs/cloud', ''));
    return fetch(request, client);
  };
  await page.until(() => session.view.products);
  await page.until(() => session.view.devices);
  asked.length = 0;
  await session.cloud.createProduct({ name: 'one', platform_id: 12 });
  await page.until(() => session.view.products?.length === 1 && asked.includes('/v1/devices'));
  expect(asked.filter((path) => path === '/v1/user/products' || path === '/v1/devices').toSorted()).to.deep.equal([
    '/v1/devices',
    '/v1/user/products',
    '/v1/user/products',
  ]);
  expect(asked).to.not.include('/pocket/servers');
});

it('sees what another page did', async () => {
  await page.until(() => page.session.view.products);
  const token = await page.test.login();
  await page.test.call('POST', '/v1/user/products', { token, body: { product: { name: 'elsewhere', platform_id: 12 } } });
  await page.until(() => page.session.view.products?.[0]?.name === 'elsewhere');
});

it('the same work does not run twice at once, and its failure stays beside it', async () => {
  const { session } = page;
  let runs = 0;
  let finish = (): void => {};
  const work = async (): Promise<void> => {
    runs += 1;
    await new Promise<void>((resolve) => (finish = resolve));
    throw new ApiError('conflict', 'A product is called that already.');
  };
  const first = session.run('save', work);
  expect(await session.run('save', work)).to.equal(undefined);
  expect(session.busy('save')).to.equal(true);
  finish();
  await first;
  expect(runs).to.equal(1);
  expect(session.busy('save')).to.equal(false);
  expect(session.problem('save')?.text).to.equal('A product is called that already.');
  session.clearProblem('save');
  expect(session.problem('save')).to.equal(null);
});

it('several changes of one task are told once', async () => {
  let told = 0;
  page.session.addEventListener('change', () => (told += 1));
  page.session.choose({ device: 'a' });
  page.session.choose({ product: 1 });
  page.session.selectJourney('j', 3);
  await Promise.resolve();
  expect(told).to.equal(1);
  expect(page.session.choice).to.deep.equal({ device: 'a', without_device: false, product: 1, platform: null, integration: null });
});

it('a choice outlives the page, and what is not a choice is not believed', async () => {
  const kept = new Map<string, unknown>([['choice/', { device: 7, product: 'x', platform: 12, integration: 'abc' }]]);
  const memory = keptMemory(kept);
  const other = await openElementPage({ keep: memory });
  expect(other.session.choice).to.deep.equal({ device: null, without_device: false, product: null, platform: 12, integration: 'abc' });
  other.session.choose({ product: 1000 });
  expect((kept.get('choice/') as { product: number }).product).to.equal(1000);
  other.close();
});

it('each account finds its own choices again', async () => {
  const { session } = page;
  await session.cloud.createUser('other@example.com', 'a long secret');
  session.choose({ product: 1000 });
  await session.signIn('other@example.com', 'a long secret');
  expect(session.choice.product).to.equal(null);
  session.choose({ product: 1001 });
  await session.signOut();
  expect(session.choice.product).to.equal(1000);
  await session.signIn('other@example.com', 'a long secret');
  expect(session.choice.product).to.equal(1001);
});

it('asks for nothing with a token that went with the old cloud', async () => {
  const { session } = page;
  await page.until(() => session.view.devices);
  const refused: number[] = [];
  const { fetch } = page.test.cloud;
  page.test.cloud.fetch = async (request, client) => {
    const answer = await fetch(request, client);
    if (answer.status >= 400) refused.push(answer.status);
    return answer;
  };
  await session.cloud.createProduct({ name: 'one', platform_id: 12 });
  await page.until(() => session.view.products?.length === 1);
  await session.cloud.reset();
  await page.until(() => session.view.products?.length === 0);
  expect(refused).to.deep.equal([]);
});

it('starts over with a cloud that was reset', async () => {
  const { session } = page;
  const release = session.feed.hold();
  await session.cloud.createProduct({ name: 'one', platform_id: 12 });
  await session.cloud.publish({ name: 'FirstEvent', data: '1' });
  await page.until(() => session.view.products?.length === 1 && session.feed.events.length === 3);
  session.selectJourney(session.feed.events[0]!.journey);
  // A board that no page shows keeps its firmware here.
  const kept = devicesDatabase(session.cloud.base);
  await createDeviceStorage(kept).write('a', { boots: 1 });
  await session.cloud.reset();
  await page.until(() => session.view.products?.length === 0 && session.feed.state === 'live' && session.feed.events.length === 0);
  expect(session.selectedJourney).to.equal(null);
  const boots = async (): Promise<number> => (await createDeviceStorage(kept).read('a')).boots;
  while ((await boots()) !== 0) await new Promise((resolve) => setTimeout(resolve));
  await session.run('publish', () => session.cloud.publish({ name: 'after' }));
  await page.until(() => session.feed.events[0]?.name === 'after');
  release();
});
