// Remembers rows inside one transaction: many deliveries in a group share a webhook, its health and its host.
import type { NewRow, RowKey, TableName, Tables, Transaction } from './ports.ts';

interface Entry {
  loaded: Promise<void>;
  row: unknown;
}

const caches = new WeakMap<Transaction, Map<string, Entry>>();

function cacheOf(tx: Transaction): Map<string, Entry> {
  let cache = caches.get(tx);
  if (!cache) caches.set(tx, (cache = new Map()));
  return cache;
}

async function entryOf(tx: Transaction, table: TableName, key: RowKey): Promise<Entry> {
  const cache = cacheOf(tx);
  const name = `${table}/${key}`;
  let entry = cache.get(name);
  if (!entry) {
    const made: Entry = { row: undefined, loaded: Promise.resolve() };
    made.loaded = tx.get(table, key).then((row) => void (made.row = row));
    cache.set(name, (entry = made));
  }
  await entry.loaded;
  return entry;
}

/** As `tx.get`, reading each row once. In a transaction that uses this for a row, write that row with `updateRow`. */
export const getRow = async <N extends TableName>(tx: Transaction, table: N, key: RowKey): Promise<Tables[N] | undefined> =>
  (await entryOf(tx, table, key)).row as Tables[N] | undefined;

/**
 * Reads, changes and writes a row in one step that nothing of the same transaction can come between. `change` answers the new
 * row, or null to leave it. Answers the row as it is then.
 */
export async function updateRow<N extends TableName>(
  tx: Transaction,
  table: N,
  key: RowKey,
  change: (row: Tables[N] | undefined) => (Tables[N] & NewRow<N>) | null,
): Promise<Tables[N] | undefined> {
  const entry = await entryOf(tx, table, key);
  const next = change(entry.row as Tables[N] | undefined);
  if (next === null) return entry.row as Tables[N] | undefined;
  entry.row = next;
  const later = deferred.get(tx);
  if (later) later.set(entry, table);
  else await tx.put(table, next);
  return next;
}

/** This transaction knows a row already: nobody in it need read it again. What it knew before stays. */
export function rememberRow<N extends TableName>(tx: Transaction, table: N, row: Tables[N]): void {
  const cache = cacheOf(tx);
  const name = `${table}/${row.id}`;
  if (!cache.has(name)) cache.set(name, { row, loaded: Promise.resolve() });
}

/** As `tx.put` of a row that is made here or was read with `getRow`. */
export async function putRow<N extends TableName>(tx: Transaction, table: N, row: Tables[N] & NewRow<N>): Promise<void> {
  rememberRow(tx, table, row);
  await updateRow(tx, table, row.id, () => row);
}

const deferred = new WeakMap<Transaction, Map<Entry, TableName>>();

/** From now on `updateRow` only remembers; `flushRows` writes each changed row once. */
export const deferRows = (tx: Transaction): void => void deferred.set(tx, new Map());

export async function flushRows(tx: Transaction): Promise<void> {
  for (const [entry, table] of deferred.get(tx) ?? []) await tx.put(table, entry.row as NewRow<TableName>);
  deferred.delete(tx);
}
