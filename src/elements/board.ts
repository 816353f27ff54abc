// <pocket-board>: the virtual board, its buttons, lights, sensors and switches. Without this tag on a page, nothing of it is loaded.
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { WireDevice } from '../client/cloud-answers.ts';
import type { VirtualDevice } from '../device/virtual/virtual-device.ts';
import { actionButton } from './support/action-button.ts';
import { boardDrawing } from './support/board-drawing.ts';
import { boardLine } from './support/board-line.ts';
import { otherPins, temperatureSensor } from './support/board-sensors.ts';
import { boardStyles } from './support/board-styles.ts';
import { claimNewBoard } from './support/claim-new-board.ts';
import { ControlElement } from './support/control-element.ts';
import { badge, problemLine } from './support/control-frame.ts';
import { controlStyles } from './support/control-styles.ts';
import { type HoldListeners, holdListeners } from './support/press-and-hold.ts';
import { sessionRack } from './support/session-rack.ts';
import type { Session } from './support/session.ts';

const VIRTUAL = 3;
const ADD = 'add-board';
const PIN_NAMES: Readonly<Record<number, string>> = { 14: 'A5', 15: 'A4', 16: 'A3', 17: 'A2', 18: 'A1', 19: 'A0' };

export class Board extends ControlElement {
  static override properties = { device: { type: String } };
  static override styles = [controlStyles, boardStyles];
  /** Id of a virtual board; without it the lesson's, or the first of the account. */
  declare device: string | null;

  protected readonly controlTitle = 'Board';
  #board: VirtualDevice | null = null;
  readonly #redraw = (): void => this.requestUpdate();
  readonly #mode: HoldListeners;
  readonly #reset: HoldListeners;

  constructor() {
    super();
    this.device = null;
    const able = (): boolean => this.#board?.power ?? false;
    this.#mode = holdListeners({ press: () => this.#board?.pressMode(), release: () => this.#board?.releaseMode() }, able);
    this.#reset = holdListeners({ press: () => this.#board?.pressReset(), release: () => this.#board?.releaseReset() }, able);
  }

  protected override sessionLeft(session: Session): void {
    super.sessionLeft(session);
    this.#show(null);
  }

  /** The board of this id, started the first time it is shown. */
  #show(board: VirtualDevice | null): VirtualDevice | null {
    if (board !== this.#board) {
      this.#board?.removeEventListener('change', this.#redraw);
      board?.addEventListener('change', this.#redraw);
      this.#board = board;
    }
    return board;
  }

