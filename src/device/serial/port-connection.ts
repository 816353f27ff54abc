// One opened port: the only holder of its reader and writer. Every wait ends, every stream is released.
import { DeviceError } from '../../model/device-error.ts';
import { within } from '../device-clock.ts';
import type { DeviceClock } from '../device-clock.ts';
import type { PortLike } from './port-like.ts';

/** What the log is read at. USB ignores it, but the board acts on two others (spec/device.md §1.2). */
export const LOG_RATE = 115_200;
/** Starts listening mode on Device OS 0.5 to 5.9. */
export const LISTENING_RATE = 28_800;
/** Starts DFU: the board is gone from serial then. Opened only by whoever means it. */
const DFU_RATE = 14_400;

/** The browser's default of 255 loses data (spec/device.md §4). */
const BUFFER_BYTES = 16_384;

const OPEN_MS = 8000;
const CLOSE_MS = 3000;
const SIGNALS_MS = 1000;
const WRITE_MS = 5000;
/** Errors in a row, without a byte between them, after which a port that claims to live is given up. */
const MOST_ERRORS = 16;

export interface ConnectionHandlers {
  onBytes(bytes: Uint8Array): void;
  /** The port is gone, unplugged or reset; called once, never after `close`. */
  onLost(): void;
}

export interface ConnectionOptions {
  clock: DeviceClock;
  baudRate?: number;
}

export class PortConnection {
  readonly port: PortLike;
  readonly baudRate: number;
  readonly #clock: DeviceClock;
  readonly #handlers: ConnectionHandlers;
  #reader: ReadableStreamDefaultReader<Uint8Array> | null = null;
  #reading: Promise<void> = Promise.resolve();
  #writes: Promise<unknown> = Promise.resolve();
  #state: 'open' | 'lost' | 'closed' = 'open';

  private constructor(port: PortLike, handlers: ConnectionHandlers, clock: DeviceClock, baudRate: number) {
    this.port = port;
    this.#handlers = handlers;
    this.#clock = clock;
    this.baudRate = baudRate;
  }

  /** Throws `port_not_opened` (busy, gone, not permitted) or `port_silent`. */
  static async open(
    port: PortLike,
    handlers: ConnectionHandlers,
    { clock, baudRate = LOG_RATE }: ConnectionOptions,
  ): Promise<PortConnection> {
    if (baudRate === DFU_RATE) throw new Error(`Opening at ${DFU_RATE} throws the board into DFU.`);
    const opening = port.open({ baudRate, bufferSize: BUFFER_BYTES });
    try {
      await within(clock, OPEN_MS, opening, 'port_silent');
    } catch (error) {
      // Whenever it opens after all, nobody is there any more.
      void opening.then(() => port.close()).catch(() => {});
      if (error instanceof DeviceError) throw error;
      throw new DeviceError('port_not_opened', String(error));
    }
    // Boards drop what they print while nobody asserts DTR; some ports have no such line (spec/device.md §4).
    await within(clock, SIGNALS_MS, port.setSignals({ dataTerminalReady: true, requestToSend: true }), 'port_silent').catch(() => {});
    return new PortConnection(port, handlers, clock, baudRate);
  }

  /** Begins to read: once, when its owner is ready for what comes. */
  start(): void {
    this.#reading = this.#read();
  }

  get isOpen(): boolean {
    return this.#state === 'open';
  }

  async #read(): Promise<void> {
    let errors = 0;
    // Framing, parity and overrun errors end a stream, and the port offers a new one: they are not the end.
    while (this.#state === 'open' && this.port.readable && errors < MOST_ERRORS) {
      try {
        this.#reader = this.port.readable.getReader();
      } catch {
        // Somebody else reads it: as good as lost.
        break;
      }
      try {
        for (;;) {
          const { done, value } = await this.#reader.read();
          if (done) {
            errors = MOST_ERRORS;
            break;
          }
          errors = 0;
          if (this.#state === 'open' && value && value.length > 0) this.#deliver(value);
        }
      } catch {
        errors += 1;
      } finally {
        this.#reader.releaseLock();
        this.#reader = null;
      }
    }
    if (this.#state !== 'open') return;
    this.#state = 'lost';
    this.#handlers.onLost();
  }

  #deliver(bytes: Uint8Array): void {
    try {
      this.#handlers.onBytes(bytes);
    } catch (bug) {
      // A listener's bug must be seen, and must not look like a lost device.
      reportError(bug);
    }
  }

  /** Writes go out one after the other. Throws `port_lost` or `port_silent`. */
  write(bytes: Uint8Array): Promise<void> {
    const writing = this.#writes.then(() => this.#write(bytes));
    this.#writes = writing.catch(() => {});
    return writing;
  }

  async #write(bytes: Uint8Array): Promise<void> {
    const { writable } = this.port;
    if (this.#state !== 'open' || !writable || writable.locked) throw new DeviceError('port_lost', 'write');
    const writer = writable.getWriter();
    try {
      await within(this.#clock, WRITE_MS, writer.write(bytes), 'port_silent');
    } catch (error) {
      if (error instanceof DeviceError) {
        // The stream would wait for this write for ever, and so would closing.
        void writer.abort(error).catch(() => {});
        throw error;
      }
      throw new DeviceError('port_lost', String(error));
    } finally {
      writer.releaseLock();
    }
  }

  /** Lets go of everything. Never throws; a port that does not close in time is left behind. */
  async close(): Promise<void> {
    if (this.#state === 'closed') return;
    this.#state = 'closed';
    const quiet = (work: Promise<unknown>): Promise<unknown> => within(this.#clock, CLOSE_MS, work, 'port_not_released').catch(() => {});
    if (this.#reader) await quiet(this.#reader.cancel());
    // A read that hangs in spite of the cancel would keep the lock, and the lock the port.
    this.#reader?.releaseLock();
    await quiet(this.#reading);
    await quiet(this.#writes);
    await quiet(this.port.close());
  }
}
