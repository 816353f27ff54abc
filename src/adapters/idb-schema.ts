// Tables and indexes in IndexedDB, and how a database of an older version becomes one of this version.
import { MIGRATIONS, migrateRow, SCHEMA } from '../cloud/migrations.ts';
import type { Migration } from '../cloud/define-migration.ts';
import { INDEXES, NUMBERED, TABLE_NAMES, type TableName, type Transaction } from '../cloud/ports.ts';
import { idbTransaction } from './idb-transaction.ts';

export const IDB_VERSION = SCHEMA;

/** Rows that are in memory at once. */
const PAGE = 500;

/** Await nothing but `tx`. */
async function migrateTable(tx: Transaction, table: TableName, from: number, migrations: readonly Migration[]): Promise<void> {
  let rows = await tx.getAll(table, { limit: PAGE });
  while (rows.length > 0) {
    for (const row of rows) {
      const migrated = migrateRow(table, { ...row }, from, migrations);
      if (migrated) await tx.put(table, migrated);
      else await tx.delete(table, row.id);
    }
    const last = rows.at(-1)?.id as string | number;
    rows = (await tx.getAll(table, { from: last, limit: PAGE + 1 })).filter(({ id }) => id !== last);
  }
}

/** Makes what is missing, drops indexes that are gone, then moves the rows. All of it happens, or nothing. */
export async function upgradeSchema(
  db: IDBDatabase,
  from: number,
  raw: IDBTransaction,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<void> {
  for (const table of TABLE_NAMES) {
    const store = db.objectStoreNames.contains(table)
      ? raw.objectStore(table)
      : db.createObjectStore(table, { keyPath: 'id', autoIncrement: NUMBERED.includes(table) });
    const wanted = INDEXES[table] ?? {};
    for (const index of store.indexNames) if (!(index in wanted)) store.deleteIndex(index);
    for (const [index, path] of Object.entries(wanted))
      if (!store.indexNames.contains(index)) store.createIndex(index, typeof path === 'string' ? path : [...path]);
  }
  if (from === 0) return;
  const tx = idbTransaction(raw);
  const changed = new Set(migrations.filter(({ version }) => version > from).flatMap(({ rows }) => Object.keys(rows) as TableName[]));
  for (const table of changed) await migrateTable(tx, table, from, migrations);
  const settings = await tx.get('settings', 'settings');
  if (settings) await tx.put('settings', { ...settings, schema: db.version });
}
