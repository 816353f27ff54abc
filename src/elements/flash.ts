// <pocket-flash>: puts a build onto a device, virtual or real, and proves that it runs there.
import { html, nothing } from 'lit';
import type { PropertyDeclarations, TemplateResult } from 'lit';
import type { WireDevice } from '../client/cloud-answers.ts';
import { checkModule } from '../device/flash/check-module.ts';
import { serialRefusal } from '../device/serial/flash-strategy.ts';
import type { DeviceSession } from '../device/serial/device-session.ts';
import type { FlashStrategy } from '../device/serial/session-state.ts';
import { DeviceError, isDeviceError } from '../model/device-error.ts';
import type { FirmwareModule } from '../model/firmware-module.ts';
import { platformTitle } from '../model/platforms.ts';
import { MAX_MODULE_BYTES } from '../model/storage-limits.ts';
import { actionButton } from './support/action-button.ts';
import { ControlElement } from './support/control-element.ts';
import { badge, problemLine } from './support/control-frame.ts';
import type { StateLine } from './support/control-frame.ts';
import { controlStyles } from './support/control-styles.ts';
import { DeviceDeskController } from './support/device-context.ts';
import type { DeviceDesk } from './support/device-desk.ts';
import { deviceErrorText } from './support/device-error-text.ts';
import { fileInputStyles } from './support/file-input-styles.ts';
import { flashFiles, flashTargets, REAL } from './support/flash-choices.ts';
import { flashProgressView } from './support/flash-progress-view.ts';
import { flashStyles } from './support/flash-styles.ts';
import type { Session } from './support/session.ts';
import { siteBase } from './support/site-base.ts';

/** How long a board may take to start and reach the cloud before it is flashed, real ms. */
const READY_MS = 30_000;

interface ChosenFile {
  name: string;
  bytes: Uint8Array;
}

/** Attribute `project`: its build is offered beside a file of the visitor's own. */
export class Flash extends ControlElement {
  static override styles = [controlStyles, fileInputStyles, flashStyles];
  static override properties: PropertyDeclarations = {
    project: { type: String },
    target: { state: true },
    way: { state: true },
    file: { state: true },
    own: { state: true },
    error: { state: true },
    preparing: { state: true },
  };
  declare project: string;
  /** Id of a virtual board, or `usb`; null: the lesson's. */
  declare protected target: string | null;
  declare protected way: FlashStrategy;
  declare protected file: ChosenFile | null;
  /** Whether the visitor's own file is wanted instead of the lesson's build. */
  declare protected own: boolean;
  /** Why the file is none, or the device cannot be reached. */
  declare protected error: DeviceError | null;
  declare protected preparing: boolean;

  protected readonly controlTitle = 'Flash';
  readonly #devices = new DeviceDeskController(this);
  /** Rises with every choice of a file, so that one that was read too late is dropped. */
  #turn = 0;
  #fetching = false;

  constructor() {
    super();
    this.project = '';
    this.target = null;
    this.way = 'ota';
    this.file = null;
    this.own = false;
    this.error = null;
    this.preparing = false;
  }

  // ── What goes where ──

