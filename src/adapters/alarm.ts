// Rings at a moment of the cloud's clock. A hint only: whoever rings looks for himself what is due.

/** Longer sleeps are cut: browsers clamp timers at 2^31 ms, and a laptop that slept wakes late. */
const LONGEST = 60_000;

export interface Alarm {
  /** Cloud ms; null: never. The last call counts. */
  set(due: number | null): void;
}

/** `delayTo`: real ms until a moment of the cloud's clock; Infinity while it stands still. */
export function createAlarm(delayTo: (due: number) => number, ring: () => void): Alarm {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const set = (due: number | null): void => {
    clearTimeout(timer);
    timer = undefined;
    if (due === null) return;
    const delay = delayTo(due);
    if (delay <= 0) timer = setTimeout(ring, 0);
    else if (delay <= LONGEST) timer = setTimeout(ring, Math.ceil(delay));
    else if (delay < Infinity) timer = setTimeout(() => set(due), LONGEST);
  };
  return { set };
}
