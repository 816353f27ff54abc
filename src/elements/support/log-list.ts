// A log of 100,000 lines as a list: draws a screenful, follows the end, holds still when it is read.
import { html, nothing } from 'lit';
import type { ReactiveController, ReactiveControllerHost, TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { LogLine } from '../../device/serial/log-line.ts';
import type { LogStore } from '../../device/serial/log-store.ts';
import type { LogFilter } from './log-filter.ts';
import { everyLine } from './log-filter.ts';
import { lineByKey } from './log-keys.ts';
import { LogMeasure } from './log-measure.ts';
import { logRow } from './log-row.ts';
import { LogRows } from './log-rows.ts';
import { remInPx } from './row-window.ts';

/** Height of a line of text, rem; the style sheet says the same. */
const LINE = 1.25;
/** Lines of text drawn beyond the edges. */
const AROUND = 10;
/** As near to the end as this, px, the list follows it. */
const AT_END = 24;

type Host = ReactiveControllerHost & HTMLElement & { readonly updateComplete: Promise<boolean> };

export interface LogListView {
  chosen: number | null;
  marked: (line: LogLine) => boolean;
  onChoose: (line: LogLine) => void;
}

export class LogList implements ReactiveController {
  readonly #host: Host;
  #log: LogStore | null = null;
  #rows: LogRows | null = null;
  #filter = everyLine;
  readonly #measure = new LogMeasure(() => {
    this.#rows?.measure(this.#measure.height);
    this.#host.requestUpdate();
  });
  #top = 0;
  #following = true;
  /** Number of the last line that is shown while it is paused; null while it runs. */
  #until: number | null = null;
  #goneBefore = 0;
  #drawn = { start: 0, height: 0 };
  /** The row that Tab stops at. */
  #current: number | null = null;
  readonly #appended = (): void => {
    this.#rows?.catchUp();
    this.#host.requestUpdate();
  };
  readonly #cleared = (): void => {
    this.#until = null;
    this.#following = true;
    this.#appended();
  };

  constructor(host: Host) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#listen(true);
  }
  hostDisconnected(): void {
    this.#listen(false);
    this.#measure.stop();
  }

  #listen(on: boolean): void {
    const change = on ? 'addEventListener' : 'removeEventListener';
    this.#log?.[change]('append', this.#appended);
    this.#log?.[change]('clear', this.#cleared);
    if (on) this.#rows?.catchUp();
  }

  /** Another log: from its end. */
  set log(log: LogStore | null) {
    if (log === this.#log) return;
    this.#listen(false);
    this.#log = log;
    this.#rows = log && new LogRows(log);
    this.#rows?.measure(this.#measure.height);
    this.#rows?.show(this.#filter);
    this.#until = null;
    this.#following = true;
    this.#goneBefore = 0;
    this.#listen(true);
  }

  set filter(filter: LogFilter) {
    if (filter === this.#filter) return;
    this.#filter = filter;
    this.#rows?.show(filter);
  }

  set wrap(wrap: boolean) {
    this.#measure.wrap = wrap;
  }

  get categories(): string[] {
    return [...(this.#rows?.categories ?? [])].sort();
  }
  /** Lines that pass the filter. */
  get count(): number {
    return this.#rows?.count ?? 0;
  }
  get paused(): boolean {
    return this.#until !== null;
  }
  /** Lines that came while it was paused. */
  get waiting(): number {
    return this.#until === null ? 0 : this.count - this.#shown;
  }
  get following(): boolean {
    return this.#following && !this.paused;
  }

  /** Rows up to the pause. */
  get #shown(): number {
    return this.#until === null || !this.#rows ? this.count : this.#rows.indexOf(this.#until + 1);
  }

  /** Every line that passes the filter, the oldest first. */
  *lines(): Generator<LogLine> {
    for (let index = 0; index < this.count; index++) {
      const line = this.#rows?.at(index);
      if (line) yield line;
    }
  }

  /** The newest line among the last `most` for which `which` answers true. */
  newest(most: number, which: (line: LogLine) => boolean): LogLine | null {
    for (let index = this.count - 1; index >= 0 && index >= this.count - most; index--) {
      const line = this.#rows?.at(index);
      if (line && which(line)) return line;
    }
    return null;
  }

  pause(): void {
    this.#until = this.#rows?.at(this.count - 1)?.seq ?? 0;
    this.#host.requestUpdate();
  }

  /** Goes on, at the end. */
  follow(): void {
    this.#until = null;
    this.#following = true;
    this.#host.requestUpdate();
  }

  /** Brings a line into view. */
  reveal(seq: number): void {
    const rows = this.#rows;
    const scroller = this.#scroller;
    if (!rows || !scroller) return;
    const top = rows.top(rows.indexOf(seq)) * this.#unit;
    if (top >= scroller.scrollTop && top < scroller.scrollTop + scroller.clientHeight - this.#unit) return;
    this.#following = false;
    scroller.scrollTop = Math.max(0, top - scroller.clientHeight / 2);
    // The scroll event comes a frame later; what is drawn next has to be there.
    this.#top = scroller.scrollTop;
  }

  /** Brings a line into view, and the keyboard to it. */
  async goTo(seq: number): Promise<void> {
    this.#current = seq;
    this.reveal(seq);
    this.#host.requestUpdate();
    await this.#host.updateComplete.then(() =>
      this.#scroller?.querySelector<HTMLElement>(`.row[data-seq="${seq}"]`)?.focus({ preventScroll: true }),
    );
  }

  /** The page goes to the list, wherever it stands. */
  scrollIntoView(): void {
    this.#scroller?.scrollIntoView({ block: 'center' });
  }

  get #unit(): number {
    return remInPx(LINE);
  }
  get #scroller(): HTMLElement | null {
    return this.#host.shadowRoot?.querySelector<HTMLElement>('.lines') ?? null;
  }

  #scrolled(): void {
    const scroller = this.#scroller;
    if (!scroller) return;
    this.#top = scroller.scrollTop;
    this.#following = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < AT_END;
    this.#host.requestUpdate();
  }

  #key(event: KeyboardEvent): void {
    const from = Number((event.target as Element).closest<HTMLElement>('.row')?.dataset['seq']);
    const line = this.#rows && lineByKey(this.#rows, event.key, from, this.#shown);
    if (!line) return;
    event.preventDefault();
    void this.goTo(line.seq);
  }

  draw({ chosen, marked, onChoose }: LogListView): TemplateResult {
    const rows = this.#rows;
    const shown = this.#shown;
    const view = this.#scroller?.clientHeight ?? 320;
    const from = Math.max(0, this.#top / this.#unit - AROUND);
    const start = rows?.indexAt(this.#following && !this.paused ? Math.max(0, (rows?.total ?? 0) - view / this.#unit - AROUND) : from) ?? 0;
    const last = (rows?.top(start) ?? 0) + view / this.#unit + 2 * AROUND;
    let end = start;
    while (rows && end < shown && rows.top(end) < last) end += 1;
    this.#drawn = { start: rows?.top(start) ?? 0, height: rows?.top(shown) ?? 0 };
    const lines: { line: LogLine; index: number }[] = [];
    for (let index = start; index < end; index++) {
      const line = rows?.at(index);
      if (line) lines.push({ line, index });
    }
    const rowsDrawn = lines.filter(({ line }) => line.kind !== 'marker');
    const current = rowsDrawn.find(({ line }) => line.seq === this.#current) ?? rowsDrawn.at(-1);
    return html`<div
      class="lines ${this.#measure.wrap ? 'wrap' : ''}"
      role="list"
      tabindex=${current ? nothing : 0}
      aria-label="Log lines, oldest first"
      @scroll=${() => this.#scrolled()}
      @keydown=${(event: KeyboardEvent) => this.#key(event)}
    >
      <div class="spacer" role="presentation">
        ${repeat(
          lines,
          ({ line }) => line.seq,
          ({ line, index }) =>
            logRow(line, {
              index,
              total: shown,
              chosen: chosen === line.seq,
              marked: marked(line),
              current: line === current?.line,
              onChoose: () => {
                this.#current = line.seq;
                onChoose(line);
              },
            }),
        )}
      </div>
      <div class="row probe" aria-hidden="true">
        <time>0</time><span>0</span><b>0</b><span class="text"><span>${'0'.repeat(40)}</span></span>
      </div>
    </div>`;
  }

  hostUpdated(): void {
    const scroller = this.#scroller;
    const spacer = scroller?.querySelector<HTMLElement>('.spacer');
    if (!scroller || !spacer) return;
    // Positions are set here and not in the template: the page's policy refuses style attributes.
    spacer.style.blockSize = `${this.#drawn.height * LINE}rem`;
    spacer.style.paddingBlockStart = `${this.#drawn.start * LINE}rem`;
    this.#measure.watch(scroller);
    const gone = this.#rows?.gone ?? 0;
    if (this.following) scroller.scrollTop = scroller.scrollHeight;
    // Old lines left above: what is being read stays where it is.
    else if (gone > this.#goneBefore) scroller.scrollTop -= (gone - this.#goneBefore) * this.#unit;
    this.#goneBefore = gone;
    this.#top = scroller.scrollTop;
  }
}
