// Jobs run when they are due, in due order, once, whoever runs them.
import { expect } from '@esm-bundle/chai';
import { createManualClock } from '../../src/adapters/manual-clock.ts';
import { createMemoryStore } from '../../src/adapters/memory-store.ts';
import type { Job } from '../../src/model/job.ts';
import { createTestCloud, settle, type TestCloud } from '../support/test-cloud.ts';

/** Puts a publish due `ms` from now straight into the store, as a killed worker would have left it. */
async function later(cloud: TestCloud, name: string, ms: number, lease = 0): Promise<void> {
  await cloud.cloud.ready;
  const event = {
    name,
    data: null,
    ttl: '60',
    coreid: 'api',
    user_id: null,
    product_id: null,
    origin: 'system' as const,
    journey: 'j'.repeat(24),
  };
  await cloud.store.transaction(['jobs'], 'readwrite', (tx) =>
    tx.put('jobs', { kind: 'publish', due: cloud.clock.now() + ms, lease_until: lease, payload: { event } }),
  );
}

const history = async (cloud: TestCloud): Promise<[string, string][]> =>
  (await cloud.call('GET', '/pocket/events?origin=system&limit=200')).json.events
    .map((event: { name: string; published_at: string }) => [event.name, event.published_at.slice(11, 23)])
    .reverse();

it('jobs run at their due moment, in due order; ties in the order they were made', async () => {
  const cloud = createTestCloud();
  await later(cloud, 'c', 500);
  await later(cloud, 'a', 250);
  await later(cloud, 'b', 250);
  await cloud.advance(250);
  expect(await history(cloud)).to.deep.equal([
    ['a', '12:00:00.250'],
    ['b', '12:00:00.250'],
  ]);
  await cloud.advance(1000);
  expect((await history(cloud)).at(-1)).to.deep.equal(['c', '12:00:00.500']);
});

it('running an hour now runs everything on the way with the right timestamps', async () => {
  const cloud = createTestCloud();
  await later(cloud, 'late', 3_600_000);
  await later(cloud, 'early', 60_000);
  await later(cloud, 'after', 3_600_001);
  const { json } = await cloud.call('POST', '/pocket/clock/advance', { body: { ms: 3_600_000 } });
  expect(json.now).to.equal('2026-01-01T13:00:00.000Z');
  expect(json.next).to.deep.equal({ due: '2026-01-01T13:00:00.001Z', kind: 'publish', label: 'The event after is published.' });
  expect(await history(cloud)).to.deep.equal([
    ['early', '12:01:00.000'],
    ['late', '13:00:00.000'],
  ]);
});

it('skipping to what happens next moves exactly there', async () => {
  const cloud = createTestCloud();
  await later(cloud, 'x', 90_000);
  expect((await cloud.call('POST', '/pocket/clock/advance', { body: { to: 'next' } })).json.now).to.equal('2026-01-01T12:01:30.000Z');
  expect((await cloud.call('POST', '/pocket/clock/advance', { body: { to: 'next' } })).json).to.include({
    now: '2026-01-01T12:01:30.000Z',
    next: null,
  });
});

it('a paused clock stands still and a fast one runs, for this cloud and for its next life', async () => {
  const cloud = createTestCloud();
  await later(cloud, 'x', 10_000);
  await cloud.call('PUT', '/pocket/clock', { body: { rate: 0 } });
  await cloud.advance(3_600_000);
  expect(await history(cloud)).to.deep.equal([]);
  await cloud.call('PUT', '/pocket/clock', { body: { rate: 100 } });
  await cloud.advance(100);
  expect(await history(cloud)).to.deep.equal([['x', '12:00:10.000']]);
  const clock = createManualClock(cloud.clock.real() + 1000);
  const next = createTestCloud({ store: cloud.store, ports: { clock } });
  expect((await next.call('GET', '/pocket/clock')).json.now).to.equal('2026-01-01T12:01:50.000Z');
});

it('the change feed tells when the time is set', async () => {
  const cloud = createTestCloud();
  const feed = await cloud.listen('/pocket/changes');
  await cloud.call('PUT', '/pocket/clock', { body: { rate: 60 } });
  await cloud.advance(0);
  const { data } = feed.events().find(({ event }) => event === 'time') as { data: { rate: number } };
  expect(data.rate).to.equal(60);
  await feed.close();
});

it('two advances at once are one after the other', async () => {
  const cloud = createTestCloud();
  await later(cloud, 'x', 1000);
  await Promise.all([1, 2].map(() => cloud.call('POST', '/pocket/clock/advance', { body: { ms: 600 } })));
  expect(await history(cloud)).to.deep.equal([['x', '12:00:01.000']]);
});

