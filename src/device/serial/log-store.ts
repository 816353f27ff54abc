// Keeps the newest lines of a device's log and tells of them in batches: a flood costs one event a frame.
import { systemClock, type DeviceClock } from '../device-clock.ts';
import type { LogLine } from './log-line.ts';

const CAPACITY = 100_000;
/** Characters of all lines together: a flood of long lines must not fill the memory of the tab. Usual logs reach the number of lines first. */
const MOST_TEXT = 24 * 1024 * 1024;
/** About a frame, ms. */
const BATCH_MS = 16;

export interface LogStoreOptions {
  /** Lines. */
  capacity?: number;
  /** Characters. */
  most_text?: number;
  clock?: Pick<DeviceClock, 'after'>;
}

/**
 * Events: `append` (at most one a frame; read `size` and `dropped` then) and `clear`.
 * Index 0 is the oldest line that is kept.
 */
export class LogStore extends EventTarget {
  readonly #capacity: number;
  readonly #mostText: number;
  readonly #clock: Pick<DeviceClock, 'after'>;
  /** A ring: it grows to its capacity, and no slot holds a line that was dropped. */
  readonly #slots: (LogLine | undefined)[] = [];
  #oldest = 0;
  #size = 0;
  #text = 0;
  #dropped = 0;
  #droppedText = 0;
  #told = true;

  constructor({ capacity = CAPACITY, most_text = MOST_TEXT, clock = systemClock }: LogStoreOptions = {}) {
    super();
    this.#capacity = capacity;
    this.#mostText = most_text;
    this.#clock = clock;
  }

  get size(): number {
    return this.#size;
  }

  /** Lines that were pushed out by newer ones since the last `clear`. Index 0 is line number `dropped` of the log. */
  get dropped(): number {
    return this.#dropped;
  }

  /** Their characters. */
  get droppedText(): number {
    return this.#droppedText;
  }

  get(index: number): LogLine | undefined {
    if (index < 0 || index >= this.#size) return undefined;
    return this.#slots[(this.#oldest + index) % this.#capacity];
  }

  push(line: LogLine): void {
    if (this.#size === this.#capacity) this.#drop();
    this.#slots[(this.#oldest + this.#size) % this.#capacity] = line;
    this.#size += 1;
    this.#text += line.raw.length;
    while (this.#text > this.#mostText && this.#size > 1) this.#drop();
    if (!this.#told) return;
    this.#told = false;
    this.#clock.after(BATCH_MS, () => {
      this.#told = true;
      this.dispatchEvent(new Event('append'));
    });
  }

  #drop(): void {
    const length = this.#slots[this.#oldest]?.raw.length ?? 0;
    this.#slots[this.#oldest] = undefined;
    this.#oldest = (this.#oldest + 1) % this.#capacity;
    this.#size -= 1;
    this.#text -= length;
    this.#dropped += 1;
    this.#droppedText += length;
  }

  clear(): void {
    this.#slots.length = 0;
    this.#oldest = 0;
    this.#size = 0;
    this.#text = 0;
    this.#dropped = 0;
    this.#droppedText = 0;
    this.dispatchEvent(new Event('clear'));
  }

  /** Oldest first. */
  *[Symbol.iterator](): Generator<LogLine> {
    for (let at = 0; at < this.size; at += 1) yield this.get(at) as LogLine;
  }
}
