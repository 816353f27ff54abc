// The cloud's clock on a real machine: virtual time computed from the machine's.
import type { Clock } from '../cloud/ports.ts';
import { virtualNow, type VirtualTime } from '../model/virtual-time.ts';

export interface SystemClock extends Clock {
  /** Real ms until a moment of the cloud's clock; Infinity while it stands still. */
  delayTo(moment: number): number;
}

export function createSystemClock(): SystemClock {
  const start = Date.now();
  let time: VirtualTime = { epoch: start, origin: start, rate: 1 };
  return {
    now: () => virtualNow(time, Date.now()),
    real: () => Date.now(),
    set(given) {
      time = given;
    },
    delayTo(moment) {
      const wait = moment - virtualNow(time, Date.now());
      // Also while time stands still: 0 / 0 is no number.
      return wait <= 0 ? 0 : wait / time.rate;
    },
  };
}
