// Which lines of a device's log are shown.
import { LOG_LEVELS } from '../../device/serial/log-line.ts';
import type { LogLevel, LogLine } from '../../device/serial/log-line.ts';

export interface LogFilter {
  /** This level and those above it; null: all lines. */
  level: LogLevel | null;
  /** A category and those below it (`comm` shows `comm.ota`); null: all. */
  category: string | null;
  /** Part of the line, upper and lower case alike. */
  text: string;
}

export const everyLine: LogFilter = { level: null, category: null, text: '' };

export const filtersLines = ({ level, category, text }: LogFilter): boolean => level !== null || category !== null || text !== '';

/** Marks across the log stay whatever is filtered: they say when the device restarted. */
export const passesFilter = (filter: LogFilter): ((line: LogLine) => boolean) => {
  const least = filter.level === null ? -1 : LOG_LEVELS.indexOf(filter.level);
  const text = filter.text.trim().toLowerCase();
  const { category } = filter;
  return (line) => {
    if (line.kind === 'marker') return text === '' || line.raw.toLowerCase().includes(text);
    if (least > 0 && (line.level === null || LOG_LEVELS.indexOf(line.level) < least)) return false;
    if (category !== null && line.category !== category && !line.category?.startsWith(`${category}.`)) return false;
    return text === '' || line.raw.toLowerCase().includes(text);
  };
};
