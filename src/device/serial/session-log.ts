// The log of one session: lines from bytes, marks of the page between them, and restarts that only the device's own clock tells.
import type { DeviceClock } from '../device-clock.ts';
import { createBootLoopWatch } from './boot-loop.ts';
import type { LogLine, MarkerKind } from './log-line.ts';
import { LogParser } from './log-parser.ts';
import { LogStore } from './log-store.ts';

/** A device's clock that falls back by more than this has begun anew, ms. At 2^32 it does so by itself. */
const FELL_BACK = 1000;
const CLOCK_WRAPS = 2 ** 32 - 60_000;

export interface SessionLogListeners {
  /** `text`: the line as it came. */
  onLine(line: LogLine, text: string): void;
  /** The device restarted; `looping` when it does so again and again by itself. */
  onRestart(looping: boolean): void;
}

export class SessionLog {
  readonly store: LogStore;
  readonly #clock: DeviceClock;
  readonly #parser: LogParser;
  readonly #listeners: SessionLogListeners;
  readonly #restarts = createBootLoopWatch();
  #deviceTime: number | null = null;
  #looping = false;

  constructor(clock: DeviceClock, listeners: SessionLogListeners) {
    this.#clock = clock;
    this.#listeners = listeners;
    this.store = new LogStore({ clock });
    this.#parser = new LogParser(clock, (line, text) => this.#heard(line, text));
  }

  push(bytes: Uint8Array): void {
    this.#parser.push(bytes);
  }

  /** The port is gone, or another one comes: a line that was begun ends, and the device's clock may begin anew. */
  cut(): void {
    this.#parser.end();
    this.#deviceTime = null;
  }

  /** A line of the page's own, across the log. */
  mark(kind: MarkerKind, message: string): void {
    this.store.push(this.#parser.marker(kind, message));
  }

  /** Marks a restart. One that an operation asked for (`wanted`) is no sign of trouble. */
  restarted(message: string, wanted: boolean): void {
    this.mark('reset', message);
    if (wanted) return;
    const before = this.#looping;
    this.#looping = this.#restarts.restarted(this.#clock.now());
    if (this.#looping && !before) this.mark('reset', 'It restarts again and again');
    this.#listeners.onRestart(this.#looping);
  }

  /** What was seen of restarts counts no more. */
  forgive(): void {
    this.#restarts.forget();
    this.#looping = false;
  }

  #heard(line: LogLine, text: string): void {
    if (line.device_time !== null) {
      const last = this.#deviceTime;
      this.#deviceTime = line.device_time;
      // Some boards restart without leaving the USB.
      if (last !== null && last < CLOCK_WRAPS && line.device_time < last - FELL_BACK) this.restarted('The device restarted', false);
    }
    this.store.push(line);
    this.#listeners.onLine(line, text);
  }
}
