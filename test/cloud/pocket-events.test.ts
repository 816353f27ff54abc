// The event log and the journeys that the page shows.
import { expect } from '@esm-bundle/chai';
import { createTestCloud, settle, type TestCloud } from '../support/test-cloud.ts';

const names = async (cloud: TestCloud, query: string): Promise<string[]> =>
  (await cloud.call('GET', `/pocket/events?${query}`)).json.events.map((event: { name: string }) => event.name);

async function filled(): Promise<TestCloud & { token: string }> {
  const cloud = createTestCloud({ http: ({ url }) => (url.includes('bad') ? { status: 500, body: 'no' } : { body: 'yes' }) });
  const token = await cloud.login();
  for (const [name, data] of [
    ['temp', '20'],
    ['temp', '21'],
    ['door', 'Open'],
    ['hum', '55'],
  ])
    await cloud.call('POST', '/v1/devices/events', { token, body: { name, data } });
  return { ...cloud, token };
}

it('events are listed newest first, filtered by prefix, text, origin and device', async () => {
  const cloud = await filled();
  expect(await names(cloud, '')).to.deep.equal(['hum', 'door', 'temp', 'temp']);
  expect(await names(cloud, 'prefix=te')).to.deep.equal(['temp', 'temp']);
  expect(await names(cloud, 'prefix=Te')).to.deep.equal([]);
  expect(await names(cloud, 'text=OPEN')).to.deep.equal(['door']);
  expect(await names(cloud, 'origin=device')).to.deep.equal([]);
  expect(await names(cloud, 'device=api')).to.deep.equal(['hum', 'door', 'temp', 'temp']);
  expect(await names(cloud, 'device=e00fce680000000000000000')).to.deep.equal([]);
});

it('pages join without gap or double, and say when there is no more', async () => {
  const cloud = await filled();
  const first = (await cloud.call('GET', '/pocket/events?limit=3')).json;
  expect(first.more).to.equal(true);
  const second = (await cloud.call('GET', `/pocket/events?limit=3&before=${first.events.at(-1).id}`)).json;
  expect(second.more).to.equal(false);
  expect([...first.events, ...second.events].map((event) => event.id)).to.deep.equal([4, 3, 2, 1]);
  expect(await names(cloud, 'after=3')).to.deep.equal(['hum']);
});

it('a filter finds its events far behind others', async () => {
  const cloud = await filled();
  await cloud.store.transaction(['events'], 'readwrite', async (tx) => {
    const row = await tx.get('events', 1);
    for (let id = 5; id < 1200; id++) await tx.put('events', { ...row!, id, name: 'noise' });
  });
  const { events, more } = (await cloud.call('GET', '/pocket/events?prefix=door&limit=5')).json;
  expect(events.map((event: { id: number }) => event.id)).to.deep.equal([3]);
  expect(more).to.equal(false);
});

it('a wrong query is refused and names its field', async () => {
  const { call } = createTestCloud();
  for (const [query, field] of [
    ['limit=0', 'limit'],
    ['limit=201', 'limit'],
    ['limit=x', 'limit'],
    ['before=-1', 'before'],
    ['origin=moon', 'origin'],
    ['prefix[a]=x', 'prefix'],
  ]) {
    const { status, json } = await call('GET', `/pocket/events?${query}`);
    expect(status).to.equal(400);
    expect(json.errors[0]).to.contain(field);
  }
});

it('the stream of the log carries whole events with their id and resumes behind one', async () => {
  const cloud = await filled();
  const stream = await cloud.listen('/pocket/events/stream?after=2&prefix=d');
  await cloud.call('POST', '/v1/devices/events', { token: cloud.token, body: { name: 'dusk' } });
  await settle();
  expect(stream.events().map(({ event, id, data }) => [event, id, data.id, data.name])).to.deep.equal([
    ['event', '3', 3, 'door'],
    ['event', '5', 5, 'dusk'],
  ]);
  await stream.close();
});

it('a journey holds every hop of one publish, under one id', async () => {
  const cloud = await filled();
  await cloud.call('POST', '/v1/devices/events', { token: cloud.token, body: { name: 'FirstEvent', data: 'x' } });
  const waiting = (await cloud.call('GET', '/pocket/journeys?limit=1')).json.journeys[0];
  expect(waiting).to.include({ state: 'waiting', hooks: 1 });
  await cloud.advance(1000);
  const { journeys, more } = (await cloud.call('GET', '/pocket/journeys?limit=2')).json;
  expect(more).to.equal(true);
  expect(
    journeys.map((journey: { event: { name: string }; state: string; hooks: number }) => [
      journey.event.name,
      journey.state,
      journey.hooks,
    ]),
  ).to.deep.equal([
    ['FirstEvent', 'done', 1],
    ['hum', 'done', 0],
  ]);
  const { json } = await cloud.call('GET', `/pocket/journeys/${waiting.id}`);
  expect(json.events.map((event: { name: string }) => event.name)).to.deep.equal([
    'FirstEvent',
    'hook-sent/FirstEvent',
    'hook-response/FirstEvent/0',
  ]);
  expect(json.deliveries.map((delivery: { state: string }) => delivery.state)).to.deep.equal(['success']);
  expect(json.requests).to.deep.equal([]);
});

it('a journey whose server failed says error', async () => {
  const cloud = await filled();
  await cloud.call('POST', '/v1/integrations', { token: cloud.token, body: { event: 'hum', url: 'https://bad.example/' } });
  await cloud.call('POST', '/v1/devices/events', { token: cloud.token, body: { name: 'hum' } });
  await cloud.advance(1000);
  expect((await cloud.call('GET', '/pocket/journeys?limit=1')).json.journeys[0].state).to.equal('error');
});

it('an unknown journey is 404', async () => {
  const { call } = createTestCloud();
  expect((await call('GET', '/pocket/journeys/constructor')).status).to.equal(404);
});

it('the log keeps the newest ten thousand events', async () => {
  const cloud = await filled();
  await cloud.store.transaction(['events'], 'readwrite', async (tx) => {
    const row = await tx.get('events', 1);
    for (let id = 5; id <= 10_300; id++) await tx.put('events', { ...row!, id });
  });
  for (let n = 0; n < 200; n += 50)
    await Promise.all(
      Array.from({ length: 50 }, () => cloud.call('POST', '/v1/devices/events', { token: cloud.token, body: { name: 'x' } })),
    );
  await settle();
  const count = await cloud.store.transaction(['events'], 'readonly', (tx) => tx.count('events'));
  expect(count).to.be.within(10_000, 10_200);
});
