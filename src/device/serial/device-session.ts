// The one owner of a device's reader and writer: connects, keeps the log, finds it after a restart, identifies and flashes it.
import { DeviceError, isDeviceError } from '../../model/device-error.ts';
import { platformTitle } from '../../model/platforms.ts';
import type { BoardCatalog } from '../board-catalog.ts';
import { systemClock, within } from '../device-clock.ts';
import type { DeviceClock } from '../device-clock.ts';
import type { Board } from '../define-board.ts';
import type { OverTheAir } from '../flash/over-the-air.ts';
import { availabilityError } from './availability-error.ts';
import { Bridge } from './bridge.ts';
import type { BridgeOptions } from './bridge.ts';
import { createDeviceLock } from './device-lock.ts';
import type { DeviceLock } from './device-lock.ts';
import { flashDevice } from './flash-device.ts';
import type { FlashWish } from './flash-device.ts';
import { askDevice } from './identify-device.ts';
import type { MarkerKind } from './log-line.ts';
import type { LogStore } from './log-store.ts';
import type { PortLike } from './port-like.ts';
import type { SerialProvider } from './serial-provider.ts';
import { SessionLog } from './session-log.ts';
import { SessionPort } from './session-port.ts';
import type { PortOwner } from './session-port.ts';
import type { SessionReach } from './session-reach.ts';
import { identityByUsb } from './session-state.ts';
import type { DeviceIdentity, FlashProgress, SessionState } from './session-state.ts';
import { SessionWork } from './session-work.ts';

export type LineEnding = '' | '\n' | '\r' | '\r\n';

export interface SessionOptions {
  boards: BoardCatalog;
  clock?: DeviceClock;
  lock?: DeviceLock;
  /** The visitor's cloud, for the bridge; without it nothing is bridged. */
  cloud?: BridgeOptions['cloud'];
  /** Flashing through the cloud; without it there is none. */
  air?: OverTheAir;
}

const AVAILABLE_MS = 5000;
/** Longest text that is sent as one line, characters. */
const LONGEST_LINE = 4096;

const nobody: BridgeOptions['cloud'] = {
  call: () => Promise.reject(new DeviceError('session_busy', 'no cloud')),
  stream: () => ({ close: () => {} }),
};

/**
 * Events: `change` (state, identity, progress, error). Methods throw nothing a person can cause: that is in `error`,
 * and in `state` when there is no connection any more. A flash that failed leaves the log running.
 */
export class DeviceSession extends EventTarget {
  readonly bridge: Bridge;
  readonly boards: BoardCatalog;
  readonly clock: DeviceClock;
  state: SessionState = 'idle';
  identity: DeviceIdentity | null = null;
  progress: FlashProgress | null = null;
  error: DeviceError | null = null;
  /** The device restarted three times within 15 s, and not for us. */
  bootLoop = false;

  readonly #air: OverTheAir | null;
  readonly #port: SessionPort;
  readonly #work: SessionWork;
  readonly #log: SessionLog;

