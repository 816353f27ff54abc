// Lets small writes that come together share one transaction: twelve deliveries at once cost two, not twenty-four.
import { createBatch } from '../model/batch.ts';
import { PUBLISH_TABLES, type CloudCore, type WriteTransaction } from './core.ts';
import { deferRows, flushRows } from './row-cache.ts';

type Work = (tx: WriteTransaction) => Promise<unknown>;

/** Enough to be fast, few enough that nobody waits long. */
const GROUP = 32;

const batches = new WeakMap<CloudCore, (work: Work) => Promise<unknown>>();

const batchFor = (core: CloudCore): ((work: Work) => Promise<unknown>) =>
  createBatch(
    (works: readonly Work[]) =>
      core.write(PUBLISH_TABLES, async (tx) => {
        deferRows(tx);
        // Side by side: what costs time in IndexedDB is waiting for each answer. All must end before the transaction does.
        const ends = await Promise.allSettled(works.map((work) => work(tx)));
        await flushRows(tx);
        return ends.map((end) => {
          if (end.status === 'rejected') throw end.reason;
          return end.value;
        });
      }),
    GROUP,
  );

/**
 * As `core.write(PUBLISH_TABLES, work)`, possibly together and side by side with others: rows that several works change are
 * written with `updateRow`. Work whose group failed runs again alone, so it may do nothing but read and write its transaction.
 */
export function groupedWrite<T>(core: CloudCore, work: (tx: WriteTransaction) => Promise<T>): Promise<T> {
  let batch = batches.get(core);
  if (!batch) batches.set(core, (batch = batchFor(core)));
  return batch(work) as Promise<T>;
}
