// The browser's own EventSource, which can send no header: the token is in the address (spec/cloud-api.md §0.1, §4.3).
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, it } from 'node:test';
import type { Page } from 'puppeteer-core';
import { newVisitor, startSite, type Site, type Visitor } from '../support/site.ts';
import { ask, cloudAnswers, publish, signIn, until } from '../support/visit.ts';

let site: Site;
let visitor: Visitor;
let page: Page;
let token: string;
before(async () => {
  site = await startSite();
  visitor = await newVisitor();
});
after(async () => {
  await visitor.close();
  await site.close();
});
beforeEach(async () => {
  page = (await visitor.newPage()).page;
  await page.goto(site.root);
  await cloudAnswers(page);
  token = await signIn(page);
});
afterEach(() => page.close());

interface Heard {
  name: string;
  data: string | null;
  coreid: string;
  ttl: string;
  published_at: string;
}
type Listening = Window & { heard: Heard[]; source: EventSource };

/** Opens `cloud/v1/<path>` and collects events of these names. Resolves once it is open. */
const listen = (path: string, names: string[]): Promise<void> =>
  page.evaluate(
    (given, wanted) =>
      new Promise<void>((resolve, reject) => {
        const here = window as unknown as Listening;
        here.heard = [];
        here.source = new EventSource(`cloud/v1/${given}`);
        for (const name of wanted)
          here.source.addEventListener(name, ({ data }) => here.heard.push({ name, ...(JSON.parse(data) as Omit<Heard, 'name'>) }));
        here.source.addEventListener('open', () => resolve());
        here.source.addEventListener('error', () => reject(new Error('no stream')));
      }),
    path,
    names,
  );

const heard = (count: number): Promise<Heard[]> =>
  until(
    () => page.evaluate(() => (window as unknown as Listening).heard),
    (all) => all.length >= count,
  );
const brief = (all: Heard[]): string[] => all.map(({ name, data }) => `${name}=${data}`);

it('the stream of the account brings its events, with the fields that the vendor sends', async () => {
  await listen(`devices/events?access_token=${token}`, ['reading', 'other']);
  await publish(page, token, 'reading', '25');
  await publish(page, token, 'other', 'a "quoted" line\nand one more');
  const all = await heard(2);
  assert.deepEqual(brief(all), ['reading=25', 'other=a "quoted" line\nand one more']);
  assert.equal(all[0]!.coreid, 'api');
  assert.equal(all[0]!.ttl, '60');
  assert.match(all[0]!.published_at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
});

it('a prefix, with a slash in it, lets only the names pass that begin with it', async () => {
  await listen(`devices/events/room%2Fkit?access_token=${token}`, ['room/kitchen', 'room/bath', 'Room/kitchen', 'room/kit']);
  for (const name of ['room/bath', 'Room/kitchen', 'room/kitchen', 'room/kit']) await publish(page, token, name, '1');
  assert.deepEqual(brief(await heard(2)), ['room/kitchen=1', 'room/kit=1']);
});

it('the stream of a product brings what is published in it and the answers to its webhook, and nothing of the account', async () => {
  const name = `events-${Date.now()}`;
  const made = await ask(page, '/v1/user/products', { method: 'POST', token, json: { product: { name, platform_id: 3 } } });
  const { id } = made.body.product;
  await ask(page, `/v1/products/${id}/integrations`, {
    method: 'POST',
    token,
    json: { integration_type: 'Webhook', event: 'reading', url: 'https://echo.example/in', requestType: 'POST' },
  });
  await listen(`products/${id}/events?access_token=${token}`, ['reading', 'hook-sent/reading', 'hook-response/reading/0']);
  await publish(page, token, 'reading', 'of the account');
  await ask(page, `/v1/products/${id}/events`, { method: 'POST', token, fields: { name: 'reading', data: 'of the product' } });
  const all = await heard(3);
  assert.deepEqual(
    all.map((event) => event.name),
    ['reading', 'hook-sent/reading', 'hook-response/reading/0'],
  );
  assert.equal(all[0]!.data, 'of the product');
});

it('a stream that is opened with the id of an event goes on after it and misses nothing', async () => {
  for (const data of ['1', '2', '3']) await publish(page, token, 'counted', data);
  const { events } = (await ask(page, '/pocket/events?prefix=counted')).body as { events: { id: number; data: string }[] };
  const first = events.find(({ data }) => data === '1')!;
  await listen(`devices/events/counted?access_token=${token}&after=${first.id}`, ['counted']);
  await publish(page, token, 'counted', '4');
  assert.deepEqual(brief(await heard(3)), ['counted=2', 'counted=3', 'counted=4']);
});

it('a wrong token opens nothing', async () => {
  await assert.rejects(listen(`devices/events?access_token=${'0'.repeat(40)}`, ['x']), /no stream/);
  assert.equal(await page.evaluate(() => (window as unknown as Listening).source.readyState), 2);
});
