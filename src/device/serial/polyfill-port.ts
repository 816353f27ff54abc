// One port of web-serial-polyfill, made to keep the rules of `PortLike`: it has no events, no states and strings for errors.
import type { PortInfo, PortLike, PortOpenOptions, PortSignals } from './port-like.ts';

/** What is used of the polyfill's SerialPort. Its getters make new streams for ever, also of a device that is gone. */
export interface PolyfilledPort {
  readonly readable: ReadableStream<Uint8Array> | null;
  readonly writable: WritableStream<Uint8Array> | null;
  open(options: PortOpenOptions): Promise<void>;
  close(): Promise<void>;
  setSignals(signals: PortSignals): Promise<void>;
  getInfo(): PortInfo;
  forget(): Promise<void>;
}

/** The polyfill hands a write to USB in one transfer: a large one would hold up everything behind it. */
const LARGEST_TRANSFER = 4096;

const lostError = (): DOMException => new DOMException('The device has been lost.', 'NetworkError');

export class PolyfillPort extends EventTarget implements PortLike {
  readonly #port: PolyfilledPort;
  #state: 'closed' | 'opening' | 'open' | 'closing' = 'closed';
  #connected = true;
  #readable: ReadableStream<Uint8Array> | null = null;
  #writable: WritableStream<Uint8Array> | null = null;

  constructor(port: PolyfilledPort) {
    super();
    this.#port = port;
  }

  get connected(): boolean {
    return this.#connected;
  }
  get readable(): ReadableStream<Uint8Array> | null {
    return this.#readable;
  }
  get writable(): WritableStream<Uint8Array> | null {
    return this.#writable;
  }

  /** WebUSB said so. Nothing of this port comes back: a device that is plugged in again has another object. */
  unplugged(): void {
    this.#connected = false;
    this.#readable = null;
    this.dispatchEvent(new Event('disconnect', { bubbles: true }));
  }

  async open(options: PortOpenOptions): Promise<void> {
    if (this.#state !== 'closed') throw new DOMException('The port is already open.', 'InvalidStateError');
    if (!this.#connected) throw new DOMException('Failed to open serial port.', 'NetworkError');
    this.#state = 'opening';
    try {
      await this.#port.open(options);
    } catch {
      this.#state = 'closed';
      throw new DOMException('Failed to open serial port.', 'NetworkError');
    }
    this.#state = 'open';
    this.#readable = this.#readableOf(this.#port.readable);
    this.#writable = this.#writableOf(this.#port.writable);
  }

  #readableOf(inner: ReadableStream<Uint8Array> | null): ReadableStream<Uint8Array> {
    const reader = inner?.getReader();
    return new ReadableStream<Uint8Array>({
      pull: async (controller) => {
        try {
          const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
          if (done) controller.close();
          else controller.enqueue(value);
        } catch {
          // Never a second stream: the polyfill would offer one of the device that is gone, again and again.
          this.#readable = null;
          controller.error(lostError());
          reader?.releaseLock();
        }
      },
      cancel: async () => {
        // Pending until the device is closed when nothing arrives: closing does that next.
        void reader?.cancel().catch(() => {});
        reader?.releaseLock();
      },
    });
  }

  #writableOf(inner: WritableStream<Uint8Array> | null): WritableStream<Uint8Array> {
    const writer = inner?.getWriter();
    return new WritableStream<Uint8Array>({
      write: async (bytes) => {
        try {
          for (let at = 0; at < bytes.length; at += LARGEST_TRANSFER) await writer?.write(bytes.slice(at, at + LARGEST_TRANSFER));
          // The polyfill reports a failed transfer through the stream, after the write that failed.
          await writer?.ready;
        } catch {
          throw lostError();
        }
      },
      close: () => writer?.releaseLock(),
      abort: () => writer?.releaseLock(),
    });
  }

  async close(): Promise<void> {
    if (this.#state !== 'open') throw new DOMException('The port is already closed.', 'InvalidStateError');
    if (this.#readable?.locked || this.#writable?.locked) throw new TypeError('Cannot cancel a locked stream');
    this.#state = 'closing';
    await this.#readable?.cancel().catch(() => {});
    await this.#writable?.abort().catch(() => {});
    this.#readable = null;
    this.#writable = null;
    try {
      await this.#port.close();
    } catch {
      // A device that is gone cannot be told to drop DTR.
    } finally {
      this.#state = 'closed';
    }
  }

  async setSignals(signals: PortSignals): Promise<void> {
    if (this.#state !== 'open') throw new DOMException('The port is closed.', 'InvalidStateError');
    try {
      await this.#port.setSignals(signals);
    } catch {
      throw new DOMException('Failed to set control signals.', 'NetworkError');
    }
  }

  getInfo(): PortInfo {
    return this.#port.getInfo();
  }

  async forget(): Promise<void> {
    if (this.#state === 'open') await this.close();
    await this.#port.forget();
  }
}
