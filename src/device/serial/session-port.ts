// The port that a session holds: opened under a lock, one opening after the other, and found again after the device restarted.
import { DeviceError, isDeviceError } from '../../model/device-error.ts';
import type { BoardCatalog } from '../board-catalog.ts';
import { within } from '../device-clock.ts';
import type { DeviceClock } from '../device-clock.ts';
import { portLockName } from './device-lock.ts';
import type { DeviceLock } from './device-lock.ts';
import type { PortLike } from './port-like.ts';
import { candidates, RETURN_MS } from './reconnect.ts';
import type { PortEvent, SerialProvider } from './serial-provider.ts';
import { SessionLink } from './session-link.ts';
import type { SessionState } from './session-state.ts';

const LIST_MS = 5000;

/** The session, as its port sees it. */
export interface PortOwner {
  readonly state: SessionState;
  /** Something runs that looks for a lost device itself. */
  readonly busy: boolean;
  onBytes(bytes: Uint8Array): void;
  fail(error: unknown): void;
  /** Another port will be opened. */
  opening(): void;
  opened(port: PortLike): void;
  /** The port is let go of: whatever runs over it ends. */
  leaving(): void;
  /** The port went away by itself. */
  lost(): void;
  /** It is looked for. */
  searching(): void;
  /** The device is back after `ms`. */
  returned(ms: number): void;
}

export interface SessionPortOptions {
  boards: BoardCatalog;
  clock: DeviceClock;
  lock: DeviceLock;
}

export class SessionPort {
  readonly link: SessionLink;
  readonly #owner: PortOwner;
  readonly #options: SessionPortOptions;
  #provider: SerialProvider | null = null;
  #release: (() => void) | null = null;
  /** Ends with the connection that the visitor asked for; a restart of the device does not end it. */
  #life = new AbortController();
  #attaching = false;
  /** One opening after the other; one that was overtaken while it waited does not begin. */
  #turn: Promise<unknown> = Promise.resolve();
  #wish = 0;

  constructor(options: SessionPortOptions, owner: PortOwner) {
    this.#options = options;
    this.#owner = owner;
    this.link = new SessionLink(options.clock, { onBytes: (bytes) => owner.onBytes(bytes), onLost: () => this.#lost() });
  }

  /** Of the connection as it is now. */
  get life(): AbortSignal {
    return this.#life.signal;
  }
  /** The visitor wants a connection, whether or not the device is there just now. */
  get wanted(): boolean {
    return this.#provider !== null;
  }

  /** Opens a port that the visitor granted before. False when there is none. */
  async attach(provider: SerialProvider, choose: (ports: PortLike[]) => PortLike | undefined): Promise<boolean> {
    const { boards, clock } = this.#options;
    if (this.link.isOpen || this.#owner.state === 'opening' || this.#attaching) return false;
    const known = (port: PortLike): boolean => boards.byUsb(port.getInfo()) !== null || provider.kind === 'capture';
    this.#attaching = true;
    try {
      const ports = await within(clock, LIST_MS, provider.getPorts(), 'port_silent').catch(() => []);
      const port = choose(ports.filter(known));
      return port ? await this.open(provider, port) : false;
    } finally {
      this.#attaching = false;
    }
  }

  /** False when it could not be opened. A later call wins. */
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
    this.#owner.opening();
    try {
      const release = await this.#options.lock(await portLockName(provider, port));
      if (!release) throw new DeviceError('device_in_other_tab');
      this.#release = release;
      await this.link.open(provider, port);
    } catch (error) {
      this.#unlock();
      if (!life.signal.aborted) this.#owner.fail(error);
      return false;
    }
    if (life.signal.aborted) {
      await this.#letGo();
      return false;
    }
    this.#provider = provider;
    provider.addEventListener('connect', this.#appeared);
    this.#owner.opened(port);
    return true;
  }

  /** Closes it; an opening that waits does not begin. */
  async close(): Promise<void> {
    this.#wish += 1;
    await this.#letGo();
  }

  async #letGo(): Promise<void> {
    this.#life.abort(new DeviceError('port_lost', 'disconnected'));
    this.#provider?.removeEventListener('connect', this.#appeared);
    this.#provider = null;
    this.#owner.leaving();
    await this.link.close();
    this.#unlock();
  }

  #unlock(): void {
    this.#release?.();
    this.#release = null;
  }

  // ── A device that goes and comes ──

  readonly #appeared = (event: Event): void => {
    const old = this.link.port;
    const provider = this.#provider;
    // Only after the search was given up; the search itself listens too.
    if (this.#owner.state !== 'error' || !old || !provider || this.#life.signal.aborted) return;
    const { port } = (event as PortEvent).detail;
    if (candidates([port], { old, known: new Set() }).includes(port)) void this.open(provider, port);
  };

  #lost(): void {
    this.#owner.lost();
    if (!this.#owner.busy) void this.comeBack();
  }

  /** Looks for the device for ten seconds. True when it is there again. */
  async comeBack(): Promise<boolean> {
    const { clock } = this.#options;
    const { signal } = this.#life;
    const gone = clock.now();
    this.#owner.searching();
    try {
      await this.link.back(signal, RETURN_MS);
    } catch (error) {
      if (!signal.aborted) this.#owner.fail(isDeviceError(error) && error.code === 'port_not_back' ? new DeviceError('port_lost') : error);
      return false;
    }
    this.#owner.returned(clock.now() - gone);
    return true;
  }
}
