// Up, Down, Home and End go from line to line of a log, as in any list; marks are passed over.
import type { LogLine } from '../../device/serial/log-line.ts';
import type { LogRows } from './log-rows.ts';

/** The line that `key` goes to from line number `from`, among the first `shown` rows; null when there is none, or the key is another. */
export const lineByKey = (rows: LogRows, key: string, from: number, shown: number): LogLine | null => {
  if (Number.isNaN(from)) return null;
  const now = rows.indexOf(from);
  const to = { ArrowDown: now + 1, ArrowUp: now - 1, Home: 0, End: shown - 1 }[key];
  if (to === undefined) return null;
  const step = key === 'ArrowDown' || key === 'Home' ? 1 : -1;
  let index = to;
  while (index >= 0 && index < shown && rows.at(index)?.kind === 'marker') index += step;
  return index >= 0 && index < shown ? (rows.at(index) ?? null) : null;
};
