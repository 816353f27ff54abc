// <pocket-device-logs>: what a device prints over USB: a virtual board of this page, a real one, or a recording.
import { html, nothing } from 'lit';
import type { PropertyDeclarations, TemplateResult } from 'lit';
import type { WireDevice } from '../client/cloud-answers.ts';
import { availabilityError } from '../device/serial/availability-error.ts';
import type { DeviceSession } from '../device/serial/device-session.ts';
import { actionButton } from './support/action-button.ts';
import { ControlElement } from './support/control-element.ts';
import { controlStyles } from './support/control-styles.ts';
import { DeviceDeskController } from './support/device-context.ts';
import type { DeviceSource } from './support/device-desk.ts';
import { deviceErrorText } from './support/device-error-text.ts';
import { deviceLogsStyles } from './support/device-logs-styles.ts';
import type { ErrorText } from './support/error-text.ts';
import { fileInputStyles } from './support/file-input-styles.ts';
import type { LineEvents } from './support/line-events.ts';
import { offerLines } from './support/line-pointer.ts';
import { LogConsole } from './support/log-console.ts';
import { LogEvents } from './support/log-events.ts';
import { LogSender } from './support/log-sender.ts';
import { RecordingPlayer } from './support/recording-player.ts';
import type { Session } from './support/session.ts';
import { sessionBadge, sessionLine } from './support/session-line.ts';

const VIRTUAL = 3;
const SOURCES: readonly [DeviceSource, string][] = [
  ['virtual', 'Virtual board'],
  ['usb', 'Real device over USB'],
  ['capture', 'Recording'],
];
export class DeviceLogs extends ControlElement {
  static override styles = [controlStyles, fileInputStyles, deviceLogsStyles];
  static override properties: PropertyDeclarations = { source: { state: true } };
  declare protected source: DeviceSource;

  protected readonly controlTitle = 'Device logs';
  readonly #console = new LogConsole(this);
  readonly #player = new RecordingPlayer(this);
  readonly #sender = new LogSender(this);
  readonly #devices = new DeviceDeskController(this, (desk) => {
    // A port that was granted once needs no click.
    void desk.attachReal();
  });
  readonly #events = new LogEvents({
    requestUpdate: () => this.requestUpdate(),
    marked: (session) => {
      if (this.checkVisibility()) this.#console.showMarked(session, this.#lineEvents(session));
    },
  });

  #withdraw = (): void => {};

  constructor() {
    super();
    this.source = 'virtual';
  }

  protected override sessionArrived(session: Session): void {
    super.sessionArrived(session);
    const kept = session.memory.read('log-source');
    if (SOURCES.some(([name]) => name === kept)) this.source = kept as DeviceSource;
    this.#events.join(session);
    this.#withdraw = offerLines(session, (journey) =>
      this.checkVisibility() ? this.#console.lineOf(journey, this.#lineEvents(session)) : null,
    );
  }

  protected override sessionLeft(session: Session): void {
    super.sessionLeft(session);
    this.#events.leave();
    this.#withdraw();
  }

  #choose(session: Session, source: DeviceSource): void {
    this.source = source;
    this.#console.startOver();
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

  #lineEvents(session: Session): LineEvents | null {
    const id = this.source === 'virtual' ? this.#board(session)?.id : this.#deviceSession(session)?.identity?.id;
    return this.#events.of(session, id ?? null);
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
    this.#console.show(device);
    return this.frame({
      state: device?.isConnected ? 'done' : 'ready',
      badge: device ? sessionBadge(device) : nothing,
      purpose: 'The lines a device prints over USB, through restarts and updates.',
      said: this.#console.said,
      quiet: device ? this.#console.quiet(device) : nothing,
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
          ${this.source === 'capture' ? this.#player.field(desk) : nothing} ${device ? this.#console.tools(device) : nothing}
        </div>
        ${device ? this.#console.pane(session, device, this.#lineEvents(session)) : nothing}
        ${device?.isConnected && this.source !== 'capture' ? this.#sender.form(device) : nothing}`,
      line: this.#line(session, device),
      actions: this.#actions(session, device),
    });
  }

  /** Why this page has no ports of real devices; null when it has, or was not told yet. */
  get #refusal(): ErrorText | null {
    const { availability } = this.#devices.desk ?? {};
    const error = availability && availabilityError(availability);
    return error ? deviceErrorText(error) : null;
  }

  #line(session: Session, device: DeviceSession | null) {
    const board = this.source === 'virtual' ? this.#board(session) : null;
    if (this.source === 'virtual' && session.view.devices === null) return { tone: 'busy', text: 'Reading your devices…' } as const;
    if (!device)
      return {
        tone: 'info',
        text: html`<strong>You have no virtual board.</strong> Reset the cloud to get one, or plug a real device in.`,
      } as const;
    const refusal = this.#refusal;
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
                ? refusal
                  ? html`<strong>${refusal.text}</strong> ${refusal.next}`
                  : html`<strong>No device is connected.</strong> Plug one in, then pick its port. Nothing leaves your browser.`
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
    if (this.source === 'usb' && this.#refusal) return nothing;
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
