// The wire of a session: one device behind whatever port object it has just now, at the rate that is wanted just now.
import { DeviceError } from '../../model/device-error.ts';
import type { DeviceClock } from '../device-clock.ts';
import { ByteInput } from './byte-channel.ts';
import type { ByteChannel } from './byte-channel.ts';
import { LOG_RATE, PortConnection } from './port-connection.ts';
import type { PortLike } from './port-like.ts';
import { findAgain } from './reconnect.ts';
import type { PortEvent, SerialProvider } from './serial-provider.ts';

export interface LinkListeners {
  /** What the device printed, except during a conversation that keeps it to itself. */
  onBytes(bytes: Uint8Array): void;
  /** The port went away without being asked to. */
  onLost(): void;
}

export class SessionLink {
  readonly #clock: DeviceClock;
  readonly #listeners: LinkListeners;
  #provider: SerialProvider | null = null;
  #connection: PortConnection | null = null;
  #port: PortLike | null = null;
  /** Ports that were there while ours was: never taken for it. */
  #known = new Set<PortLike>();
  #talk: { input: ByteInput; private: boolean } | null = null;
  readonly #lost = new Set<() => void>();

  constructor(clock: DeviceClock, listeners: LinkListeners) {
    this.#clock = clock;
    this.#listeners = listeners;
  }

  get isOpen(): boolean {
    return this.#connection?.isOpen ?? false;
  }
  /** The last port that was opened, also when it is gone by now. */
  get port(): PortLike | null {
    return this.#port;
  }
  get baudRate(): number | null {
    return this.#connection?.baudRate ?? null;
  }

  readonly #appeared = (event: Event): void => {
    // Ours may be gone already while its reader has not heard of it: then this may be ours, come back.
    if (this.isOpen && this.#port?.readable !== null) this.#known.add((event as PortEvent).detail.port);
  };

  /** Throws `port_not_opened` or `port_silent`. */
  async open(provider: SerialProvider, port: PortLike, baudRate = LOG_RATE): Promise<void> {
    const others = await provider.getPorts().catch(() => []);
    await this.#connect(port, baudRate);
    this.#watch(provider);
    this.#known = new Set(others);
  }

  #watch(provider: SerialProvider): void {
    if (this.#provider === provider) return;
    this.#provider?.removeEventListener('connect', this.#appeared);
    this.#provider = provider;
    provider.addEventListener('connect', this.#appeared);
  }

  async #connect(port: PortLike, baudRate: number): Promise<void> {
    const connection: PortConnection = await PortConnection.open(
      port,
      {
        onBytes: (bytes) => {
          if (connection !== this.#connection) return;
          this.#talk?.input.push(bytes);
          if (!this.#talk?.private) this.#listeners.onBytes(bytes);
        },
        onLost: () => {
          if (connection !== this.#connection) return;
          this.#connection = null;
          this.#talk?.input.end();
          void connection.close();
          for (const tell of this.#lost) tell();
          this.#listeners.onLost();
        },
      },
      { clock: this.#clock, baudRate },
    );
    this.#connection = connection;
    this.#port = port;
    this.#known.add(port);
    connection.start();
  }

  /** Closes and opens the port at another rate; the device may have another port object by then. */
  async reopen(baudRate: number, signal: AbortSignal): Promise<void> {
    if (this.baudRate === baudRate) return;
    const connection = this.#connection;
    if (!connection) throw new DeviceError('port_lost', 'reopen');
    this.#connection = null;
    await connection.close();
    await this.back(signal, 3000, baudRate);
  }

  /** Finds the device again after its port was lost. Throws `port_not_back`, or the signal's reason. */
  async back(signal: AbortSignal, ms: number, baudRate = LOG_RATE): Promise<void> {
    const [old, provider] = [this.#port, this.#provider];
    if (!old || !provider) throw new DeviceError('port_lost', 'back');
    await findAgain(
      provider,
      { old, known: this.#known },
      { clock: this.#clock, signal, ms, open: (port) => this.#connect(port, baudRate) },
    );
    // Called off while the port was opening: nobody wants it any more.
    if (signal.aborted) {
      await this.close();
      signal.throwIfAborted();
    }
  }

  /** True when the port is lost within `ms`, or already is. */
  goes(ms: number, signal: AbortSignal): Promise<boolean> {
    if (!this.isOpen) return Promise.resolve(true);
    return new Promise((resolve) => {
      const end = (gone: boolean): void => {
        cancel();
        signal.removeEventListener('abort', abort);
        this.#lost.delete(tell);
        resolve(gone);
      };
      const tell = (): void => end(true);
      const abort = (): void => end(false);
      const cancel = this.#clock.after(ms, () => end(false));
      this.#lost.add(tell);
      signal.addEventListener('abort', abort, { once: true });
    });
  }

  /** Whether somebody holds a conversation that no other line may enter. */
  get isTalking(): boolean {
    return this.#talk !== null;
  }

  write(bytes: Uint8Array): Promise<void> {
    return this.#connection?.write(bytes) ?? Promise.reject(new DeviceError('port_lost', 'write'));
  }

  /** Hands the bytes to `work` while it runs. `private`: they do not show in the log (a transfer's are no text). */
  async converse<T>(work: (channel: ByteChannel) => Promise<T>, options: { private: boolean }): Promise<T> {
    if (this.#talk) throw new DeviceError('session_busy', 'converse');
    const input = new ByteInput(this.#clock);
    if (!this.isOpen) input.end();
    this.#talk = { input, ...options };
    try {
      return await work({ input, write: (bytes) => this.write(bytes) });
    } finally {
      this.#talk = null;
    }
  }

  /** Lets everything go. Never throws. */
  async close(): Promise<void> {
    const connection = this.#connection;
    this.#connection = null;
    this.#talk?.input.end();
    this.#provider?.removeEventListener('connect', this.#appeared);
    this.#provider = null;
    await connection?.close();
  }
}
