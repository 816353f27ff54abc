// One IndexedDB transaction as the cloud's store knows transactions. Without a wrapper's proxies: a webhook asks the store a dozen times.
import type { NewRow, Query, RowKey, TableName, Tables, Transaction } from '../cloud/ports.ts';
import { compareKeys } from './store-key.ts';

type Source = IDBObjectStore | IDBIndex;

/** Options of the newer `getAll`; where it is missing a cursor walks backwards. */
const CAN_REVERSE = 'getAllRecords' in IDBObjectStore.prototype;

/** `'empty'` when the bounds cross: IndexedDB would throw. A list bounds all keys that begin with it, hence the `[]` behind it. */
function rangeOf({ only, from, to }: Query): IDBKeyRange | null | 'empty' {
  if (only !== undefined) return IDBKeyRange.only(only);
  if (from !== undefined && to !== undefined) {
    const cut = Array.isArray(from) && Array.isArray(to) ? from.slice(0, to.length) : from;
    if (compareKeys(cut, to) > 0) return 'empty';
  }
  const upper = Array.isArray(to) ? [...to, []] : to;
  if (from !== undefined && upper !== undefined) return IDBKeyRange.bound(from, upper);
  if (from !== undefined) return IDBKeyRange.lowerBound(from);
  return upper === undefined ? null : IDBKeyRange.upperBound(upper);
}

const asked = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

async function rows(source: Source, query: Query): Promise<unknown[]> {
  const range = rangeOf(query);
  if (range === 'empty') return [];
  if (!query.reverse) return asked(source.getAll(range, query.limit));
  if (CAN_REVERSE) {
    const options = { query: range, direction: 'prev', ...(query.limit === undefined ? {} : { count: query.limit }) };
    return asked(source.getAll(options as never));
  }
  const found: unknown[] = [];
  const walking = source.openCursor(range, 'prev');
  for (let cursor = await asked(walking); cursor && found.length < (query.limit ?? Infinity); cursor = await asked(walking)) {
    found.push(cursor.value);
    cursor.continue();
  }
  return found;
}

export function idbTransaction(raw: IDBTransaction): Transaction {
  const store = (table: TableName): IDBObjectStore => raw.objectStore(table);
  const source = (table: TableName, query: Query): Source => (query.index === undefined ? store(table) : store(table).index(query.index));
  return {
    get: async <N extends TableName>(table: N, key: RowKey) => (await asked(store(table).get(key))) as Tables[N] | undefined,
    getAll: async <N extends TableName>(table: N, query: Query = {}) => (await rows(source(table, query), query)) as Tables[N][],
    async count(table, query = {}) {
      const range = rangeOf(query);
      const found = range === 'empty' ? 0 : await asked(source(table, query).count(range ?? undefined));
      return Math.min(found, query.limit ?? Infinity);
    },
    async put<N extends TableName>(table: N, row: NewRow<N>) {
      // A key that is there but undefined is no key: the store gives one only when it is absent.
      const { id, ...rest } = row;
      if (id === undefined) return (await asked(store(table).put(rest))) as RowKey;
      // Whoever writes waits for the transaction, not for each row: when one write fails, the whole transaction does and says why.
      store(table).put(row);
      return id;
    },
    async delete(table, key) {
      store(table).delete(key);
    },
    async deleteRange(table, query) {
      const range = rangeOf(query);
      if (range === 'empty') return;
      if (query.index === undefined && query.limit === undefined) {
        if (range) store(table).delete(range);
        else store(table).clear();
      } else for (const key of await asked(source(table, query).getAllKeys(range, query.limit))) store(table).delete(key);
    },
  };
}
