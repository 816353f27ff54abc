// Reads a saved log for replay: the console's own files (.txt, .jsonl), or whatever a serial monitor kept.

export interface CaptureLine {
  /** Ms after the first line. */
  at: number;
  /** Without its end. */
  text: string;
}

const MAX_LINES = 200_000;
const MAX_LINE = 8_192;
/** Host time first, as the console writes it; then the line as it came. */
const WITH_HOST_TIME = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d))[ \t](.*)$/;
const MARKER = /^-- .* --$/;
/** A log header of Device OS: ms since boot. */
const WITH_DEVICE_TIME = /^(\d{10}) \[/;
/** A device's clock that falls back has started anew. */
const RESTART_GAP = 1_000;

interface Timed {
  /** Epoch of the host; null when the line does not tell. */
  host: number | null;
  text: string;
}

const time = (value: unknown): number | null => {
  const epoch = typeof value === 'number' ? value : typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isFinite(epoch) ? epoch : null;
};

/** Null: a marker of the page's own, not the device's words. */
function readLine(line: string): Timed | null {
  if (line.startsWith('{"host_time":')) {
    try {
      const { host_time, raw, kind } = JSON.parse(line) as Record<string, unknown>;
      if (kind === 'marker') return null;
      if (typeof raw === 'string') return { host: time(host_time), text: raw };
    } catch {
      // A line like any other.
    }
  }
  const found = WITH_HOST_TIME.exec(line);
  if (!found) return { host: null, text: line };
  return MARKER.test(found[2] as string) ? null : { host: time(found[1]), text: found[2] as string };
}

/** Lines with their times: by the host's clock where it was kept, else by the device's. Never goes back in time. */
export function readCapture(text: string): CaptureLine[] {
  const lines: CaptureLine[] = [];
  let before: { host: number | null; device: number | null } = { host: null, device: null };
  let at = 0;
  for (const line of text.split(/\r\n|\n|\r/, MAX_LINES)) {
    const timed = line === '' ? null : readLine(line.slice(0, MAX_LINE));
    if (!timed) continue;
    const header = WITH_DEVICE_TIME.exec(timed.text);
    const device = header ? Number(header[1]) : null;
    if (timed.host !== null && before.host !== null) at += Math.max(0, timed.host - before.host);
    else if (timed.host === null && device !== null && before.device !== null)
      at += device >= before.device ? device - before.device : RESTART_GAP;
    before = { host: timed.host ?? before.host, device: device ?? before.device };
    lines.push({ at, text: timed.text });
  }
  return lines;
}
