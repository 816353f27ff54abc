// Tables and indexes in IndexedDB, and how a database of an older version becomes one of this version.
import { INDEXES, NUMBERED, TABLE_NAMES, type Transaction } from '../cloud/ports.ts';
import { idbTransaction } from './idb-transaction.ts';

/** Raise it with every new table or index, and with every entry of MIGRATIONS. */
export const IDB_VERSION = 1;

/** What happens to rows on the way to a version, oldest first. Await nothing but `tx`. */
const MIGRATIONS: Readonly<Record<number, (tx: Transaction) => Promise<void>>> = {};

/** Makes what is missing, drops indexes that are gone, then moves the rows. */
export async function upgradeSchema(db: IDBDatabase, from: number, tx: IDBTransaction, migrations = MIGRATIONS): Promise<void> {
  for (const table of TABLE_NAMES) {
    const store = db.objectStoreNames.contains(table)
      ? tx.objectStore(table)
      : db.createObjectStore(table, { keyPath: 'id', autoIncrement: NUMBERED.includes(table) });
    const wanted = INDEXES[table] ?? {};
    for (const index of store.indexNames) if (!(index in wanted)) store.deleteIndex(index);
    for (const [index, path] of Object.entries(wanted))
      if (!store.indexNames.contains(index)) store.createIndex(index, typeof path === 'string' ? path : [...path]);
  }
  for (const [version, migrate] of Object.entries(migrations)) if (Number(version) > from && from > 0) await migrate(idbTransaction(tx));
}
