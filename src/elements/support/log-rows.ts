// The lines of a log that pass a filter, with their heights: a list of 100,000 rows of which a screenful is drawn.
import type { LogLine } from '../../device/serial/log-line.ts';
import { everyLine, passesFilter } from './log-filter.ts';
import type { LogFilter } from './log-filter.ts';

/** The part of `LogStore` that is read. `get(0)` is the oldest line that is kept. */
export interface LineSource {
  readonly size: number;
  get(index: number): LogLine | undefined;
}

/** Categories that can be chosen: garbage must not make a list without end. */
const MOST_CATEGORIES = 200;
/** Rows that left at the head are cut off in one go. */
const SLACK = 4096;

/** Heights are counted in lines of text. A row has a whole number of them. */
export class LogRows {
  readonly #source: LineSource;
  #filter: LogFilter = everyLine;
  #passes = passesFilter(everyLine);
  #height: (line: LogLine) => number = () => 1;
  #rows: LogLine[] = [];
  /** Height of everything before each row, since the log was cleared; one more than there are rows. */
  #tops: number[] = [0];
  #head = 0;
  /** Sequence number of the newest line that was looked at. */
  #seen = 0;
  readonly categories = new Set<string>();
  /** Height that left at the head, ever: what a reader who scrolled up moves by. */
  gone = 0;

  constructor(source: LineSource) {
    this.#source = source;
  }

  get count(): number {
    return this.#rows.length - this.#head;
  }
  /** Height of all rows. */
  get total(): number {
    return (this.#tops.at(-1) ?? 0) - this.top0;
  }
  /** What stands before the first row that is kept. */
  private get top0(): number {
    return this.#tops[this.#head] ?? 0;
  }
  at(index: number): LogLine | undefined {
    return this.#rows[this.#head + index];
  }
  /** Height above a row. */
  top(index: number): number {
    return (this.#tops[this.#head + index] ?? this.#tops.at(-1) ?? 0) - this.top0;
  }
  heightOf(index: number): number {
    return this.top(index + 1) - this.top(index);
  }

  /** The row that covers this height. */
  indexAt(height: number): number {
    let [low, high] = [this.#head, this.#rows.length - 1];
    const wanted = height + this.top0;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#tops[middle] ?? 0) <= wanted) low = middle;
      else high = middle - 1;
    }
    return Math.max(0, low - this.#head);
  }

  /** The row of a line, by its sequence number, or of the next one that is shown. */
  indexOf(seq: number): number {
    let [low, high] = [this.#head, this.#rows.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#rows[middle]?.seq ?? 0) < seq) low = middle + 1;
      else high = middle;
    }
    return low - this.#head;
  }

  show(filter: LogFilter): void {
    if (filter === this.#filter) return;
    this.#filter = filter;
    this.#passes = passesFilter(filter);
    this.#again();
  }

  /** Lines of text that a row takes; another function measures all rows anew. */
  measure(height: (line: LogLine) => number): void {
    this.#height = height;
    let top = 0;
    this.#rows = this.#rows.slice(this.#head);
    this.#head = 0;
    this.#tops = [0];
    for (const line of this.#rows) this.#tops.push((top += height(line)));
  }

  #again(): void {
    this.#rows = [];
    this.#tops = [0];
    this.#head = 0;
    this.#seen = 0;
    this.catchUp();
  }

  /** Takes in what was appended, and lets go of what the log dropped or cleared. */
  catchUp(): void {
    const { size } = this.#source;
    const first = this.#source.get(0)?.seq ?? Infinity;
    const before = this.top0;
    while (this.#head < this.#rows.length && (this.#rows[this.#head]?.seq ?? 0) < first) this.#head += 1;
    this.gone += this.top0 - before;
    if (this.#head > SLACK || (size === 0 && this.#head > 0)) {
      this.#rows = this.#rows.slice(this.#head);
      const top0 = this.#tops[this.#head] ?? 0;
      this.#tops = this.#tops.slice(this.#head).map((top) => top - top0);
      this.#head = 0;
    }
    let from = size;
    while (from > 0 && (this.#source.get(from - 1)?.seq ?? 0) > this.#seen) from -= 1;
    let top = this.#tops.at(-1) ?? 0;
    for (let index = from; index < size; index++) {
      const line = this.#source.get(index);
      if (!line) continue;
      this.#seen = line.seq;
      if (line.category !== null && this.categories.size < MOST_CATEGORIES) this.categories.add(line.category);
      if (!this.#passes(line)) continue;
      this.#rows.push(line);
      this.#tops.push((top += this.#height(line)));
    }
  }
}
