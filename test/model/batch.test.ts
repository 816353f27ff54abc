// Calls that share one transaction.
import { expect } from '@esm-bundle/chai';
import { createBatch } from '../../src/model/batch.ts';

it('calls of the same breath run together and get their own results', async () => {
  const groups: number[][] = [];
  const double = createBatch(async (asked: readonly number[]) => {
    groups.push([...asked]);
    return asked.map((one) => one * 2);
  });
  expect(await Promise.all([double(1), double(2), double(3)])).to.deep.equal([2, 4, 6]);
  expect(groups).to.deep.equal([[1, 2, 3]]);
});

it('calls that come while one runs are given the next, in groups of the limit', async () => {
  const groups: number[][] = [];
  let open = (): void => undefined;
  const gate = new Promise<void>((resolve) => (open = resolve));
  const ask = createBatch(async (asked: readonly number[]) => {
    groups.push([...asked]);
    await gate;
    return asked;
  }, 2);
  const first = ask(1);
  await Promise.resolve();
  const rest = [2, 3, 4].map((one) => ask(one));
  open();
  await Promise.all([first, ...rest]);
  expect(groups).to.deep.equal([[1], [2, 3], [4]]);
});

it('one bad call fails no other', async () => {
  const ask = createBatch(async (asked: readonly number[]) => {
    if (asked.includes(2)) throw new Error('two');
    return asked;
  });
  const ends = await Promise.allSettled([1, 2, 3].map((one) => ask(one)));
  expect(ends.map(({ status }) => status)).to.deep.equal(['fulfilled', 'rejected', 'fulfilled']);
});
