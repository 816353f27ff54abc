// Notices a device that restarts again and again.

/** So many restarts within so many ms are no accident (spec/device.md §5). */
const RESTARTS = 3;
const WINDOW = 15_000;

export interface BootLoopWatch {
  /** Answers true when this restart makes it a loop. */
  restarted(now: number): boolean;
  /** A restart that somebody asked for does not count. */
  forget(): void;
}

export const createBootLoopWatch = (): BootLoopWatch => {
  let times: number[] = [];
  return {
    restarted(now) {
      times = [...times.filter((time) => now - time < WINDOW), now];
      return times.length >= RESTARTS;
    },
    forget() {
      times = [];
    },
  };
};
