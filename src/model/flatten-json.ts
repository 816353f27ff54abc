// Turns one JSON value into one table row: dotted keys, plain cells, bounded.

export type Cell = string | number | boolean | null;

/** Key (`sensor.t`, `list.0`) → cell, in the order the value has them. A Map, so that no key can reach a prototype. */
export type FlatRow = Map<string, Cell>;

const KEYS_PER_ROW = 100;
const DEEPEST = 12;
const LONGEST_CELL = 2000;

const cut = (text: string): string => (text.length > LONGEST_CELL ? `${text.slice(0, LONGEST_CELL)}…` : text);

/** A key that holds a dot itself, or nothing, is quoted: `{"a.b":1}` and `{"a":{"b":1}}` stay two columns. */
const segment = (key: string): string => (key === '' || key.includes('.') ? JSON.stringify(key) : key);

/**
 * At most 100 cells a row and 12 levels; deeper parts stay JSON text in one cell. A value that is no object or array becomes
 * the one cell `value`.
 */
export function flattenJson(value: unknown): FlatRow {
  const row: FlatRow = new Map();
  const walk = (part: unknown, key: string, depth: number): void => {
    if (row.size >= KEYS_PER_ROW) return;
    if (part === null || typeof part === 'number' || typeof part === 'boolean') {
      row.set(key || 'value', part);
    } else if (typeof part === 'string') {
      row.set(key || 'value', cut(part));
    } else if (typeof part === 'object') {
      const entries = Object.entries(part);
      if (entries.length === 0 || depth >= DEEPEST) {
        row.set(key || 'value', cut(JSON.stringify(part)));
        return;
      }
      for (const [name, inner] of entries) walk(inner, key ? `${key}.${segment(name)}` : segment(name), depth + 1);
    }
  };
  walk(value, '', 0);
  return row;
}

/** Columns of several rows: union of their keys, in the order they first appear. `more` counts those past `most`. */
export function columnsOf(rows: Iterable<FlatRow>, most = 50): { columns: string[]; more: number } {
  const seen = new Set<string>();
  for (const row of rows) for (const key of row.keys()) seen.add(key);
  return { columns: [...seen].slice(0, most), more: Math.max(0, seen.size - most) };
}

/** Order of two cells in a sorted column: numbers by size, everything else as text; absent cells last whichever way it runs. */
export function compareCells(a: Cell | undefined, b: Cell | undefined, direction: 1 | -1): number {
  if (a === undefined || b === undefined) return (a === undefined ? 1 : 0) - (b === undefined ? 1 : 0);
  if (typeof a === 'number' && typeof b === 'number') return (a - b) * direction;
  return String(a).localeCompare(String(b), 'en', { numeric: true }) * direction;
}
