// Keeps the newest rows of the logs and drops the rest in slices, so that a publish costs the same on the thousandth day.
import type { CloudCore } from './core.ts';
import type { Transaction } from './ports.ts';

const KEEP = { events: 10_000, server_requests: 2_000, mails: 200 } as const;
const KEEP_DELIVERIES = 2_000;
/** Look after so many stored events; until then the logs may be that much longer. */
const EVERY = 200;
/** Rows of `deliveries` that one transaction deletes: they go one by one, since their keys do not rise. */
const SLICE = 200;

async function trimNumbered(tx: Transaction): Promise<void> {
  for (const [table, keep] of Object.entries(KEEP) as [keyof typeof KEEP, number][]) {
    const newest = (await tx.getAll(table, { reverse: true, limit: 1 }))[0];
    if (newest && newest.id > keep) await tx.deleteRange(table, { to: newest.id - keep });
  }
}

/** True when there is more to drop. */
async function trimDeliveries(tx: Transaction): Promise<boolean> {
  const surplus = (await tx.count('deliveries')) - KEEP_DELIVERIES;
  if (surplus <= 0) return false;
  const oldest = await tx.getAll('deliveries', { index: 'seq', limit: Math.min(surplus, SLICE) });
  const done = oldest.filter((row) => row.state !== 'waiting' && row.state !== 'running');
  for (const row of done) await tx.delete('deliveries', row.id);
  return done.length > 0 && surplus > SLICE;
}

export function createRetention(core: Pick<CloudCore, 'ports'>): { stored(events: number): void } {
  let since = 0;
  let running = false;

  async function trim(): Promise<void> {
    const { store } = core.ports;
    // Straight to the store: views need not hear that rows nobody pages to are gone.
    await store.transaction(['events', 'server_requests', 'mails'], 'readwrite', trimNumbered);
    while (await store.transaction(['deliveries'], 'readwrite', trimDeliveries));
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
