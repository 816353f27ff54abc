// Lets small writes that come together share one transaction: twelve deliveries at once cost two, not twenty-four.
import { PUBLISH_TABLES, type CloudCore, type WriteTransaction } from './core.ts';
import { deferRows, flushRows } from './row-cache.ts';

type Work = (tx: WriteTransaction) => Promise<unknown>;

interface Waiting {
  work: Work;
  resolve(answer: unknown): void;
  reject(error: unknown): void;
}

/** Enough to be fast, few enough that nobody waits long. */
const GROUP = 32;

const queues = new WeakMap<CloudCore, { waiting: Waiting[]; running: boolean }>();

/**
 * As `core.write(PUBLISH_TABLES, work)`, possibly together and side by side with others: rows that several works change are
 * written with `updateRow`. Work whose group failed runs again alone, so it may do nothing but read and write its transaction.
 */
export function groupedWrite<T>(core: CloudCore, work: (tx: WriteTransaction) => Promise<T>): Promise<T> {
  let queue = queues.get(core);
  if (!queue) queues.set(core, (queue = { waiting: [], running: false }));
  const { waiting } = queue;
  return new Promise<T>((resolve, reject) => {
    waiting.push({ work, resolve, reject });
    if (!queue.running) void drain(core, queue);
  });
}

async function drain(core: CloudCore, queue: { waiting: Waiting[]; running: boolean }): Promise<void> {
  queue.running = true;
  // Those who call in the same breath come along.
  await Promise.resolve();
  while (queue.waiting.length > 0) await runGroup(core, queue.waiting.splice(0, GROUP));
  queue.running = false;
}

async function runGroup(core: CloudCore, group: readonly Waiting[]): Promise<void> {
  try {
    const answers = await core.write(PUBLISH_TABLES, async (tx) => {
      // Side by side: what costs time in IndexedDB is waiting for each answer. All must end before the transaction does.
      deferRows(tx);
      const ends = await Promise.allSettled(group.map(({ work }) => work(tx)));
      await flushRows(tx);
      return ends.map((end) => {
        if (end.status === 'rejected') throw end.reason;
        return end.value;
      });
    });
    for (const [at, one] of group.entries()) one.resolve(answers[at]);
  } catch (error) {
    if (group.length === 1) group[0]?.reject(error);
    else for (const one of group) await runGroup(core, [one]);
  }
}
