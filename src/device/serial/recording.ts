// A saved log as bytes with their times, to be played again: our own files (.txt, .jsonl), or any text with or without Device OS times.

export interface RecordedChunk {
  /** Ms after the recording's beginning. */
  at: number;
  bytes: Uint8Array;
}

/** A file larger than this is no log that anybody reads. */
export const MAX_RECORDING_BYTES = 20_000_000;
/** Silence is shortened to this, ms: nobody waits an hour for the next line. */
const LONGEST_PAUSE = 3000;
/** Between lines without any time, ms. */
const PACE = 20;

const encoder = new TextEncoder();

/** `2026-11-21T14:02:07.123Z rest`, as the log console saves it. */
const STAMPED = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z) (.*)$/;
/** A marker of the log console: the page's own line, not the device's. */
const MARKER = /^-- .* --$/;

interface Line {
  text: string;
  /** Epoch ms, or ms since boot: only differences count. */
  time: number | null;
}

const fromJson = (line: string): Line | null | undefined => {
  if (!line.startsWith('{')) return undefined;
  try {
    const { host_time, raw, kind } = JSON.parse(line) as Record<string, unknown>;
    if (typeof raw !== 'string' || typeof host_time !== 'string') return undefined;
    return kind === 'marker' ? null : { text: raw, time: Date.parse(host_time) };
  } catch {
    return undefined;
  }
};

const lineOf = (line: string): Line | null => {
  const json = fromJson(line);
  if (json !== undefined) return json;
  const stamped = STAMPED.exec(line);
  if (stamped) return MARKER.test(stamped[2] ?? '') ? null : { text: stamped[2] ?? '', time: Date.parse(stamped[1] ?? '') };
  const header = /^(\d{10}) \[/.exec(line);
  return { text: line, time: header ? Number(header[1]) : null };
};

export const readRecording = (text: string): RecordedChunk[] => {
  let at = 0;
  let before: number | null = null;
  return text.split(/\r\n|\n|\r/).flatMap((raw): RecordedChunk[] => {
    const line = raw === '' ? null : lineOf(raw);
    if (!line) return [];
    const time = line.time !== null && Number.isFinite(line.time) ? line.time : null;
    // A clock that falls back is a restart: a pause of unknown length.
    const passed = time === null ? PACE : before === null ? 0 : time < before ? LONGEST_PAUSE : time - before;
    if (time !== null) before = time;
    at += Math.min(passed, LONGEST_PAUSE);
    return [{ at, bytes: encoder.encode(`${line.text}\r\n`) }];
  });
};