  #chosen(session: Session, boards: readonly WireDevice[]): WireDevice | null {
    const wanted = this.device ?? session.choice.device;
    return boards.find(({ id }) => id === wanted) ?? boards[0] ?? null;
  }

  protected draw(session: Session): TemplateResult {
    const boards = session.view.devices?.filter(({ platform_id }) => platform_id === VIRTUAL) ?? null;
    if (boards === null) return this.pending(session, 'Looking for your boards…', 'devices');
    const chosen = this.#chosen(session, boards);
    if (!chosen) return this.#none(session);
    const device = this.#show(sessionRack(session).device(chosen.id, chosen.name)) as VirtualDevice;
    const online = device.state === 'elsewhere' ? chosen.online : device.online === 'connected';
    return this.frame({
      title: chosen.name,
      state: device.state,
      badge: online ? badge('Online', 'check', 'good') : badge('Offline'),
      quiet: this.#quiet(session, boards, chosen),
      body: html`${this.#picture(device)} ${device.state === 'elsewhere' ? nothing : this.#controls(device)}
      ${problemLine(session.problem(ADD))}`,
      line: boardLine(device, chosen.online),
      actions: this.#actions(device),
    });
  }

  #none(session: Session): TemplateResult {
    this.#show(null);
    return this.frame({
      state: 'ready',
      purpose: 'Runs firmware in this tab, with buttons to press and sensors to move.',
      body: session.problem(ADD) ? html`<div class="control-body">${problemLine(session.problem(ADD))}</div>` : nothing,
      line: { tone: 'info', text: html`<strong>You have no virtual board.</strong> Add one: it comes with the lesson’s firmware.` },
      actions: this.#addButton(session, 'Add a board'),
    });
  }

  #addButton(session: Session, label: string): TemplateResult {
    return actionButton({
      label,
      icon: 'plus',
      kind: label === 'Add a board' ? '' : 'quiet small',
      busy: session.busy(ADD),
      onClick: () =>
        void session.run(ADD, async () => {
          const id = await claimNewBoard(session.cloud);
          if (this.device === null) session.choose({ device: id, platform: VIRTUAL });
          await session.view.fresh('devices');
        }),
    });
  }

  #quiet(session: Session, boards: readonly WireDevice[], chosen: WireDevice): unknown {
    if (this.device !== null) return null;
    const others =
      boards.length < 2
        ? nothing
        : html`<label class="inline-field"
            >Board
            <select @change=${(event: Event) => session.choose({ device: (event.target as HTMLSelectElement).value, platform: VIRTUAL })}>
              ${boards.map((one) => html`<option translate="no" value=${one.id} ?selected=${one.id === chosen.id}>${one.name} …${one.id.slice(-4)}</option>`)}
            </select></label
          >`;
    return html`${others}${this.#addButton(session, 'Another board')}`;
  }

  #picture(device: VirtualDevice): TemplateResult {
    const off = !device.power;
    const key = (
      name: 'mode' | 'reset',
      label: string,
      hint: string,
      down: boolean,
      on: HoldListeners,
      className: string,
    ): TemplateResult =>
      html`<button
        type="button"
        class=${className}
        data-key=${name}
        ?data-down=${down}
        aria-disabled=${off ? 'true' : nothing}
        aria-describedby="state"
        @pointerdown=${on.pointerdown}
        @pointerup=${on.pointerup}
        @pointercancel=${on.pointercancel}
        @keydown=${on.keydown}
        @keyup=${on.keyup}
        @blur=${on.blur}
        @click=${on.click}
        @contextmenu=${(event: Event) => event.preventDefault()}
      >
        ${className.startsWith('board') ? html`<span class="visually-hidden">${label}: ${hint}</span>` : html`${label}<span class="visually-hidden">: ${hint}</span>`}
      </button>`;
    const mode = (className: string): TemplateResult =>
      key('mode', 'MODE', 'click it, or hold it for three seconds to listen', device.mode_down, this.#mode, className);
    const reset = (className: string): TemplateResult =>
      key('reset', 'RESET', 'restarts the board', device.reset_down, this.#reset, className);
    const used = new Set(
      Object.entries(device.pins)
        .filter(([, { mode: pinMode }]) => pinMode !== 255)
        .map(([pin]) => PIN_NAMES[Number(pin)] ?? `D${pin}`),
    );
    return html`<div class="board" dir="ltr">
        ${boardDrawing({
          id: device.id,
          name: device.name,
          led: device.led,
          d7: device.d7,
          mode_down: device.mode_down,
          reset_down: device.reset_down,
          used,
          power: device.power,
        })}
        ${mode('board-button mode')} ${reset('board-button reset')}
      </div>
      <div class="board-keys">${mode('button')} ${reset('button')}</div>`;
  }

  #controls(device: VirtualDevice): TemplateResult {
    const change = (set: (on: boolean) => void) => (event: Event) => set((event.target as HTMLInputElement).checked);
    const settled = device.state !== 'loading';
    return html`${temperatureSensor(device)}
      <fieldset class="switches">
        <legend class="visually-hidden">Switches</legend>
        <label
          ><input
            type="checkbox"
            role="switch"
            ?disabled=${!settled}
            .checked=${device.power}
            @change=${change((on) => device.setPower(on))}
          />Power</label
        >
        <label
          ><input
            type="checkbox"
            role="switch"
            ?disabled=${!settled}
            .checked=${device.network}
            @change=${change((on) => device.setNetwork(on))}
          />Network within reach</label
        >
      </fieldset>
      ${otherPins(device)}`;
  }

  #actions(device: VirtualDevice): TemplateResult | null {
    if (!device.listening && device.state !== 'safe_mode' && device.state !== 'failed') return null;
    if (device.listening) return actionButton({ label: 'Leave listening mode', onClick: () => device.leaveListening() });
    return actionButton({ label: 'Put back its first firmware', icon: 'refresh', onClick: () => void device.restoreFirstImage() });
  }
}

customElements.define('pocket-board', Board);