it('two runners over one store run each job once', async () => {
  const store = createMemoryStore();
  const clock = createManualClock();
  const one = createTestCloud({ store, ports: { clock } });
  const two = createTestCloud({ store, ports: { clock } });
  await Promise.all([one.cloud.ready, two.cloud.ready]);
  for (let n = 0; n < 40; n++) await later(one, `n${n}`, 0);
  await Promise.all([one.cloud.runDue(), two.cloud.runDue(), one.cloud.runDue(), two.cloud.runDue()]);
  for (let n = 40; n < 80; n++) await later(one, `n${n}`, 0);
  // The next version of a worker, which takes leases of the one before for leftovers.
  await Promise.all([one.cloud.runDue(), two.cloud.runDue({ alone: true }), one.cloud.runDue(), two.cloud.runDue({ alone: true })]);
  const names = (await history(one)).map(([name]) => name);
  expect(new Set(names).size).to.equal(80);
  expect(names.length).to.equal(80);
});

it('a job whose runner died runs when the lease ends, or at once for the only runner', async () => {
  const cloud = createTestCloud();
  await later(cloud, 'left', 0, cloud.clock.real() + 45_000);
  await cloud.advance(44_000);
  expect(await history(cloud)).to.deep.equal([]);
  await cloud.advance(2_000);
  expect((await history(cloud)).map(([name]) => name)).to.deep.equal(['left']);
  await later(cloud, 'again', 0, cloud.clock.real() + 45_000);
  await cloud.cloud.runDue({ alone: true });
  expect((await history(cloud)).map(([name]) => name)).to.deep.equal(['left', 'again']);
});

it('a slow server holds up nobody else’s chunks', async () => {
  let release!: (answer: { body: string }) => void;
  const slow = new Promise<{ body: string }>((resolve) => (release = resolve));
  const cloud = createTestCloud({ http: () => slow });
  const token = await cloud.login();
  await cloud.call('POST', '/v1/devices/events', { token, body: { name: 'FirstEvent' } });
  const running = cloud.cloud.runDue();
  await later(cloud, 'chunk', 0);
  await cloud.cloud.runDue();
  expect((await history(cloud)).map(([name]) => name)).to.deep.equal(['chunk']);
  release({ body: '' });
  await running;
});

it('a cloud that makes room finishes what is under way and takes up nothing more', async () => {
  let release!: (answer: { body: string }) => void;
  const slow = new Promise<{ body: string }>((resolve) => (release = resolve));
  const cloud = createTestCloud({ http: () => slow });
  const token = await cloud.login();
  await cloud.call('POST', '/v1/devices/events', { token, body: { name: 'FirstEvent' } });
  const running = cloud.cloud.runDue();
  while (cloud.sent.length === 0) await settle();
  let drained = false;
  const over = cloud.cloud.drain().then(() => (drained = true));
  await later(cloud, 'left', 0);
  await cloud.cloud.runDue();
  await settle();
  expect(drained).to.equal(false);
  release({ body: '' });
  await Promise.all([running, over]);
  const rows = await cloud.store.transaction(['jobs', 'deliveries'], 'readonly', async (tx) => [
    (await tx.getAll('jobs')).map(({ kind, lease_until }) => `${kind} ${lease_until}`),
    (await tx.getAll('deliveries')).map(({ state }) => state),
  ]);
  expect(rows).to.deep.equal([['publish 0'], ['success']]);
});

it('the host is asked to wake at the next due moment', async () => {
  const wakes: (number | null)[] = [];
  const cloud = createTestCloud({ ports: { wake: (due) => wakes.push(due) } });
  const token = await cloud.login();
  await cloud.call('POST', '/v1/devices/events', { token, body: { name: 'FirstEvent' } });
  expect(wakes.at(-1)).to.equal(cloud.clock.now());
  await cloud.advance(60_000);
  expect(wakes.at(-1)).to.equal(null);
});

it('a job that breaks is told, kept and tried again half a minute later', async () => {
  const cloud = createTestCloud();
  await cloud.cloud.ready;
  await cloud.store.transaction(['jobs'], 'readwrite', (tx) =>
    tx.put('jobs', { kind: 'publish', due: 0, lease_until: 0, payload: {} } as unknown as Job),
  );
  await cloud.cloud.runDue();
  expect(cloud.bugs.length).to.equal(1);
  expect(await cloud.cloud.nextDue()).to.equal(cloud.clock.now() + 30_000);
});

