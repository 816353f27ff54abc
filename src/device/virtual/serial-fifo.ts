// The 256 bytes between a board's firmware and the USB host, and what happens when nobody reads them (spec/device.md §1.1).
import type { DeviceClock } from '../device-clock.ts';
import type { SerialHost } from './virtual-board.ts';

const CAPACITY = 256;
/** After this long without a read the device gives a write up; later ones are lost at once until the host reads again. */
const GIVE_UP_MS = 2_500;

/** Who reads the bytes. `put` never gets more than `room()` said. */
export interface Take {
  room(): number;
  put(bytes: Uint8Array): void;
}

export class SerialFifo implements SerialHost {
  #bytes = new Uint8Array(0);
  #open = false;
  #gaveUp = false;
  #take: Take | null = null;
  #waiting: (() => void)[] = [];
  #stopTimer: (() => void) | null = null;
  changed: (() => void) | null = null;

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
    this.changed?.();
  }

  /** What the firmware prints without asking for room: what does not fit is lost. */
  print(bytes: Uint8Array): void {
    let from = 0;
    while (from < bytes.length && this.room > 0) {
      const part = bytes.subarray(from, from + this.room);
      from += part.length;
      const next = new Uint8Array(this.#bytes.length + part.length);
      next.set(this.#bytes);
      next.set(part, this.#bytes.length);
      this.#bytes = next;
      this.pump();
    }
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

  /** The host may be ready for more. Taken bytes are out before they are given: giving them can ask for more. */
  pump(): void {
    let taken = false;
    for (let room = this.#roomThere(); room > 0; room = this.#roomThere()) {
      const part = this.#bytes.slice(0, room);
      this.#bytes = this.#bytes.slice(part.length);
      taken = true;
      this.#take?.put(part);
    }
    if (taken) this.#wake();
  }

  #roomThere(): number {
    return this.#bytes.length > 0 ? (this.#take?.room() ?? 0) : 0;
  }

  /** The host reads again: a device that gave up takes heart. */
  wanted(): void {
    const again = this.#gaveUp;
    this.#gaveUp = false;
    this.pump();
    if (again) this.changed?.();
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
      if (!this.#gaveUp) return;
      this.#wake();
      this.changed?.();
    });
  }
}
