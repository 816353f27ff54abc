// A virtual board's serial port as Chromium would offer it: state machine, streams, errors (spec/device.md §4, §9). `virtual-usb.ts` makes it.
import type { PortInfo, PortLike, PortOpenOptions, PortSignals } from '../serial/port-like.ts';
import type { Take } from './serial-fifo.ts';

/** What a port does with its device. */
export interface PortWire {
  info: PortInfo;
  /** The host opens at a rate, or closes (null). */
  opened(baudRate: number | null): void;
  /** Who takes the bytes; null when nobody holds DTR. */
  listen(take: Take | null): void;
  /** The host is ready for more. */
  wanted(): void;
  written(bytes: Uint8Array): void;
}

const failed = (): DOMException => new DOMException('Failed to open serial port.', 'NetworkError');
const lost = (): DOMException => new DOMException('The device has been lost.', 'NetworkError');
const notOpen = (): DOMException => new DOMException('The port is closed.', 'InvalidStateError');
const DEFAULT_BUFFER = 255;

export class VirtualSerialPort extends EventTarget implements PortLike {
  #wire: PortWire | null;
  #state: 'closed' | 'open' | 'lost' = 'closed';
  #bufferSize = DEFAULT_BUFFER;
  #dtr = false;
  #readable: ReadableStream<Uint8Array> | null = null;
  #controller: ReadableStreamDefaultController<Uint8Array> | null = null;
  #writable: WritableStream<Uint8Array> | null = null;
  readonly #info: PortInfo;

  constructor(wire: PortWire) {
    super();
    this.#wire = wire;
    this.#info = wire.info;
  }

  get connected(): boolean {
    return this.#wire !== null;
  }

  /** A stream that was cancelled is followed by another one while the port is open. */
  get readable(): ReadableStream<Uint8Array> | null {
    if (this.#state === 'open') this.#readable ??= this.#makeReadable();
    return this.#readable;
  }

  get writable(): WritableStream<Uint8Array> | null {
    if (this.#state === 'open') this.#writable ??= this.#makeWritable();
    return this.#writable;
  }

  getInfo(): PortInfo {
    return this.#info;
  }

  async open({ baudRate, bufferSize = DEFAULT_BUFFER }: PortOpenOptions): Promise<void> {
    if (this.#state !== 'closed') throw new DOMException('The port is already open.', 'InvalidStateError');
    if (!(baudRate > 0) || !(bufferSize > 0)) throw new TypeError('Requested baud rate and buffer size must be greater than zero.');
    // Opening takes a turn of the event loop at least.
    await Promise.resolve();
    if (!this.#wire) throw failed();
    this.#state = 'open';
    this.#bufferSize = bufferSize;
    this.#dtr = true;
    this.#readable = this.#makeReadable();
    this.#writable = this.#makeWritable();
    this.#listen();
    this.#wire.opened(baudRate);
  }

  async setSignals({ dataTerminalReady }: PortSignals): Promise<void> {
    if (this.#state !== 'open') throw notOpen();
    if (dataTerminalReady === undefined || dataTerminalReady === this.#dtr) return;
    this.#dtr = dataTerminalReady;
    this.#listen();
  }

  async close(): Promise<void> {
    if (this.#state === 'closed') throw notOpen();
    if (this.#readable?.locked) throw new TypeError('Cannot cancel a locked stream');
    if (this.#writable?.locked) throw new TypeError('Cannot abort a locked stream');
    this.#state = 'closed';
    this.#readable = null;
    this.#controller = null;
    this.#writable = null;
    this.#wire?.listen(null);
    this.#wire?.opened(null);
  }

  async forget(): Promise<void> {
    if (this.#state === 'closed') this.#wire = null;
  }

  /** The device is gone: cable pulled, or a reset. */
  lose(): void {
    this.#wire?.listen(null);
    this.#wire = null;
    if (this.#state !== 'open') return;
    this.#state = 'lost';
    this.#controller?.error(lost());
    this.#controller = null;
    this.#readable = null;
  }

  /** The same object again, as Firefox does it. */
  regain(wire: PortWire): void {
    this.#wire = wire;
  }

  #listen(): void {
    const take: Take = {
      room: () => Math.max(this.#controller?.desiredSize ?? 0, 0),
      put: (bytes) => this.#controller?.enqueue(bytes),
    };
    this.#wire?.listen(this.#dtr ? take : null);
  }

  #makeReadable(): ReadableStream<Uint8Array> {
    return new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          this.#controller = controller;
        },
        pull: () => this.#wire?.wanted(),
        cancel: () => {
          this.#controller = null;
          this.#readable = null;
        },
      },
      new ByteLengthQueuingStrategy({ highWaterMark: this.#bufferSize }),
    );
  }

  #makeWritable(): WritableStream<Uint8Array> {
    const drop = (): void => {
      if (this.#state === 'open') this.#writable = null;
    };
    return new WritableStream<Uint8Array>(
      {
        write: (bytes) => {
          if (!this.#wire || this.#state !== 'open') throw lost();
          this.#wire.written(bytes);
        },
        close: drop,
        abort: drop,
      },
      new ByteLengthQueuingStrategy({ highWaterMark: this.#bufferSize }),
    );
  }
}
