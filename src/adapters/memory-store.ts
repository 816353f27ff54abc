// A store in memory: for tests, and for pages where the browser keeps nothing.
import {
  INDEXES,
  NUMBERED,
  type NewRow,
  type Query,
  type RowKey,
  type Store,
  type TableName,
  type Tables,
  type Transaction,
} from '../cloud/ports.ts';
import { compareKeys, inRange, keyAt, type StoreKey } from './store-key.ts';

type Row = Record<string, unknown>;
interface Index {
  path: string | readonly string[];
  /** Sorted by key, then primary key. */
  entries: { key: StoreKey; primary: RowKey }[];
}
interface Table {
  rows: Map<RowKey, Row>;
  /** Primary keys in order. */
  keys: RowKey[];
  indexes: Map<string, Index>;
  last: number;
}

/** First position whose entry is not before `key`. */
function position<T>(list: readonly T[], before: (item: T) => boolean): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (before(list[middle] as T)) low = middle + 1;
    else high = middle;
  }
  return low;
}

const newTable = (name: TableName): Table => ({
  rows: new Map(),
  keys: [],
  indexes: new Map(Object.entries(INDEXES[name] ?? {}).map(([index, path]) => [index, { path, entries: [] }])),
  last: 0,
});

function insert(table: Table, key: RowKey, row: Row): void {
  remove(table, key);
  table.rows.set(key, row);
  table.keys.splice(
    position(table.keys, (other) => compareKeys(other, key) < 0),
    0,
    key,
  );
  for (const { path, entries } of table.indexes.values()) {
    const at = keyAt(row, path);
    if (at === null) continue;
    const entry = { key: at, primary: key };
    entries.splice(
      position(
        entries,
        (other) => compareKeys(other.key, at) < 0 || (compareKeys(other.key, at) === 0 && compareKeys(other.primary, key) < 0),
      ),
      0,
      entry,
    );
  }
}

function remove(table: Table, key: RowKey): void {
  const row = table.rows.get(key);
  if (!row) return;
  table.rows.delete(key);
  table.keys.splice(
    position(table.keys, (other) => compareKeys(other, key) < 0),
    1,
  );
  for (const { path, entries } of table.indexes.values()) {
    const at = keyAt(row, path);
    if (at === null) continue;
    entries.splice(
      position(
        entries,
        (other) => compareKeys(other.key, at) < 0 || (compareKeys(other.key, at) === 0 && compareKeys(other.primary, key) < 0),
      ),
      1,
    );
  }
}

/** Primary keys that a query finds, in its order. */
function find(table: Table, query: Query): RowKey[] {
  const index = query.index === undefined ? null : table.indexes.get(query.index);
  if (index === undefined) throw new Error(`No index ${query.index}.`);
  const entries: readonly { key: StoreKey; primary: RowKey }[] = index ? index.entries : table.keys.map((key) => ({ key, primary: key }));
  const start = position(entries, (entry) => inRange(entry.key, query) < 0);
  const end = position(entries, (entry) => inRange(entry.key, query) <= 0);
  const found = entries.slice(start, end);
  if (query.reverse) found.reverse();
  return found.slice(0, query.limit ?? found.length).map((entry) => entry.primary);
}

export function createMemoryStore(): Store {
  const tables = new Map<TableName, Table>();
  const table = (name: TableName): Table => {
    let found = tables.get(name);
    if (!found) tables.set(name, (found = newTable(name)));
    return found;
  };
  /** Transactions run one after the other, as writing ones do in IndexedDB. */
  let line: Promise<unknown> = Promise.resolve();

  function begin(names: readonly TableName[], mode: 'readonly' | 'readwrite'): { tx: Transaction; undo(): void } {
    const undo: (() => void)[] = [];
    const open = (name: TableName, write = false): Table => {
      if (!names.includes(name)) throw new Error(`The table ${name} is not part of this transaction.`);
      if (write && mode === 'readonly') throw new Error('This transaction only reads.');
      return table(name);
    };
    const drop = (from: Table, key: RowKey): void => {
      const before = from.rows.get(key);
      if (!before) return;
      undo.push(() => insert(from, key, before));
      remove(from, key);
    };
    const tx: Transaction = {
      async get<N extends TableName>(name: N, key: RowKey) {
        const row = open(name).rows.get(key);
        return row && (structuredClone(row) as unknown as Tables[N]);
      },
      async getAll<N extends TableName>(name: N, query: Query = {}) {
        const from = open(name);
        return find(from, query).map((key) => structuredClone(from.rows.get(key)) as unknown as Tables[N]);
      },
      async count(name, query = {}) {
        return find(open(name), query).length;
      },
      async put<N extends TableName>(name: N, row: NewRow<N>) {
        const into = open(name, true);
        const copy = structuredClone(row) as Row;
        if (copy['id'] === undefined) {
          if (!NUMBERED.includes(name)) throw new Error(`A row of ${name} needs an id.`);
          copy['id'] = ++into.last;
        }
        const key = copy['id'] as RowKey;
        if (typeof key === 'number') into.last = Math.max(into.last, key);
        const before = into.rows.get(key);
        undo.push(() => (before ? insert(into, key, before) : remove(into, key)));
        insert(into, key, copy);
        return key;
      },
      async delete(name, key) {
        drop(open(name, true), key);
      },
      async deleteRange(name, query) {
        const from = open(name, true);
        for (const key of find(from, query)) drop(from, key);
      },
    };
    return { tx, undo: () => undo.reverse().forEach((step) => step()) };
  }

  return {
    saved: false,
    transaction(names, mode, work) {
      const run = line.then(async () => {
        const { tx, undo } = begin(names, mode);
        try {
          return await work(tx);
        } catch (error) {
          undo();
          throw error;
        }
      });
      line = run.catch(() => undefined);
      return run;
    },
  };
}
