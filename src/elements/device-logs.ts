// <pocket-device-logs>: what a device prints over USB: a virtual board of this page, a real one, or a recording.
import { html, nothing } from 'lit';
import type { PropertyDeclarations, TemplateResult } from 'lit';
import type { WireDevice } from '../client/cloud-answers.ts';
import type { DeviceSession } from '../device/serial/device-session.ts';
import type { LogLine } from '../device/serial/log-line.ts';
import type { StoredEvent } from '../model/event.ts';
import { virtualNow } from '../model/virtual-time.ts';
import { actionButton } from './support/action-button.ts';
import { ControlElement } from './support/control-element.ts';
import { controlStyles } from './support/control-styles.ts';
import { CopyController } from './support/copy-controller.ts';
import { DeviceDeskController } from './support/device-context.ts';
import type { DeviceSource } from './support/device-desk.ts';
import { deviceLogsStyles } from './support/device-logs-styles.ts';
import { fileInputStyles } from './support/file-input-styles.ts';
import { icon } from './support/icon.ts';
import { createLineEvents } from './support/line-events.ts';
import type { LineEvents } from './support/line-events.ts';
import { lineDetail } from './support/line-detail.ts';
import { everyLine, filtersLines } from './support/log-filter.ts';
import type { LogFilter } from './support/log-filter.ts';
import { LogList } from './support/log-list.ts';
import { logAsJson, logAsText } from './support/log-row.ts';
import { LogSender } from './support/log-sender.ts';
import { logTools } from './support/log-tools.ts';
import { RecordingPlayer } from './support/recording-player.ts';
import { saveFile } from './support/save-file.ts';
import type { Session } from './support/session.ts';
import { sessionBadge, sessionLine } from './support/session-line.ts';

const VIRTUAL = 3;
/** An event that is marked is looked for in so many lines from the end. */
const LOOKED_AT = 2000;
const SOURCES: readonly [DeviceSource, string][] = [
  ['virtual', 'Virtual board'],
  ['usb', 'Real device over USB'],
  ['capture', 'Recording'],
];
export class DeviceLogs extends ControlElement {
  static override styles = [controlStyles, fileInputStyles, deviceLogsStyles];
  static override properties: PropertyDeclarations = {
    source: { state: true },
    filter: { state: true },
    wrap: { state: true },
    chosen: { state: true },
  };
  declare protected source: DeviceSource;
  declare protected filter: LogFilter;
  declare protected wrap: boolean;
  /** Number of the line that is looked at. */
  declare protected chosen: LogLine | null;

