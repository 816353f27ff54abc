// One line of a device's log as the log console shows and keeps it (spec/device.md §3).

export type LogLevel = 'TRACE' | 'INFO' | 'WARN' | 'ERROR' | 'PANIC';

/** In the order of their weight. */
export const LOG_LEVELS: readonly LogLevel[] = ['TRACE', 'INFO', 'WARN', 'ERROR', 'PANIC'];

/** What a log call added to its message: `[code = -1234, details = …]`, and the place in the source in debug builds. */
export interface LogAttributes {
  code?: number;
  details?: string;
  /** `file.cpp:12` */
  file?: string;
  function?: string;
}

/** What a line of the page's own tells: `lost` also when the visitor disconnected, `sent` is a line that went to the device, `dropped` stands for lines that made room. */
export type MarkerKind = 'connect' | 'reset' | 'flash' | 'lost' | 'sent' | 'dropped';

export interface LogLine {
  /** Counts from 1 in the order of arrival, over the whole life of a log; never reused. */
  seq: number;
  /** When the line's first byte reached the page: epoch, ms. */
  host_time: number;
  /** ms since the device booted; null when the line has no header. It starts again every 49.7 days. */
  device_time: number | null;
  level: LogLevel | null;
  /** Dotted: `comm.ota`. */
  category: string | null;
  message: string;
  attributes: LogAttributes | null;
  /** The line as it came, without its end, colour codes and secrets. */
  raw: string;
  /** `raw`: no header (Serial.print, dumps, a log message's further lines). `marker`: written by the page (connected, reset, flash …). */
  kind: 'log' | 'raw' | 'marker';
  /** Of a marker. */
  marker?: MarkerKind;
  /** The first line after a port was opened: its beginning may be missing. Also the last before a port was lost: its end is missing. */
  partial?: true;
}