  constructor({ boards, clock = systemClock, lock = createDeviceLock(), cloud = nobody, air }: SessionOptions) {
    super();
    this.boards = boards;
    this.clock = clock;
    this.#air = air ?? null;
    this.#log = new SessionLog(clock, {
      onLine: (line, text) => this.bridge.heard(line, text),
      onRestart: (looping) => {
        this.bootLoop = looping;
        this.#changed();
      },
    });
    this.#port = new SessionPort({ boards, clock, lock }, this.#portOwner());
    this.#work = new SessionWork(this.#port, {
      begun: () => (this.error = null),
      failed: (error) => (this.error = error),
      settled: () => this.#log.forgive(),
      ended: (state) => (state ? this.#become(state) : this.#changed()),
    });
    const { link } = this.#port;
    this.bridge = new Bridge({
      clock,
      cloud,
      // A line of the bridge between the packets of a transfer breaks it, and in listening mode each of its letters is a command.
      send: (line) =>
        link.isTalking ? Promise.reject(new DeviceError('session_busy', 'bridge')) : link.write(new TextEncoder().encode(line)),
    });
    this.bridge.addEventListener('change', () => this.#learnFromBridge());
  }

  #portOwner(): PortOwner {
    const state = (): SessionState => this.state;
    const busy = (): boolean => this.busy;
    return {
      get state() {
        return state();
      },
      get busy() {
        return busy();
      },
      onBytes: (bytes) => this.#log.push(bytes),
      fail: (error) => this.#fail(error),
      opening: () => {
        this.error = null;
        this.bootLoop = false;
        this.#become('opening');
      },
      opened: (port) => this.#meet(port),
      leaving: () => {
        this.#work.cancel();
        this.#log.cut();
        // Who is not there is not online in the cloud either.
        this.bridge.forget();
      },
      lost: () => {
        this.#log.cut();
        this.#changed();
      },
      searching: () => {
        this.mark('lost', 'The port is gone');
        this.#become('restarting');
      },
      returned: (ms) => {
        this.#log.restarted(`Back after ${(ms / 1000).toFixed(1)} s`, this.busy);
        this.#become('logging');
        this.bridge.ask();
      },
    };
  }

  // ── Connecting ──

  get log(): LogStore {
    return this.#log.store;
  }
  get isConnected(): boolean {
    return this.#port.link.isOpen;
  }
  /** The kind of board; null when nothing is known of it. */
  get board(): Board | null {
    const { port } = this.#port.link;
    const byUsb = port ? this.boards.byUsb(port.getInfo()) : null;
    if (byUsb?.platform_id != null) return byUsb;
    return this.identity?.platform_id == null ? byUsb : this.boards.byPlatform(this.identity.platform_id);
  }
  get busy(): boolean {
    return this.#work.busy;
  }

  /** Lets the visitor pick a port (needs a click) and opens it. False when the picker was closed. */
  async connect(provider: SerialProvider): Promise<boolean> {
    if (!(await this.#available(provider))) return false;
    const before = this.state;
    this.#become('picking');
    let port: PortLike | null;
    try {
      port = await provider.requestPort();
    } catch (error) {
      this.#fail(new DeviceError('serial_blocked', String(error)));
      return false;
    }
    if (port) return this.open(provider, port);
    this.#become(this.isConnected ? 'logging' : before === 'error' ? 'error' : 'idle');
    return false;
  }

  /** Opens a port that the visitor granted before, `choose` among several. False when there is none. */
  attach(provider: SerialProvider, choose: (ports: PortLike[]) => PortLike | undefined = ([first]) => first): Promise<boolean> {
    return this.#port.attach(provider, choose);
  }

  async #available(provider: SerialProvider): Promise<boolean> {
    try {
      const refusal = availabilityError(await within(this.clock, AVAILABLE_MS, provider.availability(), 'port_silent'));
      if (!refusal) return true;
      this.#fail(refusal);
    } catch (error) {
      this.#fail(isDeviceError(error) ? error : new DeviceError('serial_blocked', String(error)));
    }
    return false;
  }

  /** Opens a port of `provider`. False when it could not; `error` says why. A later call wins. */
  open(provider: SerialProvider, port: PortLike): Promise<boolean> {
    return this.#port.open(provider, port);
  }

  #meet(port: PortLike): void {
    this.#log.forgive();
    this.bridge.forget();
    this.identity = identityByUsb(port.getInfo(), this.boards.byUsb(port.getInfo()));
    this.mark('connect', `Connected${this.#name}`);
    this.#become('logging');
    this.bridge.ask();
  }

  get #name(): string {
    const platform = this.identity?.platform_id;
    return platform == null ? '' : ` to ${platformTitle(platform)}`;
  }

  /** Closes the port. The log stays, and says `why`. */
  async disconnect(why = 'Disconnected by you'): Promise<void> {
    const open = this.isConnected;
    await this.#port.close();
    if (open) this.mark('lost', why);
    this.error = null;
    this.#become('idle');
  }

  /** A line of the page's own, across the log. */
  mark(kind: MarkerKind, message: string): void {
    this.#log.mark(kind, message);
  }

  // ── Talking ──

  /** Sends a line. False when it could not be sent. */
  async send(text: string, ending: LineEnding): Promise<boolean> {
    const line = text.slice(0, LONGEST_LINE);
    try {
      if (this.busy) throw new DeviceError('session_busy');
      await this.#port.link.write(new TextEncoder().encode(line + ending));
      this.mark('sent', line);
      return true;
    } catch (error) {
      this.#note(error);
      return false;
    }
  }

  #learnFromBridge(): void {
    const { hello } = this.bridge;
    if (hello && this.identity)
      this.identity = {
        ...this.identity,
        platform_id: hello.p,
        id: hello.id,
        os_version: hello.os,
        source: this.identity.source === 'usb' ? 'bridge' : this.identity.source,
      };
    this.#changed();
  }

  /** Id, Device OS, modules and hash, as far as the device tells. False when it tells nothing new; `error` says why. */
  async identify(): Promise<boolean> {
    return this.#operate(async (signal) => {
      await askDevice(this.#reach(signal));
    });
  }

  /**
   * Puts a module onto the device. False when it did not get there; `progress` and `error` say how far and why.
   */
  async flash(module: Uint8Array, options: FlashWish = {}): Promise<boolean> {
    return this.#operate((signal) => flashDevice(module, options, this.#reach(signal), this.#air));
  }

  /** Ends what is going on: at once before the device has all bytes, and afterwards by not waiting any more. */
  cancel(): void {
    this.#work.cancel();
  }

  /** What an operation may do with this session, while it runs. */
  #reach(signal: AbortSignal): SessionReach {
    return {
      session: this,
      link: this.#port.link,
      clock: this.clock,
      signal,
      become: (state: SessionState): void => this.#become(state),
      learn: (facts: Partial<DeviceIdentity>): void => {
        if (this.identity) this.identity = { ...this.identity, ...facts };
        this.#changed();
      },
      tell: (progress: FlashProgress): void => {
        this.progress = progress;
        this.#changed();
      },
    };
  }

  async #operate(work: (signal: AbortSignal) => Promise<void>): Promise<boolean> {
    try {
      return await this.#work.run(work);
    } catch (error) {
      this.#note(error);
      return false;
    }
  }

  // ── Telling ──

  #become(state: SessionState): void {
    this.state = state;
    this.#changed();
  }

  #note(error: unknown): void {
    this.error = isDeviceError(error) ? error : new DeviceError('port_lost', String(error));
    this.#changed();
  }

  #fail(error: unknown): void {
    this.#note(error);
    this.#become(this.isConnected ? 'logging' : 'error');
  }

  #changed(): void {
    this.dispatchEvent(new Event('change'));
  }
}
