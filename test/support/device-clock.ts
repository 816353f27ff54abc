// A device clock that tests move by hand: nothing in a test waits for real time.
import type { DeviceClock } from '../../src/device/device-clock.ts';

interface Task {
  due: number;
  order: number;
  run: () => void;
}

export interface ManualDeviceClock extends DeviceClock {
  /** Moves on by `ms`, running what is due in order; between the steps everything asynchronous gets its turn. */
  advance(ms: number): Promise<void>;
  /** Jumps from one due task to the next until `promise` ends. Throws when nothing is due any more, or after an hour. */
  until<T>(promise: Promise<T>): Promise<T>;
}

/** Lets promises, streams and their queues run: a task of the event loop, several times. */
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 3; turn += 1)
    await new Promise<void>((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        port1.close();
        resolve();
      };
      port2.postMessage(0);
    });
};

export function manualDeviceClock(start = Date.UTC(2026, 0, 1)): ManualDeviceClock {
  let now = start;
  let order = 0;
  const tasks = new Set<Task>();
  const next = (): Task | undefined => [...tasks].sort((a, b) => a.due - b.due || a.order - b.order)[0];
  const runNext = async (limit: number): Promise<boolean> => {
    const task = next();
    if (!task || task.due > limit) return false;
    now = Math.max(now, task.due);
    tasks.delete(task);
    task.run();
    await settle();
    return true;
  };
  return {
    now: () => now,
    after: (ms, run) => {
      const task = { due: now + Math.max(ms, 0), order: (order += 1), run };
      tasks.add(task);
      return () => void tasks.delete(task);
    },
    advance: async (ms) => {
      const end = now + ms;
      await settle();
      while (await runNext(end));
      now = end;
      await settle();
    },
    until: async (promise) => {
      let ended = false;
      const end = (): void => {
        ended = true;
      };
      promise.then(end, end);
      await settle();
      const limit = now + 3_600_000;
      while (!ended) if (!(await runNext(limit))) throw new Error('Nothing is due, and the promise has not ended.');
      return promise;
    },
  };
}
