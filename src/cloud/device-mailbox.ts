// Messages between a page and the worker of one of its devices, where that worker blocks and can only be reached by the answer it waits for.
import type { CloudCore } from './core.ts';

/** Messages of one device that nobody took. */
const MOST = 1000;
/** Devices with messages: pages that went away leave theirs behind. */
const MOST_BOXES = 100;

interface Mailbox {
  put(device: string, messages: readonly unknown[]): void;
  /** Resolves with everything there is; with nothing after `ms` real milliseconds. */
  take(device: string, ms: number): Promise<unknown[]>;
}

const boxes = new WeakMap<object, Mailbox>();

/** Kept with the cloud, not with the module: two clouds in one realm do not share mail. */
export function deviceMailbox(core: CloudCore): Mailbox {
  let box = boxes.get(core);
  if (!box) boxes.set(core, (box = createMailbox(core)));
  return box;
}

function createMailbox(core: CloudCore): Mailbox {
  const waiting = new Map<string, unknown[]>();
  const readers = new Map<string, () => void>();
  const takeAll = (device: string): unknown[] => {
    const messages = waiting.get(device) ?? [];
    waiting.delete(device);
    return messages;
  };
  return {
    put(device, messages) {
      const all = [...(waiting.get(device) ?? []), ...messages].slice(-MOST);
      waiting.delete(device);
      waiting.set(device, all);
      const oldest = waiting.keys().next().value;
      if (waiting.size > MOST_BOXES && oldest !== undefined) waiting.delete(oldest);
      readers.get(device)?.();
    },
    take(device, ms) {
      if (ms === 0 || waiting.has(device)) return Promise.resolve(takeAll(device));
      return new Promise((resolve) => {
        const finish = (): void => {
          cancel();
          if (readers.get(device) === finish) readers.delete(device);
          resolve(takeAll(device));
        };
        const cancel = core.ports.every(ms, finish);
        readers.get(device)?.();
        readers.set(device, finish);
      });
    },
  };
}
