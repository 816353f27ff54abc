// Time for device tests, moved by hand: due work runs in order, and everything that follows from it settles before the next.
import type { DeviceClock } from '../../src/device/device-clock.ts';
import { settle } from './test-cloud.ts';

export interface ManualDeviceClock extends DeviceClock {
  /** Lets `ms` pass. */
  pass(ms: number): Promise<void>;
  /** Lets time pass, at most `ms`, until `done` answers true. Throws when it does not. */
  until(done: () => unknown, ms?: number, why?: string): Promise<void>;
  /** Work that waits for its time. */
  readonly waiting: number;
}

export const createManualDeviceClock = (start = Date.UTC(2026, 0, 1)): ManualDeviceClock => {
  let now = start;
  let count = 0;
  const tasks = new Map<number, { at: number; task: () => void }>();
  const next = (end: number): [number, { at: number; task: () => void }] | undefined =>
    [...tasks].filter(([, { at }]) => at <= end).sort(([a, one], [b, other]) => one.at - other.at || a - b)[0];
  const step = async (end: number): Promise<boolean> => {
    const due = next(end);
    if (!due) return false;
    tasks.delete(due[0]);
    now = Math.max(now, due[1].at);
    due[1].task();
    await settle();
    return true;
  };
  return {
    now: () => now,
    after(ms, task) {
      const id = ++count;
      tasks.set(id, { at: now + Math.max(0, ms), task });
      return () => tasks.delete(id);
    },
    get waiting() {
      return tasks.size;
    },
    async pass(ms) {
      const end = now + ms;
      await settle();
      while (await step(end));
      now = end;
      await settle();
    },
    async until(done, ms = 200_000, why = 'what the test waits for') {
      const end = now + ms;
      await settle();
      while (!done()) if (!(await step(end))) throw new Error(`Did not happen within ${ms} ms: ${why}`);
    },
  };
};
