// Time for everything that talks to a device: real in the page, moved by hand in tests.
import { DeviceError } from '../model/device-error.ts';
import type { DeviceErrorCode } from '../model/device-error.ts';

export interface DeviceClock {
  /** Epoch, ms. */
  now(): number;
  /** Runs `task` once after `ms`. Returns what calls it off. */
  after(ms: number, task: () => void): () => void;
}

export const systemClock: DeviceClock = {
  now: () => Date.now(),
  after: (ms, task) => {
    const timer = setTimeout(task, ms);
    return () => clearTimeout(timer);
  },
};

/** Resolves after `ms`, or rejects with the signal's reason. */
export const sleep = (clock: DeviceClock, ms: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const stop = () => {
      cancel();
      reject(signal?.reason as Error);
    };
    const cancel = clock.after(ms, () => {
      signal?.removeEventListener('abort', stop);
      resolve();
    });
    if (signal?.aborted) stop();
    else signal?.addEventListener('abort', stop, { once: true });
  });

/** The promise's own end, or DeviceError(`code`) after `ms`. The promise itself is not stopped. */
export const within = async <T>(clock: DeviceClock, ms: number, promise: Promise<T>, code: DeviceErrorCode): Promise<T> => {
  let cancel = (): void => {};
  const late = new Promise<never>((_resolve, reject) => {
    cancel = clock.after(ms, () => reject(new DeviceError(code, `No end after ${ms} ms.`)));
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    cancel();
  }
};
