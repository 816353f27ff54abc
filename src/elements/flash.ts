// <pocket-flash>: puts a build onto a device, virtual or real, and proves that it runs there.
import { html, nothing } from 'lit';
import type { PropertyDeclarations, TemplateResult } from 'lit';
import type { WireDevice } from '../client/cloud-answers.ts';
import { checkModule } from '../device/flash/check-module.ts';
import type { DeviceSession } from '../device/serial/device-session.ts';
import type { FlashStrategy } from '../device/serial/session-state.ts';
import { DeviceError, isDeviceError } from '../model/device-error.ts';
import { actionButton } from './support/action-button.ts';
import { boardReady } from './support/board-ready.ts';
import { ControlElement } from './support/control-element.ts';
import { controlStyles } from './support/control-styles.ts';
import { DeviceDeskController } from './support/device-context.ts';
import type { DeviceDesk } from './support/device-desk.ts';
import { fileInputStyles } from './support/file-input-styles.ts';
import { flashFiles, flashTargets, REAL } from './support/flash-choices.ts';
import { FlashFile } from './support/flash-file.ts';
import { flashProgressView } from './support/flash-progress-view.ts';
import { flashStyles } from './support/flash-styles.ts';
import { fileProblem, flashBadge, flashLine, moduleFacts, whyBlocked } from './support/flash-words.ts';
import type { CheckedFile, FlashFacts } from './support/flash-words.ts';
import type { Session } from './support/session.ts';

/** Attribute `project`: its build is offered beside a file of the visitor's own. */
export class Flash extends ControlElement {
  static override styles = [controlStyles, fileInputStyles, flashStyles];
  static override properties: PropertyDeclarations = {
    project: { type: String },
    target: { state: true },
    way: { state: true },
    error: { state: true },
    starting: { state: true },
  };
  declare project: string;
  /** Id of a virtual board, or `usb`; null: the lesson's. */
  declare protected target: string | null;
  declare protected way: FlashStrategy;
  /** Why the device cannot be reached. */
  declare protected error: DeviceError | null;
  /** Ends the wait for a board that starts; null while none does. */
  declare protected starting: AbortController | null;

  protected readonly controlTitle = 'Flash';
  readonly #devices = new DeviceDeskController(this);
  readonly #file = new FlashFile(this);

  constructor() {
    super();
    this.project = '';
    this.target = null;
    this.way = 'ota';
    this.error = null;
    this.starting = null;
  }

  // ── What goes where ──

  #boards(session: Session): WireDevice[] {
    return session.view.devices?.filter(({ platform_id }) => platform_id === 3) ?? [];
  }

  /** Null: the real device. */
  #board(session: Session): WireDevice | null {
    if (this.target === REAL) return null;
    const boards = this.#boards(session);
    return boards.find(({ id }) => id === (this.target ?? session.choice.device)) ?? boards[0] ?? null;
  }

  #product(session: Session, board: WireDevice | null): { id: number } | null {
    const id = board?.product_id;
    return id !== undefined && id !== board?.platform_id && session.view.products?.some((one) => one.id === id) ? { id } : null;
  }

  /** The module in the chosen file, or why it cannot go onto the device. */
  #check(session: Session, device: DeviceSession): CheckedFile {
    if (!this.#file.chosen) return null;
    const board = this.#board(session);
    const { identity } = device;
    try {
      return checkModule(this.#file.chosen.bytes, {
        platform_id: board?.platform_id ?? identity?.platform_id ?? null,
        modules: identity?.modules ?? [],
        os_version: identity?.os_version ?? null,
        product: this.#product(session, board),
      });
    } catch (error) {
      if (isDeviceError(error)) return error;
      throw error;
    }
  }

  async #flash(session: Session, desk: DeviceDesk, device: DeviceSession): Promise<void> {
    const { chosen } = this.#file;
    const board = this.#board(session);
    if (!chosen || this.starting || device.busy) return;
    this.error = null;
    const starting = new AbortController();
    this.starting = starting;
    try {
      if (board) await boardReady({ session, desk, board, way: this.way, signal: starting.signal });
      await device.flash(chosen.bytes, {
        strategy: board ? this.way : 'ymodem',
        ...(board ? { device: board.id, online: true, platform_id: board.platform_id, product: this.#product(session, board) } : {}),
      });
    } catch (error) {
      if (!isDeviceError(error)) throw error;
      this.error = error;
    } finally {
      this.starting = null;
    }
  }

  #cancel(device: DeviceSession): void {
    this.starting?.abort(new DeviceError('flash_cancelled'));
    device.cancel();
  }

  // ── Drawing ──

  protected draw(session: Session): TemplateResult {
    const { desk } = this.#devices;
    if (!desk || session.view.devices === null)
      return this.frame({
        state: 'loading',
        line: this.#devices.failed
          ? { tone: 'bad', text: html`<strong>The device part of this page did not load.</strong> Reload the page.`, live: false }
          : { tone: 'busy', text: 'Loading the devices…', live: false },
      });
    this.#file.wantLesson(this.project);
    const board = this.#board(session);
    const device = board ? desk.virtual(board.id) : desk.real;
    const { progress } = device;
    const facts: FlashFacts = {
      device,
      board: board?.name ?? null,
      checked: this.#check(session, device),
      way: this.way,
      availability: desk.availability,
      starting: this.starting !== null,
      error: this.error,
    };
    const running = progress?.outcome === 'running' || this.starting !== null;
    // What came of the last flash says nothing about the one that begins.
    const over = this.starting !== null && progress?.outcome !== 'running';
    return this.frame({
      state: progress?.outcome === 'done' ? 'done' : 'ready',
      badge: flashBadge(facts),
      purpose: 'Puts a build onto a device, and reads back which one it runs.',
      body: html`<div class="control-body what">
          ${this.#choices(session, running)} ${moduleFacts(facts.checked, this.#file.chosen?.bytes.length ?? 0)}
          ${fileProblem(facts.checked, this.#file.error)}
        </div>
        ${progress && !over ? flashProgressView(progress) : nothing}`,
      line: flashLine(facts),
      actions: html`${
        running
          ? actionButton({ label: 'Cancel', icon: 'close', onClick: () => this.#cancel(device) })
          : this.target === REAL && !device.isConnected && desk.availability === 'available'
            ? actionButton({ label: 'Connect', icon: 'board', onClick: () => void device.connect(desk.usb) })
            : nothing
      }
      ${actionButton({
        label: 'Flash',
        icon: 'flash',
        kind: 'primary',
        busy: running,
        blockedBy: whyBlocked(facts) ? 'state' : null,
        onClick: () => void this.#flash(session, desk, device),
      })}`,
    });
  }

  #choices(session: Session, still: boolean): TemplateResult {
    const file = this.#file;
    return html`${flashTargets({
      boards: this.#boards(session),
      board: this.#board(session),
      way: this.way,
      still,
      onTarget: (target) => {
        this.target = target;
        if (target === REAL) void this.#devices.desk?.attachReal();
      },
      onWay: (way) => (this.way = way),
    })}
    ${flashFiles({
      project: this.project,
      own: file.own,
      still,
      onOwn: (own) => file.wantOwn(own),
      onFile: (event) => void file.take((event.target as HTMLInputElement).files?.[0]),
    })}`;
  }
}

customElements.define('pocket-flash', Flash);
