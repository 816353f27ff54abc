// Writes down what servers received. Requests that end together share one transaction: a webhook pays for every one it waits for.
import { createBatch } from '../model/batch.ts';
import type { Store, Transaction } from '../cloud/ports.ts';
import type { ServerRequest } from '../model/server.ts';

/** Requests kept for each host. */
const KEPT = 200;
/** Rows of a host between two looks for a surplus. */
const SLACK = 20;

type NewRequest = Omit<ServerRequest, 'id'>;

/** Answers the id of the row once it is stored. */
export function createRecorder(store: Store): (row: NewRequest) => Promise<number> {
  /** Rows since the last look, by host. */
  const since = new Map<string, number>();

  const trim = async (tx: Transaction, host: string): Promise<void> => {
    const surplus = (await tx.count('server_requests', { index: 'host', from: [host], to: [host] })) - KEPT;
    if (surplus <= 0) return;
    await tx.deleteRange('server_requests', { index: 'host', from: [host], to: [host], limit: surplus });
  };

  return createBatch((rows: readonly NewRequest[]) =>
    store.transaction(['server_requests'], 'readwrite', async (tx) => {
      const ids = (await Promise.all(rows.map((row) => tx.put('server_requests', row)))) as number[];
      for (const { host } of rows) {
        const count = (since.get(host) ?? SLACK) + 1;
        since.set(host, count > SLACK ? 0 : count);
        if (count > SLACK) await trim(tx, host);
      }
      return ids;
    }),
  );
}
