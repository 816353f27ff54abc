// Keeps the newest lines of a device's log and tells of them in batches: a flood costs one event a frame.
import { systemClock, type DeviceClock } from '../device-clock.ts';
import type { LogLine } from './log-line.ts';

const CAPACITY = 100_000;
/** About a frame, ms. */
const BATCH_MS = 16;

/**
 * Events: `append` (at most one a frame; read `size` and `dropped` then) and `clear`.
 * Index 0 is the oldest line that is kept.
 */
export class LogStore extends EventTarget {
  readonly #lines: LogLine[] = [];
  readonly #capacity: number;
  readonly #clock: Pick<DeviceClock, 'after'>;
  #oldest = 0;
  #dropped = 0;
  #told = true;

  constructor({ capacity = CAPACITY, clock = systemClock }: { capacity?: number; clock?: Pick<DeviceClock, 'after'> } = {}) {
    super();
    this.#capacity = capacity;
    this.#clock = clock;
  }

  get size(): number {
    return this.#lines.length;
  }

  /** Lines that were pushed out by newer ones since the last `clear`. Index 0 is line number `dropped` of the log. */
  get dropped(): number {
    return this.#dropped;
  }

  get(index: number): LogLine | undefined {
    if (index < 0 || index >= this.#lines.length) return undefined;
    return this.#lines[(this.#oldest + index) % this.#lines.length];
  }

  push(line: LogLine): void {
    if (this.#lines.length < this.#capacity) this.#lines.push(line);
    else {
      this.#lines[this.#oldest] = line;
      this.#oldest = (this.#oldest + 1) % this.#capacity;
      this.#dropped += 1;
    }
    if (!this.#told) return;
    this.#told = false;
    this.#clock.after(BATCH_MS, () => {
      this.#told = true;
      this.dispatchEvent(new Event('append'));
    });
  }

  clear(): void {
    this.#lines.length = 0;
    this.#oldest = 0;
    this.#dropped = 0;
    this.dispatchEvent(new Event('clear'));
  }

  /** Oldest first. */
  *[Symbol.iterator](): Generator<LogLine> {
    for (let at = 0; at < this.size; at += 1) yield this.get(at) as LogLine;
  }
}
