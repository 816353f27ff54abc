// The console of one log: its filters, its lines, the line that is looked at, and what can be done with all of them.
import { html, nothing } from 'lit';
import type { ReactiveControllerHost, TemplateResult } from 'lit';
import type { DeviceSession } from '../../device/serial/device-session.ts';
import type { LogLine } from '../../device/serial/log-line.ts';
import { actionButton } from './action-button.ts';
import { CopyController } from './copy-controller.ts';
import { icon } from './icon.ts';
import { lineDetail } from './line-detail.ts';
import type { LineEvents } from './line-events.ts';
import { showEvent } from './line-pointer.ts';
import { everyLine, filtersLines } from './log-filter.ts';
import type { LogFilter } from './log-filter.ts';
import { LogList } from './log-list.ts';
import { droppedLine, droppedText, logAsJson, logAsText } from './log-row.ts';
import { logTools } from './log-tools.ts';
import { saveFile } from './save-file.ts';
import type { Session } from './session.ts';

/** An event that is marked is looked for in so many lines from the end. */
const LOOKED_AT = 2000;

type Host = ReactiveControllerHost & HTMLElement & { readonly updateComplete: Promise<boolean> };

export class LogConsole {
  readonly #host: Host;
  readonly #copy: CopyController;
  readonly #list: LogList;
  #filter: LogFilter = everyLine;
  #wrap = false;
  /** The line that is looked at. */
  #chosen: LogLine | null = null;

  constructor(host: Host) {
    this.#host = host;
    this.#copy = new CopyController(host);
    this.#list = new LogList(host);
  }

  /** For a live region of the element. */
  get said(): string {
    return this.#copy.said;
  }

  /** Whose log is shown from now on. */
  show(device: DeviceSession | null): void {
    this.#list.log = device?.log ?? null;
    this.#list.filter = this.#filter;
    this.#list.wrap = this.#wrap;
  }

  /** Another source: nothing of the last one's choices fits it. */
  startOver(): void {
    this.#chosen = null;
    this.#filter = everyLine;
  }

  #set(change: () => void): void {
    change();
    this.#host.requestUpdate();
  }

  *#lines(device: DeviceSession): Generator<LogLine> {
    const dropped = droppedLine(device.log);
    if (dropped) yield dropped;
    yield* this.#list.lines();
  }

  // ── Lines and events ──

  #pick(session: Session, line: LogLine, lines: LineEvents | null): void {
    if (this.#chosen?.seq === line.seq) return this.#set(() => (this.#chosen = null));
    this.#set(() => (this.#chosen = line));
    const event = lines?.eventOf(line);
    if (event) session.selectJourney(event.journey, event.id);
  }

  /** An event was marked somewhere else: its line comes into view. */
  showMarked(session: Session, lines: LineEvents | null): void {
    const journey = session.selectedJourney;
    if (journey === null || !lines) return;
    if (this.#chosen && lines.eventOf(this.#chosen)?.journey === journey) return;
    const found = this.#of(journey, lines);
    if (found) this.#list.reveal(found.seq);
  }

  #of(journey: string, lines: LineEvents): LogLine | null {
    return this.#list.newest(LOOKED_AT, (line) => lines.eventOf(line)?.journey === journey);
  }

  /** Goes to the newest line that speaks of `journey`; null when there is none. */
  lineOf(journey: string, lines: LineEvents | null): (() => void) | null {
    const line = lines && this.#of(journey, lines);
    if (!line) return null;
    return () => {
      this.#set(() => (this.#chosen = line));
      void this.#list.goTo(line.seq).then(() => this.#list.scrollIntoView());
    };
  }

  // ── Drawing ──

  tools(device: DeviceSession): TemplateResult | typeof nothing {
    if (device.log.size === 0) return nothing;
    return logTools({
      filter: this.#filter,
      categories: this.#list.categories,
      wrap: this.#wrap,
      onFilter: (change) => this.#set(() => (this.#filter = { ...this.#filter, ...change })),
      onWrap: (wrap) => this.#set(() => (this.#wrap = wrap)),
    });
  }

  /** Copy, files, clear, pause: beside the title. */
  quiet(device: DeviceSession): TemplateResult {
    const file = (label: string, name: string, type: string, text: (lines: Iterable<LogLine>) => string): TemplateResult =>
      actionButton({
        label,
        icon: 'download',
        kind: 'quiet small',
        about: 'file of the log',
        onClick: () => saveFile(name, type, text(this.#lines(device))),
      });
    return html`${
      device.log.size === 0
        ? nothing
        : html`${this.#copy.button('log', 'Copy', () => logAsText(this.#lines(device)))}
          ${file('.txt', 'device-log.txt', 'text/plain', logAsText)} ${file('.jsonl', 'device-log.jsonl', 'application/jsonl', logAsJson)}
          ${actionButton({ label: 'Clear', icon: 'trash', kind: 'quiet small', about: 'the log', onClick: () => this.#clear(device) })}`
    }
    ${actionButton({
      label: this.#list.paused ? 'Go on' : 'Pause',
      icon: this.#list.paused ? 'play' : 'pause',
      kind: 'quiet small',
      pressed: this.#list.paused,
      onClick: () => (this.#list.paused ? this.#list.follow() : this.#list.pause()),
    })}`;
  }

  #clear(device: DeviceSession): void {
    device.log.clear();
    this.#set(() => (this.#chosen = null));
  }

  pane(session: Session, device: DeviceSession, lines: LineEvents | null): TemplateResult {
    if (device.log.size === 0) return html`<div class="pane"><p class="nothing">No line yet.</p></div>`;
    const hidden = this.#list.count === 0;
    const journey = session.selectedJourney;
    const { waiting, following, paused } = this.#list;
    return html`<div class="pane">
        ${
          device.log.dropped > 0
            ? html`<p class="mark dropped" data-mark="dropped">${icon('info')}<span>${droppedText(device.log)}</span></p>`
            : nothing
        }
        ${
          hidden
            ? html`<p class="nothing">
                No line passes this filter.
                <button class="button small" type="button" @click=${() => this.#set(() => (this.#filter = everyLine))}>Show all</button>
              </p>`
            : this.#list.draw({
                chosen: this.#chosen?.seq ?? null,
                marked: (line) => journey !== null && lines?.eventOf(line)?.journey === journey,
                onChoose: (line) => this.#pick(session, line, lines),
              })
        }
        ${
          !hidden && (waiting > 0 || (!following && !paused))
            ? html`<button class="waiting" type="button" @click=${() => this.#list.follow()}>
                ${icon('arrow')}${waiting > 0 ? html`<span><span class="num">${waiting}</span> new</span>` : 'To the end'}
              </button>`
            : nothing
        }
      </div>
      ${
        this.#chosen
          ? lineDetail({
              line: this.#chosen,
              event: lines?.eventOf(this.#chosen) ?? null,
              copy: this.#copy,
              onEvent: (event) => showEvent(session, event),
              onClose: () => this.#set(() => (this.#chosen = null)),
            })
          : nothing
      }
      ${
        filtersLines(this.#filter) && !hidden
          ? html`<p class="visually-hidden" role="status">${this.#list.count} of ${device.log.size} lines</p>`
          : nothing
      }`;
  }
}