  #boards(session: Session): WireDevice[] {
    return session.view.devices?.filter(({ platform_id }) => platform_id === 3) ?? [];
  }

  #board(session: Session): WireDevice | null {
    if (this.target === REAL) return null;
    const boards = this.#boards(session);
    return boards.find(({ id }) => id === (this.target ?? session.choice.device)) ?? boards[0] ?? null;
  }

  #deviceSession(session: Session, desk: DeviceDesk): DeviceSession {
    const board = this.#board(session);
    return board ? desk.virtual(board.id) : desk.real;
  }

  /** The module in the chosen file, or why it cannot go onto the device. */
  #check(session: Session, device: DeviceSession): FirmwareModule | DeviceError | null {
    if (!this.file) return null;
    const board = this.#board(session);
    const { identity } = device;
    try {
      return checkModule(this.file.bytes, {
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

  #product(session: Session, board: WireDevice | null): { id: number } | null {
    const id = board?.product_id;
    return id !== undefined && id !== board?.platform_id && session.view.products?.some((one) => one.id === id) ? { id } : null;
  }

  async #lessonBuild(): Promise<void> {
    this.own = false;
    this.error = null;
    const turn = (this.#turn += 1);
    const name = `${this.project}.bin`;
    const answer = await fetch(new URL(`firmware/${encodeURIComponent(name)}`, siteBase())).catch(() => null);
    const bytes = answer?.ok ? new Uint8Array(await answer.arrayBuffer()) : null;
    // What was chosen meanwhile stays.
    if (turn !== this.#turn) return;
    this.#fetching = false;
    if (bytes) this.file = { name, bytes };
    else this.error = new DeviceError('module_too_short', 'not on the site');
  }

  async #ownFile(event: Event): Promise<void> {
    const [file] = (event.target as HTMLInputElement).files ?? [];
    const turn = (this.#turn += 1);
    this.#fetching = false;
    this.error = null;
    this.file = null;
    if (!file) return;
    if (file.size > MAX_MODULE_BYTES) this.error = new DeviceError('module_too_large', String(file.size));
    else {
      const bytes = new Uint8Array(await file.arrayBuffer());
      if (turn === this.#turn) this.file = { name: file.name, bytes };
    }
  }

  async #flash(session: Session, desk: DeviceDesk): Promise<void> {
    const { file } = this;
    const board = this.#board(session);
    const device = this.#deviceSession(session, desk);
    if (!file || this.preparing || device.busy) return;
    this.error = null;
    this.preparing = true;
    try {
      if (board) await this.#ready(session, desk, board);
      await device.flash(file.bytes, {
        strategy: board ? this.way : 'ymodem',
        ...(board ? { device: board.id, online: true, platform_id: board.platform_id, product: this.#product(session, board) } : {}),
      });
    } catch (error) {
      if (!isDeviceError(error)) throw error;
      this.error = error;
    } finally {
      this.preparing = false;
    }
  }

  /** Starts a virtual board and waits until it can be reached in the way that was chosen. */
  async #ready(session: Session, desk: DeviceDesk, board: WireDevice): Promise<void> {
    await desk.plugIn(board.id, board.name);
    const there = (): boolean =>
      this.way === 'ota' ? session.view.devices?.find(({ id }) => id === board.id)?.online === true : desk.virtual(board.id).isConnected;
    if (there()) return;
    await new Promise<void>((resolve, reject) => {
      const look = (): void => {
        if (there()) end(resolve);
      };
      const end = (settle: () => void): void => {
        late();
        session.removeEventListener('change', look);
        desk.removeEventListener('change', look);
        settle();
      };
      const late = desk.clock.after(READY_MS, () =>
        end(() => reject(new DeviceError(this.way === 'ota' ? 'flash_ota_failed' : 'port_not_back'))),
      );
      session.addEventListener('change', look);
      desk.addEventListener('change', look);
    });
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
    // The lesson's build is there without a click.
    if (this.project && !this.file && !this.own && !this.error && !this.#fetching) {
      this.#fetching = true;
      void this.#lessonBuild();
    }
    const device = this.#deviceSession(session, desk);
    const checked = this.#check(session, device);
    const blocked = this.#blocked(session, device, checked);
    const { progress } = device;
    const running = progress?.outcome === 'running' || this.preparing;
    return this.frame({
      state: progress?.outcome === 'done' ? 'done' : 'ready',
      badge:
        progress?.outcome === 'done'
          ? badge('Flashed', 'check', 'good')
          : running
            ? badge('Flashing', 'flash')
            : progress?.outcome === 'failed'
              ? badge('Stopped', 'error', 'bad')
              : nothing,
      purpose: 'Puts a build onto a device, and reads back which one it runs.',
      body: html`<div class="control-body what">
          ${flashTargets({
            boards: this.#boards(session),
            board: this.#board(session),
            way: this.way,
            still: running,
            onTarget: (target) => (this.target = target),
            onWay: (way) => (this.way = way),
          })}
          ${flashFiles({
            project: this.project,
            own: this.own,
            still: running,
            onOwn: (own) => {
              this.file = null;
              this.error = null;
              this.own = own;
            },
            onFile: (event) => void this.#ownFile(event),
          })}
          ${this.#facts(checked)} ${this.#fileProblem(checked)}
        </div>
        ${progress ? flashProgressView(progress) : nothing}`,
      line: this.#line(session, device, blocked, running),
      actions: html`${
        running
          ? actionButton({ label: 'Cancel', icon: 'close', onClick: () => device.cancel() })
          : this.target === REAL && !device.isConnected
            ? actionButton({ label: 'Connect', icon: 'board', onClick: () => void device.connect(desk.usb) })
            : nothing
      }
      ${actionButton({
        label: 'Flash',
        icon: 'flash',
        kind: 'primary',
        busy: running,
        blockedBy: blocked ? 'state' : null,
        onClick: () => void this.#flash(session, desk),
      })}`,
    });
  }

  #facts(checked: FirmwareModule | DeviceError | null): TemplateResult | typeof nothing {
    if (!checked || isDeviceError(checked) || !this.file) return nothing;
    const facts: [string, unknown][] = [
      ['For', platformTitle(checked.platform_id)],
      ['Size', html`<span class="num">${(this.file.bytes.length / 1024).toFixed(1)} KB</span>`],
      ['Version', html`<span class="num">${checked.product_version ?? 'none'}</span>`],
      ['Hash', html`<code>${checked.hash.slice(0, 16)}…</code>`],
    ];
    return html`<dl class="facts">
      ${facts.map(
        ([term, value]) =>
          html`<div>
            <dt>${term}</dt>
            <dd>${value}</dd>
          </div>`,
      )}
    </dl>`;
  }

  #fileProblem(checked: FirmwareModule | DeviceError | null): TemplateResult | typeof nothing {
    const error = isDeviceError(checked) ? checked : this.error?.code.startsWith('module_') ? this.error : null;
    if (!error) return nothing;
    if (error.detail === 'not on the site')
      return problemLine({ text: 'The build of this lesson is not on the site.', next: 'Choose a file of your own.' });
    return problemLine(deviceErrorText(error));
  }

  /** Why nothing can be flashed now; null when it can. */
  #blocked(session: Session, device: DeviceSession, checked: FirmwareModule | DeviceError | null): TemplateResult | null {
    if (isDeviceError(checked)) return html`<strong>This file cannot go onto the device.</strong> The reason stands beside it.`;
    if (this.#board(session)) {
      if (checked === null) return html`<strong>No file is chosen.</strong> Choose the build to flash.`;
      return null;
    }
    const refusal = serialRefusal({ board: device.board, os_version: device.identity?.os_version ?? null });
    if (refusal) {
      const { text, next } = deviceErrorText(refusal);
      return html`<strong>${text}</strong> ${next}`;
    }
    if (!device.isConnected && device.state !== 'restarting') {
      if (device.error) {
        const { text, next } = deviceErrorText(device.error);
        return html`<strong>${text}</strong> ${next}`;
      }
      return html`<strong>No device is connected.</strong> Plug one in, then pick its port.`;
    }
    if (checked === null) return html`<strong>No file is chosen.</strong> Choose the build to flash.`;
    return null;
  }

  #line(session: Session, device: DeviceSession, blocked: TemplateResult | null, running: boolean): StateLine {
    const platform = device.identity?.platform_id ?? null;
    const name = this.#board(session)?.name ?? (platform === null ? 'The device' : platformTitle(platform));
    const { progress } = device;
    if (running) {
      const over = progress?.strategy === 'ota' || (!progress && this.way === 'ota');
      return {
        tone: 'busy',
        text: progress
          ? html`<strong>${name} is being flashed.</strong>
              ${over ? 'Its log goes on meanwhile.' : 'Leave its cable in, and this page open.'}`
          : html`<strong>${name} is starting.</strong> It is flashed as soon as it can be reached.`,
      };
    }
    const error =
      this.error && !this.error.code.startsWith('module_') ? this.error : progress && progress.outcome !== 'done' ? device.error : null;
    if (error) {
      const { text, next } = deviceErrorText(error);
      return { tone: error.code === 'flash_cancelled' ? 'info' : 'bad', text: html`<strong>${text}</strong> ${next}` };
    }
    if (progress?.outcome === 'done')
      return { tone: 'done', text: html`<strong>${name} runs this build.</strong> Its hash and the file’s are the same.` };
    if (progress?.outcome === 'unproven')
      return { tone: 'warn', text: html`<strong>${name} took the build.</strong> It could not be asked which one it runs.` };
    if (blocked) return { tone: 'locked', text: blocked };
    return { tone: 'info', text: html`<strong>The build fits ${name}.</strong> Flashing replaces the one it runs now.` };
  }
}

customElements.define('pocket-flash', Flash);
