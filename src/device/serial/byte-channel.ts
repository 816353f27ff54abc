// A conversation in bytes with a device: what the session hands to the flash sender and to the listening console.
import type { DeviceClock } from '../device-clock.ts';

/** Why no byte came: nothing within the time, the port is gone, or the caller's signal. */
export type NoByte = 'late' | 'ended' | 'aborted';

/**
 * Bytes that arrived and nobody read yet. The owner of the stream pushes, one consumer at a time reads: a read that gave up
 * leaves no dangling `reader.read()` that would swallow the next bytes.
 */
export class ByteInput {
  #chunks: Uint8Array[] = [];
  #at = 0;
  #ended = false;
  #wake: (() => void) | null = null;

  constructor(private readonly clock: DeviceClock) {}

  get ended(): boolean {
    return this.#ended;
  }

  push(chunk: Uint8Array): void {
    if (chunk.length === 0 || this.#ended) return;
    this.#chunks.push(chunk);
    this.#wake?.();
  }

  /** No more bytes will come. What is buffered can still be read. */
  end(): void {
    this.#ended = true;
    this.#wake?.();
  }

  /** Gives a byte back: it was only looked at. */
  unread(byte: number): void {
    this.#chunks.unshift(Uint8Array.of(byte), ...this.#chunks.splice(0, 1).map((chunk) => chunk.subarray(this.#at)));
    this.#at = 0;
  }

  /** The next byte if it is here already. */
  take(): number | null {
    const chunk = this.#chunks[0];
    if (!chunk) return null;
    const byte = chunk[this.#at++] as number;
    if (this.#at === chunk.length) {
      this.#chunks.shift();
      this.#at = 0;
    }
    return byte;
  }

  /** The next byte, waiting at most `ms` for it; Infinity sets no timer. */
  async next(ms: number, signal?: AbortSignal): Promise<number | NoByte> {
    const byte = this.take();
    if (byte !== null) return byte;
    if (this.#ended) return 'ended';
    if (signal?.aborted) return 'aborted';
    await new Promise<void>((resolve) => {
      const wake = (): void => {
        stop();
        signal?.removeEventListener('abort', wake);
        this.#wake = null;
        resolve();
      };
      const stop = ms === Infinity ? () => {} : this.clock.after(Math.max(ms, 0), wake);
      signal?.addEventListener('abort', wake);
      this.#wake = wake;
    });
    return this.take() ?? (this.#ended ? 'ended' : signal?.aborted ? 'aborted' : 'late');
  }
}

export interface ByteChannel {
  readonly input: ByteInput;
  /** Resolves when the bytes are on their way. Rejects when the port is gone. */
  write(bytes: Uint8Array): Promise<void>;
}
