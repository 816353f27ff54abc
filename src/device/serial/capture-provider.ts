// Plays a recording as a port: nobody above it can tell it from a device that only prints.
import type { DeviceClock } from '../device-clock.ts';
import type { PortInfo, PortLike } from './port-like.ts';
import type { RecordedChunk } from './recording.ts';
import type { Availability, SerialProvider } from './serial-provider.ts';

export class CapturePort extends EventTarget implements PortLike {
  readonly #chunks: readonly RecordedChunk[];
  readonly #clock: DeviceClock;
  readonly #rate: () => number;
  #cancel = (): void => {};
  readable: ReadableStream<Uint8Array> | null = null;
  writable: WritableStream<Uint8Array> | null = null;
  /** Chunks that were played. */
  played = 0;

  constructor(chunks: readonly RecordedChunk[], clock: DeviceClock, rate: () => number = () => 1) {
    super();
    this.#chunks = chunks;
    this.#clock = clock;
    this.#rate = rate;
  }

  get total(): number {
    return this.#chunks.length;
  }

  getInfo(): PortInfo {
    return {};
  }

  async open(): Promise<void> {
    if (this.readable) throw new DOMException('The port is already open.', 'InvalidStateError');
    this.played = 0;
    this.readable = new ReadableStream<Uint8Array>({
      start: (controller) => this.#play(controller),
      cancel: () => this.#cancel(),
    });
    // A recording hears nothing.
    this.writable = new WritableStream<Uint8Array>();
  }

  #play(controller: ReadableStreamDefaultController<Uint8Array>): void {
    const next = this.#chunks[this.played];
    if (!next) return;
    const wait = next.at - (this.#chunks[this.played - 1]?.at ?? next.at);
    this.#cancel = this.#clock.after(wait / Math.max(this.#rate(), 0.01), () => {
      this.played += 1;
      controller.enqueue(next.bytes);
      this.dispatchEvent(new Event('played'));
      this.#play(controller);
    });
  }

  async setSignals(): Promise<void> {}

  async close(): Promise<void> {
    if (this.readable?.locked || this.writable?.locked) throw new TypeError('Cannot cancel a locked stream');
    this.#cancel();
    this.readable = null;
    this.writable = null;
  }
}

export const createCaptureProvider = (port: CapturePort): SerialProvider =>
  Object.assign(new EventTarget(), {
    kind: 'capture' as const,
    name: 'capture',
    availability: async (): Promise<Availability> => 'available',
    getPorts: async (): Promise<PortLike[]> => [port],
    requestPort: async (): Promise<PortLike | null> => port,
  });