it('an hour that is run while a webhook is under way begins after it', async () => {
  let test!: TestCloud;
  // As a host's alarm: it rings after whatever made something due, and again.
  const wake = (due: number | null): void => {
    if (due !== null && due <= test.clock.now()) void settle().then(() => test.cloud.runDue());
  };
  let asked = (): void => undefined;
  const sent = new Promise<void>((resolve) => (asked = resolve));
  test = createTestCloud({
    ports: { wake },
    http: async () => {
      asked();
      await settle();
      await settle();
      return { body: 'x'.repeat(600) };
    },
  });
  const token = await test.login();
  await test.call('POST', '/v1/devices/events', { token, body: { name: 'FirstEvent' } });
  await sent;
  await test.call('POST', '/pocket/clock/advance', { body: { ms: 3_600_000 } });
  const { events } = (await test.call('GET', '/pocket/events')).json;
  const told = events.map((event: { name: string; published_at: string }) => `${event.published_at.slice(11, 19)} ${event.name}`);
  expect(told.reverse()).to.deep.equal([
    '12:00:00 FirstEvent',
    '12:00:00 hook-sent/FirstEvent',
    '12:00:00 hook-response/FirstEvent/0',
    '12:00:00 hook-response/FirstEvent/1',
  ]);
});

it('a store that refuses for a while loses no job, and the host is asked to come back', async () => {
  const wakes: (number | null)[] = [];
  const cloud = createTestCloud({ ports: { wake: (due) => wakes.push(due) } });
  await later(cloud, 'x', 0);
  const { transaction } = cloud.store;
  // The transaction fails after its work, as one does when the disk is full.
  cloud.store.transaction = (tables, mode, work) => {
    if (mode === 'readonly') return transaction(tables, mode, work);
    return transaction(tables, mode, async (tx) => {
      await work(tx);
      throw new Error('full');
    });
  };
  const failed = await cloud.cloud.runDue().catch((error: Error) => error.message);
  expect(failed).to.equal('full');
  expect(wakes.at(-1)).to.equal(cloud.clock.now() + 30_000);
  cloud.store.transaction = transaction;
  await cloud.cloud.runDue();
  expect((await history(cloud)).map(([name]) => name)).to.deep.equal(['x']);
});

it('a job that breaks again and again is dropped, and its delivery says so', async () => {
  let broken = true;
  const cloud = createTestCloud({
    ports: {
      http: {
        // No answer that any server gives: what breaks is the cloud.
        request: async () => ({ ok: true, status: 200, headers: null, body: null }) as never,
      },
    },
  });
  const token = await cloud.login();
  await cloud.call('POST', '/v1/devices/events', { token, body: { name: 'FirstEvent' } });
  for (let n = 0; broken && n < 10; n++) {
    await cloud.cloud.runDue();
    broken = (await cloud.cloud.nextDue()) !== null;
    cloud.clock.pass(30_000);
  }
  expect(cloud.bugs.length).to.equal(5);
  expect(await cloud.cloud.nextDue()).to.equal(null);
  cloud.bugs.length = 0;
  const [delivery] = (await cloud.call('GET', '/pocket/deliveries')).json.deliveries;
  expect([delivery.state, delivery.error]).to.deep.equal(['error', 'The cloud broke 5 times']);
});

it('a machine whose clock is set back holds nothing up: the cloud’s time goes on where it was, also in its next life', async () => {
  const cloud = createTestCloud();
  await later(cloud, 'first', 250);
  await cloud.advance(1000);
  await later(cloud, 'second', 250);
  const seen = cloud.clock.now();
  cloud.clock.pass(-3_600_000);
  await cloud.cloud.runDue();
  expect(cloud.clock.now()).to.equal(seen);
  await cloud.advance(250);
  await later(cloud, 'third', 250);
  // Stopped, set back once more, started again.
  const next = createTestCloud({ store: cloud.store, ports: { clock: createManualClock(cloud.clock.real() - 86_400_000) } });
  await next.cloud.ready;
  await next.cloud.runDue();
  next.ports.clock.set((await next.cloud.info()).time);
  const there = next.ports as unknown as { clock: typeof cloud.clock };
  there.clock.pass(250);
  await next.cloud.runDue();
  const told = await history(next);
  expect(told.map(([name]) => name)).to.deep.equal(['first', 'second', 'third']);
  expect(told.map(([, at]) => at)).to.deep.equal([...told.map(([, at]) => at)].sort());
});

it('an older file, or a new start, begins at its own time', async () => {
  const cloud = createTestCloud();
  const file = (await cloud.call('GET', '/pocket/export')).json;
  await cloud.call('POST', '/pocket/clock/advance', { body: { ms: 86_400_000 } });
  await cloud.call('POST', '/pocket/import', { body: file });
  await cloud.advance(1000);
  expect((await cloud.call('GET', '/pocket/clock')).json.now).to.equal('2026-01-01T12:00:01.000Z');
});
