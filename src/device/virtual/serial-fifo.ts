// The 256 bytes between a board's firmware and the USB host, and what happens when nobody reads them (spec/device.md §1.1).
import type { DeviceClock } from '../device-clock.ts';
import type { SerialHost } from './virtual-board.ts';

const CAPACITY = 256;
/** After this long without a read the device gives a write up; later ones are lost at once until the host reads again. */
const GIVE_UP_MS = 2_500;

/** Takes at most `bytes.length` bytes and says how many. */
export type Take = (bytes: Uint8Array) => number;

export class SerialFifo implements SerialHost {
  #bytes = new Uint8Array(0);
  #open = false;
  #gaveUp = false;
  #take: Take | null = null;
  #waiting: (() => void)[] = [];
  #stopTimer: (() => void) | null = null;

  constructor(private readonly clock: DeviceClock) {}

  get connected(): boolean {
    return this.#open && !this.#gaveUp;
  }

  get room(): number {
    return this.connected ? CAPACITY - this.#bytes.length : 0;
  }

  drained(): Promise<void> {
    if (!this.connected || this.room > 0) return Promise.resolve();
    this.#watch();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** A host with DTR is there or not. What is in the FIFO then is lost, as is what waits. */
  connect(take: Take | null): void {
    this.#open = take !== null;
    this.#take = take;
    this.#gaveUp = false;
    this.#bytes = new Uint8Array(0);
    this.#wake();
  }

  /** What the firmware prints without asking for room: what does not fit is lost. */
  print(bytes: Uint8Array): void {
    if (!this.connected) return;
    const kept = bytes.subarray(0, this.room);
    const next = new Uint8Array(this.#bytes.length + kept.length);
    next.set(this.#bytes);
    next.set(kept, this.#bytes.length);
    this.#bytes = next;
    this.pump();
    if (this.#bytes.length > 0) this.#watch();
  }

  /** All of it, in pieces, waiting for room. Resolves early when the host does not read or is gone. */
  async printAll(bytes: Uint8Array): Promise<void> {
    let from = 0;
    while (from < bytes.length && this.connected) {
      if (this.room === 0) {
        await this.drained();
        continue;
      }
      const part = bytes.subarray(from, from + this.room);
      from += part.length;
      this.print(part);
    }
  }

  /** The host may be ready for more. */
  pump(): void {
    const taken = this.#take && this.#bytes.length > 0 ? this.#take(this.#bytes) : 0;
    if (taken === 0) return;
    this.#bytes = this.#bytes.slice(taken);
    this.#wake();
  }

  /** The host reads again: a device that gave up takes heart. */
  wanted(): void {
    this.#gaveUp = false;
    this.pump();
  }

  #wake(): void {
    this.#stopTimer?.();
    this.#stopTimer = null;
    for (const resolve of this.#waiting.splice(0)) resolve();
    if (this.#bytes.length > 0) this.#watch();
  }

  #watch(): void {
    this.#stopTimer ??= this.clock.after(GIVE_UP_MS, () => {
      this.#stopTimer = null;
      this.#gaveUp = this.#bytes.length === CAPACITY;
      if (this.#gaveUp) this.#wake();
    });
  }
}
