// Keeps the newest rows of the logs and drops the rest in slices, so that a publish costs the same on the thousandth day.
import { WINDOW } from '../model/limits.ts';
import type { CloudCore } from './core.ts';
import type { TableName, Transaction } from './ports.ts';

const KEEP = { events: 10_000, server_requests: 2_000, mails: 200 } as const;
const KEEP_DELIVERIES = 2_000;
/** Look after so many stored events; until then the logs may be that much longer. */
const EVERY = 200;
/** Rows that one transaction deletes, so that no publish waits long behind it. */
const SLICE = 500;
/** Slices of a table each time: far more than came in since, and a log that was imported too long shrinks bit by bit. */
const SLICES = 4;

/** Both answer true when there is more to drop. */
async function trimNumbered(tx: Transaction, table: keyof typeof KEEP): Promise<boolean> {
  const [newest] = await tx.getAll(table, { reverse: true, limit: 1 });
  const [oldest] = await tx.getAll(table, { limit: 1 });
  if (!newest || !oldest) return false;
  const last = newest.id - KEEP[table];
  if (oldest.id > last) return false;
  const to = Math.min(last, oldest.id + SLICE - 1);
  await tx.deleteRange(table, { to });
  return to < last;
}

async function trimDeliveries(tx: Transaction): Promise<boolean> {
  const surplus = (await tx.count('deliveries')) - KEEP_DELIVERIES;
  if (surplus <= 0) return false;
  // One by one: their keys do not rise.
  const oldest = await tx.getAll('deliveries', { index: 'seq', limit: Math.min(surplus, SLICE) });
  const done = oldest.filter((row) => row.state !== 'waiting' && row.state !== 'running');
  for (const row of done) await tx.delete('deliveries', row.id);
  return done.length > 0 && surplus > SLICE;
}

/** Windows of hosts and devices that nobody asked about for a minute: a host that a template made up is never asked again. */
async function trimLimits(tx: Transaction, now: number): Promise<void> {
  for (const row of await tx.getAll('limits')) {
    const last = Math.max(row.times.at(-1) ?? 0, row.failures?.at(-1) ?? 0, row.sleeping_until ?? 0);
    if (last <= now - WINDOW) await tx.delete('limits', row.id);
  }
}

export function createRetention(core: Pick<CloudCore, 'ports'>): { stored(events: number): void } {
  let since = 0;
  let running = false;

  // Straight to the store: views need not hear that rows nobody pages to are gone.
  async function trimTable(table: TableName, slice: (tx: Transaction) => Promise<boolean>): Promise<void> {
    for (let n = 0; n < SLICES; n++) if (!(await core.ports.store.transaction([table], 'readwrite', slice))) return;
  }

  async function trim(): Promise<void> {
    for (const table of Object.keys(KEEP) as (keyof typeof KEEP)[]) await trimTable(table, (tx) => trimNumbered(tx, table));
    await trimTable('deliveries', trimDeliveries);
    await core.ports.store.transaction(['limits'], 'readwrite', (tx) => trimLimits(tx, core.ports.clock.now()));
  }

  return {
    stored(events) {
      since += events;
      if (since < EVERY || running) return;
      since = 0;
      running = true;
      void trim()
        .catch((error: unknown) => core.ports.report?.(error))
        .finally(() => (running = false));
    },
  };
}
