// What every store must do, as tests: run it over each of them.
import { expect } from '@esm-bundle/chai';
import type { NewRow, Store } from '../../src/cloud/ports.ts';

const event = (name: string, user_id: string | null, product_id: number | null = null): NewRow<'events'> => ({
  name,
  data: null,
  ttl: '60',
  published_at: '2026-01-01T00:00:00.000Z',
  coreid: 'api',
  user_id,
  product_id,
  origin: 'api',
  journey: `j-${name}`,
});

/** `create` answers an empty store. */
export function storeConformance(label: string, create: () => Promise<Store>): void {
  const fill = async (store: Store, count: number): Promise<void> => {
    await store.transaction(['events'], 'readwrite', async (tx) => {
      for (let n = 1; n <= count; n++) await tx.put('events', event(`e${n}`, n % 2 ? 'odd' : 'even', n % 3 ? null : 7));
    });
  };
  const names = (store: Store, query: Parameters<Parameters<Parameters<Store['transaction']>[2]>[0]['getAll']>[1]): Promise<string[]> =>
    store.transaction(['events'], 'readonly', async (tx) => (await tx.getAll('events', query)).map((row) => row.name));

  it(`${label}: numbers rows from 1, rising`, async () => {
    const store = await create();
    await fill(store, 3);
    const ids = await store.transaction(['events'], 'readonly', async (tx) => (await tx.getAll('events')).map((row) => row.id));
    expect(ids).to.deep.equal([1, 2, 3]);
  });

  it(`${label}: never gives a number twice, not after deleting and not after emptying the table`, async () => {
    const store = await create();
    await fill(store, 3);
    await store.transaction(['events'], 'readwrite', (tx) => tx.delete('events', 3));
    const next = () => store.transaction(['events'], 'readwrite', (tx) => tx.put('events', event('x', 'odd')));
    expect(await next()).to.equal(4);
    await store.transaction(['events'], 'readwrite', (tx) => tx.deleteRange('events', {}));
    expect(await next()).to.equal(5);
  });

  it(`${label}: counts on from an imported number`, async () => {
    const store = await create();
    const ids = await store.transaction(['events'], 'readwrite', async (tx) => [
      await tx.put('events', { ...event('a', 'u'), id: 41 }),
      await tx.put('events', event('b', 'u')),
    ]);
    expect(ids).to.deep.equal([41, 42]);
  });

  it(`${label}: stores all of a transaction or nothing`, async () => {
    const store = await create();
    await fill(store, 2);
    const failed = await store
      .transaction(['events'], 'readwrite', async (tx) => {
        await tx.put('events', event('lost', 'odd'));
        await tx.put('events', { ...event('changed', 'odd'), id: 1 });
        await tx.delete('events', 2);
        throw new Error('stop');
      })
      .catch((error: Error) => error.message);
    expect(failed).to.equal('stop');
    expect(await names(store, {})).to.deep.equal(['e1', 'e2']);
    expect(await names(store, { index: 'user', from: ['even'], to: ['even'] })).to.deep.equal(['e2']);
  });

  it(`${label}: reads ranges, limits and backwards by primary key`, async () => {
    const store = await create();
    await fill(store, 9);
    expect(await names(store, { from: 3, to: 5 })).to.deep.equal(['e3', 'e4', 'e5']);
    expect(await names(store, { to: 8, reverse: true, limit: 2 })).to.deep.equal(['e8', 'e7']);
    expect(await names(store, { from: 8, limit: 5 })).to.deep.equal(['e8', 'e9']);
    expect(await names(store, { from: 9, to: 2 })).to.deep.equal([]);
    expect(await names(store, { only: 4 })).to.deep.equal(['e4']);
  });

  it(`${label}: a shorter key bounds everything that begins with it`, async () => {
    const store = await create();
    await fill(store, 9);
    expect(await names(store, { index: 'user', from: ['odd'], to: ['odd'] })).to.deep.equal(['e1', 'e3', 'e5', 'e7', 'e9']);
    expect(await names(store, { index: 'user', from: ['odd', 4], to: ['odd'] })).to.deep.equal(['e5', 'e7', 'e9']);
    expect(await names(store, { index: 'user', from: ['odd'], to: ['odd', 5], reverse: true, limit: 2 })).to.deep.equal(['e5', 'e3']);
  });

  it(`${label}: leaves rows with a missing field out of that index`, async () => {
    const store = await create();
    await fill(store, 6);
    expect(await names(store, { index: 'product', from: [7], to: [7] })).to.deep.equal(['e3', 'e6']);
    const count = await store.transaction(['events'], 'readonly', (tx) => tx.count('events', { index: 'product' }));
    expect(count).to.equal(2);
  });

  it(`${label}: moves a changed row in its indexes`, async () => {
    const store = await create();
    await fill(store, 2);
    await store.transaction(['events'], 'readwrite', (tx) => tx.put('events', { ...event('e1', 'even'), id: 1 }));
    expect(await names(store, { index: 'user', from: ['odd'], to: ['odd'] })).to.deep.equal([]);
    expect(await names(store, { index: 'user', from: ['even'], to: ['even'] })).to.deep.equal(['e1', 'e2']);
  });

  it(`${label}: counts and deletes ranges, by index too`, async () => {
    const store = await create();
    await fill(store, 9);
    const counts = await store.transaction(['events'], 'readwrite', async (tx) => {
      await tx.deleteRange('events', { to: 2 });
      await tx.deleteRange('events', { index: 'user', from: ['even'], to: ['even'] });
      return [
        await tx.count('events'),
        await tx.count('events', { from: 5 }),
        await tx.count('events', { index: 'user', only: ['odd', 3] }),
      ];
    });
    expect(counts).to.deep.equal([4, 3, 1]);
  });

  it(`${label}: gives copies, so that a caller cannot change what is stored`, async () => {
    const store = await create();
    await fill(store, 1);
    await store.transaction(['events'], 'readonly', async (tx) => {
      const row = await tx.get('events', 1);
      if (row) row.name = 'changed';
    });
    expect(await names(store, {})).to.deep.equal(['e1']);
  });

  it(`${label}: keeps bytes`, async () => {
    const store = await create();
    await store.transaction(['binaries'], 'readwrite', (tx) =>
      tx.put('binaries', { id: 'b', bytes: new Uint8Array([1, 2, 255]), platform_id: 3, created_at: '', expires_at: null }),
    );
    const row = await store.transaction(['binaries'], 'readonly', (tx) => tx.get('binaries', 'b'));
    expect([...(row?.bytes ?? [])]).to.deep.equal([1, 2, 255]);
  });

  it(`${label}: a key named like a prototype's property is only a key`, async () => {
    const store = await create();
    for (const key of ['__proto__', 'constructor', 'toString']) {
      const row = await store.transaction(['tokens', 'health'], 'readonly', async (tx) => [
        await tx.get('tokens', key),
        (await tx.getAll('tokens', { index: 'user', only: key })).length,
      ]);
      expect(row).to.deep.equal([undefined, 0]);
    }
  });

  it(`${label}: overlapping writers do not lose each other's counts`, async () => {
    const store = await create();
    await store.transaction(['server_state'], 'readwrite', (tx) => tx.put('server_state', { id: 'n', state: 0 }));
    const add = () =>
      store.transaction(['server_state'], 'readwrite', async (tx) => {
        const row = await tx.get('server_state', 'n');
        await tx.put('server_state', { id: 'n', state: (row?.state as number) + 1 });
      });
    await Promise.all(Array.from({ length: 20 }, add));
    const row = await store.transaction(['server_state'], 'readonly', (tx) => tx.get('server_state', 'n'));
    expect(row?.state).to.equal(20);
  });
}
