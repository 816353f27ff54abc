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
import { createDeviceLock, portLockName } from './device-lock.ts';
import type { DeviceLock } from './device-lock.ts';
import { flashDevice } from './flash-device.ts';
import type { FlashWish } from './flash-device.ts';
import { askDevice } from './identify-device.ts';
import type { MarkerKind } from './log-line.ts';
import type { LogStore } from './log-store.ts';
import { LOG_RATE } from './port-connection.ts';
import type { PortLike } from './port-like.ts';
import { candidates, RETURN_MS } from './reconnect.ts';
import type { PortEvent, SerialProvider } from './serial-provider.ts';
import { SessionLog } from './session-log.ts';
import { SessionLink } from './session-link.ts';
import type { SessionReach } from './session-reach.ts';
import { identityByUsb } from './session-state.ts';
import type { DeviceIdentity, FlashProgress, SessionState } from './session-state.ts';

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

  readonly #lock: DeviceLock;
  readonly #air: OverTheAir | null;
  readonly #link: SessionLink;
  readonly #log: SessionLog;
  #provider: SerialProvider | null = null;
  #release: (() => void) | null = null;
  /** Ends with the connection that the visitor asked for; a restart of the device does not end it. */
  #life = new AbortController();
  #operation: AbortController | null = null;
  #attaching = false;
  /** One opening after the other; one that was overtaken while it waited does not begin. */
  #turn: Promise<unknown> = Promise.resolve();
  #wish = 0;

  constructor({ boards, clock = systemClock, lock = createDeviceLock(), cloud = nobody, air }: SessionOptions) {
    super();
    this.boards = boards;
    this.clock = clock;
    this.#lock = lock;
    this.#air = air ?? null;
    this.#log = new SessionLog(clock, {
      onLine: (line, text) => this.bridge.heard(line, text),
      onRestart: (looping) => {
        this.bootLoop = looping;
        this.#changed();
      },
    });
    this.#link = new SessionLink(clock, { onBytes: (bytes) => this.#log.push(bytes), onLost: () => this.#lost() });
    this.bridge = new Bridge({
      clock,
      cloud,
      // A line of the bridge between the packets of a transfer breaks it, and in listening mode each of its letters is a command.
      send: (line) =>
        this.#link.isTalking ? Promise.reject(new DeviceError('session_busy', 'bridge')) : this.#link.write(new TextEncoder().encode(line)),
    });
    this.bridge.addEventListener('change', () => this.#learnFromBridge());
  }

  // ── Connecting ──

  get log(): LogStore {
    return this.#log.store;
  }
  get isConnected(): boolean {
    return this.#link.isOpen;
  }
  /** The kind of board; null when nothing is known of it. */
  get board(): Board | null {
    const port = this.#link.port;
    const byUsb = port ? this.boards.byUsb(port.getInfo()) : null;
    if (byUsb?.platform_id != null) return byUsb;
    return this.identity?.platform_id == null ? byUsb : this.boards.byPlatform(this.identity.platform_id);
  }
  get busy(): boolean {
    return this.#operation !== null;
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
  async attach(provider: SerialProvider, choose: (ports: PortLike[]) => PortLike | undefined = ([first]) => first): Promise<boolean> {
    if (this.#link.isOpen || this.state === 'opening' || this.#attaching) return false;
    const known = (port: PortLike): boolean => this.boards.byUsb(port.getInfo()) !== null || provider.kind === 'capture';
    this.#attaching = true;
    try {
      const ports = await within(this.clock, AVAILABLE_MS, provider.getPorts(), 'port_silent').catch(() => []);
      const port = choose(ports.filter(known));
      return port ? await this.open(provider, port) : false;
    } finally {
      this.#attaching = false;
    }
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
    this.#life.abort(new DeviceError('port_lost', 'another port'));
    const wish = ++this.#wish;
    const opened = this.#turn.then(() => (wish === this.#wish ? this.#open(provider, port) : false));
    this.#turn = opened.catch(() => {});
    return opened;
  }

  async #open(provider: SerialProvider, port: PortLike): Promise<boolean> {
    await this.#letGo();
    const life = new AbortController();
    this.#life = life;
    this.error = null;
    this.bootLoop = false;
    this.#become('opening');
    try {
      const release = await this.#lock(await portLockName(provider, port));
      if (!release) throw new DeviceError('device_in_other_tab');
      this.#release = release;
      await this.#link.open(provider, port);
    } catch (error) {
      this.#release?.();
      this.#release = null;
      if (!life.signal.aborted) this.#fail(error);
      return false;
    }
    if (life.signal.aborted) {
      await this.#letGo();
      return false;
    }
    this.#provider = provider;
    provider.addEventListener('connect', this.#appeared);
    this.#meet(port);
    this.mark('connect', `Connected${this.#name}`);
    this.#become('logging');
    this.bridge.ask();
    return true;
  }

  #meet(port: PortLike): void {
    this.#log.forgive();
    this.bridge.forget();
    this.identity = identityByUsb(port.getInfo(), this.boards.byUsb(port.getInfo()));
  }

  get #name(): string {
    const platform = this.identity?.platform_id;
    return platform == null ? '' : ` to ${platformTitle(platform)}`;
  }

  /** Closes the port. The log stays, and says `why`. */
  async disconnect(why = 'Disconnected by you'): Promise<void> {
    this.#wish += 1;
    const open = this.#link.isOpen;
    await this.#letGo();
    if (open) this.mark('lost', why);
    this.error = null;
    this.#become('idle');
  }

  async #letGo(): Promise<void> {
    this.#life.abort(new DeviceError('port_lost', 'disconnected'));
    this.#operation?.abort(new DeviceError('flash_cancelled'));
    this.#provider?.removeEventListener('connect', this.#appeared);
    this.#provider = null;
    this.#log.cut();
    // Who is not there is not online in the cloud either.
    this.bridge.forget();
    await this.#link.close();
    this.#release?.();
    this.#release = null;
  }

  /** A line of the page's own, across the log. */
  mark(kind: MarkerKind, message: string): void {
    this.#log.mark(kind, message);
  }

  // ── A device that goes and comes ──

  readonly #appeared = (event: Event): void => {
    const old = this.#link.port;
    const provider = this.#provider;
    // Only after the search was given up; the search itself listens too.
    if (this.state !== 'error' || !old || !provider || this.#life.signal.aborted) return;
    const { port } = (event as PortEvent).detail;
    if (candidates([port], { old, known: new Set() }).includes(port)) void this.open(provider, port);
  };

  #lost(): void {
    this.#log.cut();
    // Whoever runs an operation looks for the device itself.
    if (!this.busy) void this.#comeBack();
    else this.#changed();
  }

  /** Looks for the device for ten seconds. True when it is there again. */
  async #comeBack(): Promise<boolean> {
    const { signal } = this.#life;
    const gone = this.clock.now();
    this.mark('lost', 'The port is gone');
    this.#become('restarting');
    try {
      await this.#link.back(signal, RETURN_MS);
    } catch (error) {
      if (!signal.aborted) this.#fail(isDeviceError(error) && error.code === 'port_not_back' ? new DeviceError('port_lost') : error);
      return false;
    }
    this.#log.restarted(`Back after ${((this.clock.now() - gone) / 1000).toFixed(1)} s`, this.busy);
    this.#become('logging');
    this.bridge.ask();
    return true;
  }

  // ── Talking ──

  /** Sends a line. False when it could not be sent. */
  async send(text: string, ending: LineEnding): Promise<boolean> {
    const line = text.slice(0, LONGEST_LINE);
    try {
      if (this.busy) throw new DeviceError('session_busy');
      await this.#link.write(new TextEncoder().encode(line + ending));
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
    this.#operation?.abort(new DeviceError('flash_cancelled'));
  }

  /** What an operation may do with this session, while it runs. */
  #reach(signal: AbortSignal): SessionReach {
    return {
      session: this,
      link: this.#link,
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

  /** One at a time. Afterwards the log runs again, or the device is looked for. */
  async #operate(work: (signal: AbortSignal) => Promise<void>): Promise<boolean> {
    if (this.busy) {
      this.#note(new DeviceError('session_busy'));
      return false;
    }
    const operation = new AbortController();
    const life = this.#life;
    this.#operation = operation;
    this.error = null;
    let done = false;
    try {
      await work(operation.signal);
      done = true;
    } catch (error) {
      if (!isDeviceError(error)) reportError(error);
      this.error = isDeviceError(error) ? error : new DeviceError('port_lost', String(error));
    }
    if (!life.signal.aborted) {
      if (this.#link.isOpen) await this.#link.reopen(LOG_RATE, life.signal).catch(() => {});
      this.#log.forgive();
      this.#operation = null;
      if (this.#link.isOpen) this.#become('logging');
      else if (this.#provider) await this.#comeBack();
      else this.#become('idle');
    }
    this.#operation = null;
    this.#changed();
    return done;
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
    this.#become(this.#link.isOpen ? 'logging' : 'error');
  }

  #changed(): void {
    this.dispatchEvent(new Event('change'));
  }
}
