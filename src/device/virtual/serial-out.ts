// What a firmware printed, on its way to the USB port: no faster than a host reads it, and lost when nobody does.
import type { SerialHost } from './virtual-board.ts';

export interface SerialOut {
  push(bytes: Uint8Array): void;
  /** Forgets what has not left: the board restarts. */
  clear(): void;
}

/** `deliver` gets at most `host.room` bytes at a time; `left` is told how many more may be printed. */
export function createSerialOut(
  host: () => SerialHost | null,
  deliver: (bytes: Uint8Array) => void,
  left: (bytes: number) => void,
): SerialOut {
  let waiting: Uint8Array[] = [];
  let pumping = false;
  let life = 0;

  const pump = async (): Promise<void> => {
    const mine = life;
    for (let chunk = waiting[0]; chunk && mine === life; chunk = waiting[0]) {
      const to = host();
      if (to?.connected && to.room === 0) {
        await to.drained();
        continue;
      }
      const part = to?.connected ? chunk.subarray(0, to.room) : chunk;
      if (part.length === chunk.length) waiting.shift();
      else waiting[0] = chunk.subarray(part.length);
      deliver(part);
      left(part.length);
    }
    if (mine === life) pumping = false;
  };

  return {
    push(bytes) {
      waiting.push(bytes);
      if (pumping) return;
      pumping = true;
      pump().catch((error: unknown) => reportError(error));
    },
    clear() {
      life += 1;
      waiting = [];
      pumping = false;
    },
  };
}
