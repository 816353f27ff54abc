// Orders keys as IndexedDB does: numbers, then strings, then lists compared item by item.
import type { Query, RowKey } from '../cloud/ports.ts';

export type StoreKey = RowKey | readonly RowKey[];

const rank = (key: StoreKey): number => (typeof key === 'number' ? 0 : typeof key === 'string' ? 1 : 2);

/** Negative, 0 or positive. */
export function compareKeys(a: StoreKey, b: StoreKey): number {
  if (rank(a) !== rank(b)) return rank(a) - rank(b);
  if (!Array.isArray(a) || !Array.isArray(b)) return a < b ? -1 : a > b ? 1 : 0;
  for (let at = 0; at < Math.min(a.length, b.length); at++) {
    const difference = compareKeys(a[at] as RowKey, b[at] as RowKey);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** A row's key under a path; null when a field is missing, null or no key (such rows are not in an index). */
export function keyAt(row: Record<string, unknown>, path: string | readonly string[]): StoreKey | null {
  const part = (field: string): RowKey | null => {
    const value = row[field];
    return typeof value === 'string' || typeof value === 'number' ? value : null;
  };
  if (typeof path === 'string') return part(path);
  const parts = path.map(part);
  return parts.includes(null) ? null : (parts as RowKey[]);
}

/** Negative: before the query's range; 0: inside; positive: behind. A shorter list bounds all keys that begin with it. */
export function inRange(key: StoreKey, { only, from, to }: Query): number {
  const lower = only ?? from;
  const upper = only ?? to;
  if (lower !== undefined && compareKeys(key, lower) < 0) return -1;
  if (upper === undefined) return 0;
  const cut = Array.isArray(key) && Array.isArray(upper) ? key.slice(0, upper.length) : key;
  return compareKeys(cut, upper) > 0 ? 1 : 0;
}
