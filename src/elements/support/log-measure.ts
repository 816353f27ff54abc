// How many lines of text a row of a log takes, measured on the page: the width of the last column, and whether times stand above it.
import type { LogLine } from '../../device/serial/log-line.ts';
import { columnsOf, rowText } from './log-row.ts';

const LEAST_COLUMNS = 10;

export class LogMeasure {
  readonly #changed: () => void;
  #wrap = false;
  #shape = { columns: 60, above: false };
  #size: ResizeObserver | null = null;
  #scroller: HTMLElement | null = null;

  /** `changed`: rows have other heights than before. */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  get wrap(): boolean {
    return this.#wrap;
  }
  set wrap(wrap: boolean) {
    if (wrap === this.#wrap) return;
    this.#wrap = wrap;
    this.#changed();
  }

  /** Lines of text. */
  readonly height = (line: LogLine): number => {
    if (line.kind === 'marker') return 1;
    const text = this.#wrap ? Math.max(1, Math.ceil(columnsOf(rowText(line)) / this.#shape.columns)) : 1;
    return text + (this.#shape.above ? 1 : 0);
  };

  /** Measures the probe row in `scroller`, now and after every resize. */
  watch(scroller: HTMLElement): void {
    if (this.#scroller === scroller) return;
    this.stop();
    this.#scroller = scroller;
    this.#size = new ResizeObserver(() => this.#measure());
    this.#size.observe(scroller);
  }

  stop(): void {
    this.#size?.disconnect();
    this.#size = null;
    this.#scroller = null;
  }

  #measure(): void {
    const probe = this.#scroller?.querySelector<HTMLElement>('.probe .text');
    const letters = probe?.firstElementChild?.getBoundingClientRect().width ?? 0;
    const text = probe?.getBoundingClientRect();
    const first = this.#scroller?.querySelector<HTMLElement>('.probe time')?.getBoundingClientRect();
    if (!text || !first || letters === 0) return;
    const columns = Math.max(LEAST_COLUMNS, Math.floor((text.width / letters) * 40 + 0.01));
    const above = text.top >= first.bottom - 1;
    if (columns === this.#shape.columns && above === this.#shape.above) return;
    this.#shape = { columns, above };
    this.#changed();
  }
}
