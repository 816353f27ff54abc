// What the view reads, and what it does not: nothing of a product that is being deleted, nothing that was only typed past.
import { expect } from '@esm-bundle/chai';
import { CloudView, type ViewReads } from '../../../src/elements/support/cloud-view.ts';
import type { Change } from '../../../src/model/cloud-state.ts';

const turns = async (count = 20): Promise<void> => {
  for (let turn = 0; turn < count; turn++) await Promise.resolve();
};

/** A cloud with one product, whose answers wait until they are let go. */
const scene = () => {
  const asked: string[] = [];
  const held: (() => void)[] = [];
  const products = [{ id: 1000 }];
  let hold = false;
  const answer = async <T>(name: string, value: () => T): Promise<T> => {
    asked.push(name);
    if (hold) await new Promise<void>((resolve) => held.push(resolve));
    return value();
  };
  const reads = {
    products: () => answer('products', () => [...products]),
    productDevices: (id: number) => answer(`devices of ${id}`, () => []),
    events: ({ prefix }: { prefix: string }) => answer(`events ${prefix}`, () => ({ events: [] })),
  } as unknown as ViewReads;
  const work: (() => void)[] = [];
  const view = new CloudView(
    reads,
    () => {},
    (later) => work.push(later),
  );
  /** Runs what the view put off. */
  const settle = async (): Promise<void> => {
    for (let round = 0; round < 10; round++) {
      for (const one of work.splice(0)) one();
      await turns();
    }
  };
  return {
    view,
    asked,
    settle,
    products,
    hold: () => (hold = true),
    letGo: () => {
      hold = false;
      for (const resolve of held.splice(0)) resolve();
    },
  };
};

const changed = (table: string): Change => ({ table, ids: [] });

it('nothing of a product is asked for while it is deleted, and never again', async () => {
  const { view, asked, settle, products } = scene();
  void view.products;
  view.productDevices(1000);
  await settle();
  expect(asked).to.deep.equal(['products', 'devices of 1000']);
  await view.removeProduct(1000, async () => {
    view.changed(changed('devices'));
    await settle();
    products.length = 0;
  });
  await settle();
  expect(asked).to.deep.equal(['products', 'devices of 1000', 'products']);
  expect(view.products).to.deep.equal([]);
});

it('a deletion waits for the reads that are under way', async () => {
  const { view, settle, hold, letGo } = scene();
  void view.products;
  await settle();
  hold();
  view.productDevices(1000);
  await settle();
  let removed = false;
  const removing = view.removeProduct(1000, () => {
    removed = true;
    return Promise.resolve();
  });
  await turns();
  expect(removed).to.equal(false);
  letGo();
  await removing;
  expect(removed).to.equal(true);
});

it('a product whose deletion was refused is read as before', async () => {
  const { view, asked, settle } = scene();
  void view.products;
  view.productDevices(1000);
  await settle();
  const refusal = await view
    .removeProduct(1000, () => Promise.reject(new Error('devices are left')))
    .then(
      () => null,
      (error: unknown) => error as Error,
    );
  expect(refusal?.message).to.equal('devices are left');
  asked.length = 0;
  // Real time only passes the view's pause between two reads.
  await new Promise((resolve) => setTimeout(resolve, 60));
  view.changed(changed('groups'));
  await settle();
  expect(asked).to.deep.equal(['devices of 1000']);
});

it('prefixes that were typed past are not read again with every event', async () => {
  const { view, asked, settle } = scene();
  view.recentEvents('');
  for (let length = 1; length <= 100; length++) view.recentEvents('x'.repeat(length));
  view.recentEvents('');
  await settle();
  asked.length = 0;
  view.changed(changed('events'));
  await new Promise((resolve) => setTimeout(resolve, 60));
  await settle();
  expect(asked.length).to.be.greaterThan(0).and.at.most(32);
  expect(asked).to.include(`events ${'x'.repeat(100)}`);
});
