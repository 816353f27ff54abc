// A serial port behind which a recorded log speaks again, at the pace it had.
import type { DeviceClock } from '../device-clock.ts';
import type { PortInfo, PortLike, PortOpenOptions } from '../serial/port-like.ts';
import type { CaptureLine } from './read-capture.ts';

export interface CaptureOptions {
  clock: DeviceClock;
  /** 2: twice as fast. */
  speed?: number;
  /** Longer silences are cut to this, ms of the recording. Default: as they were. */
  longestGap?: number;
}

/** Plays from the beginning each time it is opened; what is written to it is ignored. Fires `ended` after the last line; the port stays open. */
export class CapturePlayer extends EventTarget implements PortLike {
  readonly #lines: readonly { at: number; text: string }[];
  readonly #clock: DeviceClock;
  readonly #speed: number;
  #controller: ReadableStreamDefaultController<Uint8Array> | null = null;
  #stop: (() => void) | null = null;
  #next = 0;
  readable: ReadableStream<Uint8Array> | null = null;
  writable: WritableStream<Uint8Array> | null = null;
  readonly connected = true;

  constructor(lines: readonly CaptureLine[], { clock, speed = 1, longestGap = Infinity }: CaptureOptions) {
    super();
    let cut = 0;
    this.#lines = lines.map(({ at, text }, index) => {
      const gap = at - (lines[index - 1]?.at ?? 0);
      cut += Math.max(0, gap - longestGap);
      return { at: at - cut, text };
    });
    this.#clock = clock;
    this.#speed = speed;
  }

  /** Lines that were played, and all of them. */
  get progress(): { played: number; total: number } {
    return { played: this.#next, total: this.#lines.length };
  }

  getInfo(): PortInfo {
    return {};
  }

  async setSignals(): Promise<void> {}

  async open(_options: PortOpenOptions): Promise<void> {
    if (this.#controller) throw new DOMException('The port is already open.', 'InvalidStateError');
    this.#offer();
    this.writable = new WritableStream<Uint8Array>();
    this.#next = 0;
    this.#play(this.#clock.now());
  }

  #offer(): void {
    this.readable = new ReadableStream<Uint8Array>({
      start: (controller) => {
        this.#controller = controller;
      },
      // Cancelled while open: like a port, it offers another stream.
      cancel: () => this.#offer(),
    });
  }

  /** Gives all that is due, then waits for the next line. */
  #play(start: number): void {
    const encoder = new TextEncoder();
    const passed = (this.#clock.now() - start) * this.#speed;
    let text = '';
    let line = this.#lines[this.#next];
    for (; line && line.at <= passed; line = this.#lines[this.#next]) {
      text += `${line.text}\r\n`;
      this.#next += 1;
    }
    if (text !== '') this.#controller?.enqueue(encoder.encode(text));
    if (!line) this.#stop = this.#clock.after(0, () => this.dispatchEvent(new Event('ended')));
    else this.#stop = this.#clock.after((line.at - passed) / this.#speed, () => this.#play(start));
  }

  async close(): Promise<void> {
    if (!this.#controller) throw new DOMException('The port is closed.', 'InvalidStateError');
    if (this.readable?.locked) throw new TypeError('Cannot cancel a locked stream');
    this.#stop?.();
    this.#controller = null;
    this.readable = null;
    this.writable = null;
  }
}
