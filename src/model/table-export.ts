// Writes a table as CSV (RFC 4180) that is safe to open in a spreadsheet.
import type { Cell, FlatRow } from './flatten-json.ts';

/**
 * A spreadsheet runs a cell that begins with one of these as a formula. Rows come from devices and strangers, so such text gets
 * a leading apostrophe (OWASP "CSV injection"). Plain numbers such as "-4.5" stay as they are.
 */
const FORMULA_START = /^[\s\u0000]*[=+\-@\t\r\n＝＋－＠]/u;
const PLAIN_NUMBER = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;

const csvCell = (cell: Cell | undefined): string => {
  if (cell === undefined || cell === null) return '';
  if (typeof cell !== 'string') return String(cell);
  const safe = FORMULA_START.test(cell) && !PLAIN_NUMBER.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** Header line, then one line a row; CRLF after every line. Absent cells are empty. */
export function toCsv(columns: readonly string[], rows: readonly FlatRow[]): string {
  const lines = [columns.map(csvCell), ...rows.map((row) => columns.map((column) => csvCell(row.get(column))))];
  return lines.map((cells) => `${cells.join(',')}\r\n`).join('');
}

/** The same rows as a JSON array of flat objects, two spaces of indent. */
export const toJsonTable = (rows: readonly FlatRow[]): string =>
  `${JSON.stringify(
    rows.map((row) => Object.fromEntries(row)),
    null,
    2,
  )}\n`;
