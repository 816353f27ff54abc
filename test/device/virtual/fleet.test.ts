// A fleet of simulated publishers: what it says when, and how it reaches a real cloud in few calls.
import { expect } from '@esm-bundle/chai';
import { createCloudClient } from '../../../src/client/cloud-client.ts';
import { Fleet } from '../../../src/device/virtual/fleet.ts';
import { createFleetSchedule, fleetIds, type FleetPlan } from '../../../src/device/virtual/fleet-schedule.ts';
import type { FromFleet, ToFleet } from '../../../src/device/virtual/fleet-worker.ts';
import { BASE, createTestCloud } from '../../support/test-cloud.ts';

const MINUTE = 60_000;
const plan: FleetPlan = { seed: 'lab', count: 1000, interval: MINUTE, rhythm: 'spread', jitter: 0.1, event: 'tick' };

/** How many fall into each second of the first minute. */
const seconds = (given: FleetPlan): number[] => {
  const schedule = createFleetSchedule(given, 0);
  return Array.from({ length: 60 }, (_, second) => schedule.due((second + 1) * 1000 - 1, 10_000).length);
};

it('spreads a thousand boards over the minute, or lets all speak at once, and each speaks once', () => {
  const spread = seconds(plan);
  expect(spread.reduce((sum, n) => sum + n)).to.equal(1000);
  expect(Math.max(...spread)).to.be.lessThan(45);
  expect(Math.min(...spread)).to.be.greaterThan(2);
  expect(seconds({ ...plan, rhythm: 'burst' })).to.deep.equal([1000, ...Array.from({ length: 59 }, () => 0)]);
});

it('says the same from the same seed, something else from another, with as many ids as boards', () => {
  const first = createFleetSchedule(plan, 5).due(10 * MINUTE, 100_000);
  expect(createFleetSchedule(plan, 5).due(10 * MINUTE, 100_000)).to.deep.equal(first);
  expect(createFleetSchedule({ ...plan, seed: 'other' }, 5).due(10 * MINUTE, 1)).to.not.deep.equal(first.slice(0, 1));
  expect(new Set(fleetIds(plan)).size).to.equal(1000);
  expect(fleetIds(plan)[0]).to.match(/^e00fce68[0-9a-f]{16}$/);
});

it('goes on after a clock that was moved by a day, without a day of events', () => {
  const schedule = createFleetSchedule({ ...plan, count: 1 }, 0);
  const said = schedule.due(24 * 60 * MINUTE, 100_000);
  expect(said.length).to.be.within(2, 6);
  expect(schedule.missed).to.be.greaterThan(1400);
  expect(schedule.due(24 * 60 * MINUTE + MINUTE * 1.2, 100_000).length).to.be.within(1, 2);
});

it('becomes known in a product and publishes in batches; too fast is refused for that board only', async () => {
  const test = createTestCloud();
  const token = await test.login();
  let calls = 0;
  const cloud = createCloudClient({
    base: BASE,
    token: async () => token,
    fetch: (input, init) => {
      calls += 1;
      return test.cloud.fetch(new Request(input, init), 'test');
    },
  });
  const product = await cloud.createProduct({ name: 'fleet-lab', platform_id: 3 });
  let hear: (message: FromFleet) => void = () => {};
  const told: ToFleet[] = [];
  const fleet = new Fleet({
    cloud,
    time: () => ({ epoch: 0, origin: 0, rate: 1 }),
    now: () => test.clock.now(),
    startWorker: (listener) => {
      hear = listener;
      return { tell: (message) => told.push(message), close: () => {} };
    },
  });
  const changed = (what: () => boolean): Promise<void> =>
    new Promise((resolve) => fleet.addEventListener('change', () => what() && resolve()));
  calls = 0;
  const burst: FleetPlan = { ...plan, count: 300, rhythm: 'burst', seed: String(product.id) };
  await fleet.start(burst, product.id);
  expect(calls).to.equal(4);
  expect(told[0]).to.deep.include({ type: 'start', plan: burst });
  expect((await test.call('GET', `/v1/products/${product.id}/devices?per_page=1`, { token })).json.meta.total_records).to.equal(300);

  const events = createFleetSchedule(burst, 0).due(0, 300);
  const all = changed(() => fleet.numbers.published === 300);
  hear({ events, behind: 0, missed: 0 });
  await all;
  expect(fleet.numbers).to.deep.include({ published: 300, refused: 0, last_minute: 300 });
  expect(told.at(-1)).to.deep.equal({ type: 'taken' });
  const stored = (await test.call('GET', `/pocket/events?limit=200&prefix=tick&product=${product.id}`)).json.events;
  expect(stored).to.have.length(200);
  expect(stored[0]).to.deep.include({ origin: 'device', product_id: product.id });

  const some = changed(() => fleet.numbers.refused > 0);
  const one = events[0]!;
  hear({ events: [one, one, one, one, one, events[1]!], behind: 0, missed: 0 });
  await some;
  expect(fleet.numbers).to.deep.include({ published: 304, refused: 2 });
});