  protected readonly controlTitle = 'Device logs';
  readonly #copy = new CopyController(this);
  readonly #list = new LogList(this);
  readonly #player = new RecordingPlayer(this);
  readonly #sender = new LogSender(this);
  readonly #devices = new DeviceDeskController(this, (desk) => {
    // A port that was granted once needs no click.
    void desk.attachReal();
  });
  #release: (() => void) | null = null;
  #events: { of: readonly StoredEvent[]; device: string; lines: LineEvents } | null = null;
  readonly #marked = (): void => this.#showMarked();
  readonly #again2 = (): void => this.requestUpdate();

  constructor() {
    super();
    this.source = 'virtual';
    this.filter = everyLine;
    this.wrap = false;
    this.chosen = null;
  }

  protected override sessionArrived(session: Session): void {
    super.sessionArrived(session);
    const kept = session.memory.read('log-source');
    if (SOURCES.some(([name]) => name === kept)) this.source = kept as DeviceSource;
    session.addEventListener('select', this.#marked);
    session.feed.addEventListener('change', this.#again2);
    this.#release = session.feed.hold();
  }

  protected override sessionLeft(session: Session): void {
    super.sessionLeft(session);
    session.removeEventListener('select', this.#marked);
    session.feed.removeEventListener('change', this.#again2);
    this.#release?.();
  }

  #choose(session: Session, source: DeviceSource): void {
    this.source = source;
    this.chosen = null;
    this.filter = everyLine;
    session.memory.write('log-source', source);
  }

  /** The virtual board whose log this is: the lesson's, or the account's first. */
  #board(session: Session): WireDevice | null {
    const boards = session.view.devices?.filter(({ platform_id }) => platform_id === VIRTUAL) ?? [];
    return boards.find(({ id }) => id === session.choice.device) ?? boards[0] ?? null;
  }

  #deviceSession(session: Session): DeviceSession | null {
    const { desk } = this.#devices;
    if (!desk) return null;
    if (this.source === 'usb') return desk.real;
    if (this.source === 'capture') return desk.recorded;
    const board = this.#board(session);
    return board && desk.virtual(board.id);
  }

  // ── Lines and events ──

  #lineEvents(session: Session, device: string | null): LineEvents | null {
    if (device === null) return null;
    const { events } = session.feed;
    if (this.#events?.of !== events || this.#events.device !== device) {
      const real = Date.now();
      const { time } = session.info ?? {};
      const toHostTime = (iso: string): number =>
        time && time.rate > 0 ? real - (virtualNow(time, real) - Date.parse(iso)) / time.rate : Date.parse(iso);
      this.#events = { of: events, device, lines: createLineEvents(events, device, toHostTime) };
    }
    return this.#events.lines;
  }

  #deviceId(session: Session): string | null {
    if (this.source === 'virtual') return this.#board(session)?.id ?? null;
    return this.#deviceSession(session)?.identity?.id ?? null;
  }

  #pick(session: Session, line: LogLine): void {
    if (this.chosen?.seq === line.seq) {
      this.chosen = null;
      return;
    }
    this.chosen = line;
    const event = this.#lineEvents(session, this.#deviceId(session))?.eventOf(line);
    if (event) session.selectJourney(event.journey, event.id);
  }

  /** An event was marked somewhere else: its line comes into view. */
  #showMarked(): void {
    const { session } = this;
    const journey = session?.selectedJourney ?? null;
    if (!session || journey === null || !this.checkVisibility()) return;
    const lines = this.#lineEvents(session, this.#deviceId(session));
    if (!lines || (this.chosen && lines.eventOf(this.chosen)?.journey === journey)) return;
    const found = this.#list.newest(LOOKED_AT, (line) => lines.eventOf(line)?.journey === journey);
    if (found) this.#list.reveal(found.seq);
  }

  // ── Drawing ──

  protected draw(session: Session): TemplateResult {
    const { desk } = this.#devices;
    if (!desk)
      return this.frame({
        state: this.#devices.failed ? 'error' : 'loading',
        line: this.#devices.failed
          ? { tone: 'bad', text: html`<strong>The device part of this page did not load.</strong> Reload the page.`, live: false }
          : { tone: 'busy', text: 'Loading the devices…', live: false },
      });
    const device = this.#deviceSession(session);
    this.#list.log = device?.log ?? null;
    this.#list.filter = this.filter;
    this.#list.wrap = this.wrap;
    return this.frame({
      state: device?.isConnected ? 'done' : 'ready',
      badge: device ? sessionBadge(device) : nothing,
      purpose: 'The lines a device prints over USB, through restarts and updates.',
      said: this.#copy.said,
      quiet: device ? this.#quiet(device) : nothing,
      body: html`<div class="control-body">
          <div class="sources" role="radiogroup" aria-label="Where the log comes from">
            ${SOURCES.map(
              ([name, words]) =>
                html`<label
                  ><input
                    type="radio"
                    name="source"
                    .checked=${this.source === name}
                    @change=${() => this.#choose(session, name)}
                  />${words}</label
                >`,
            )}
          </div>
          ${this.source === 'capture' ? this.#player.field(desk) : nothing}
          ${
            device && device.log.size > 0
              ? logTools({
                  filter: this.filter,
                  categories: this.#list.categories,
                  wrap: this.wrap,
                  onFilter: (change) => (this.filter = { ...this.filter, ...change }),
                  onWrap: (wrap) => (this.wrap = wrap),
                })
              : nothing
          }
        </div>
        ${device ? this.#pane(session, device) : nothing}
        ${device?.isConnected && this.source !== 'capture' ? this.#sender.form(device) : nothing}`,
      line: this.#line(session, device),
      actions: this.#actions(session, device),
    });
  }

  #quiet(device: DeviceSession): TemplateResult {
    const empty = device.log.size === 0;
    return html`${
      empty
        ? nothing
        : html`${this.#copy.button('log', 'Copy', () => logAsText(this.#list.lines()))}
          ${actionButton({
            label: '.txt',
            icon: 'download',
            kind: 'quiet small',
            about: 'file of the log',
            onClick: () => saveFile('device-log.txt', 'text/plain', logAsText(this.#list.lines())),
          })}
          ${actionButton({
            label: '.jsonl',
            icon: 'download',
            kind: 'quiet small',
            about: 'file of the log',
            onClick: () => saveFile('device-log.jsonl', 'application/jsonl', logAsJson(this.#list.lines())),
          })}
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
    this.chosen = null;
  }

  #pane(session: Session, device: DeviceSession): TemplateResult {
    if (device.log.size === 0) return html`<div class="pane"><p class="nothing">No line yet.</p></div>`;
    const hidden = this.#list.count === 0;
    const lines = this.#lineEvents(session, this.#deviceId(session));
    const journey = session.selectedJourney;
    const { waiting, following, paused } = this.#list;
    return html`<div class="pane">
        ${
          hidden
            ? html`<p class="nothing">
                No line passes this filter.
                <button class="button small" type="button" @click=${() => (this.filter = everyLine)}>Show all</button>
              </p>`
            : this.#list.draw({
                chosen: this.chosen?.seq ?? null,
                marked: (line) => journey !== null && lines?.eventOf(line)?.journey === journey,
                onChoose: (line) => this.#pick(session, line),
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
        this.chosen
          ? lineDetail({
              line: this.chosen,
              event: lines?.eventOf(this.chosen) ?? null,
              copy: this.#copy,
              onEvent: (event) => session.selectJourney(event.journey, event.id),
              onClose: () => (this.chosen = null),
            })
          : nothing
      }
      ${
        filtersLines(this.filter) && !hidden
          ? html`<p class="visually-hidden" role="status">${this.#list.count} of ${device.log.size} lines</p>`
          : nothing
      }`;
  }

  #line(session: Session, device: DeviceSession | null) {
    const board = this.source === 'virtual' ? this.#board(session) : null;
    if (this.source === 'virtual' && session.view.devices === null) return { tone: 'busy', text: 'Reading your devices…' } as const;
    if (!device)
      return {
        tone: 'info',
        text: html`<strong>You have no virtual board.</strong> Reset the cloud to get one, or plug a real device in.`,
      } as const;
    const away = board && this.#devices.desk?.stateOf(board.id);
    const idle =
      board && away === 'elsewhere'
        ? html`<strong>${board.name} runs in another tab.</strong> Its log is there; close that tab to have it here.`
        : board && away === 'failed'
          ? html`<strong>${board.name} did not start.</strong> Reload the page to try again.`
          : board && away === 'off'
            ? html`<strong>${board.name} is switched off.</strong> Switch it on, and its log appears.`
            : board
              ? html`<strong>${board.name} is not running here.</strong> Start it to read what it prints.`
              : this.source === 'usb'
                ? html`<strong>No device is connected.</strong> Plug one in, then pick its port. Nothing leaves your browser.`
                : html`<strong>No recording is open.</strong> Open a log that was saved before (.txt or .jsonl), or play the example.`;
    if (this.source === 'capture' && device.isConnected)
      return {
        tone: this.#player.ended ? 'done' : 'busy',
        text: html`<strong>${this.#player.name} ${this.#player.ended ? 'was played' : 'is playing'}.</strong>
          <span class="num">${this.#player.progress}</span>`,
        live: false,
      } as const;
    const named = board?.name ?? session.view.devices?.find(({ id }) => id === device.identity?.id)?.name ?? null;
    return sessionLine(device, named, idle);
  }

  #actions(session: Session, device: DeviceSession | null): TemplateResult | typeof nothing {
    const { desk } = this.#devices;
    if (!desk || !device) return nothing;
    if (this.source === 'capture') return this.#player.actions(desk);
    const working = device.state === 'opening' || device.state === 'picking';
    const board = this.#board(session);
    if (device.isConnected || device.state === 'restarting')
      return actionButton({
        label: 'Disconnect',
        icon: 'close',
        blockedBy: device.busy ? 'state' : null,
        onClick: () => void (this.source === 'virtual' && board ? desk.unplug(board.id) : device.disconnect()),
      });
    return actionButton({
      label: this.source === 'usb' ? 'Connect' : 'Start the board',
      icon: 'board',
      busy: working,
      onClick: () => void (this.source === 'usb' ? device.connect(desk.usb) : board && desk.plugIn(board.id, board.name)),
    });
  }
}

customElements.define('pocket-device-logs', DeviceLogs);
